import Bitloom
import Components

// The examples of the documentation of the interfaces, and of what is done with streams by functions.

struct Scaled: Module {
  struct IO: Interface {
    @Flipped var input: Stream<Signal>
    var output: Stream<Signal>
  }
  var ports: IO { IO(input: Stream(of: .unsigned(8)), output: Stream(of: .unsigned(10))) }

  func build(_ io: IO) {
    io.output <== io.input.map("scaled") { $0 * 3 }
  }
}

struct OddNumbers: Module {
  struct IO: Interface {
    @Flipped var input: Stream<Signal>
    var output: Stream<Signal>
  }
  var ports: IO { IO(input: Stream(of: .unsigned(8)), output: Stream(of: .unsigned(8))) }

  func build(_ io: IO) {
    io.output <== io.input.filter("odd") { $0[0] }
  }
}

struct CreditedLink: Module {
  struct IO: Interface {
    @Flipped var input: Stream<Signal>
    var link: CreditLink<Signal>
  }
  var ports: IO { IO(input: Stream(of: .unsigned(8)), link: CreditLink(of: .unsigned(8))) }

  func build(_ io: IO) {
    let sender = Instance("sender", StreamCreditSender(payload: .unsigned(8), credits: 2))
    sender.input <== io.input
    io.link <== sender.link
  }
}

struct PacketFifo: Module {
  struct IO: Interface {
    @Flipped var sAXIS: AXIStream
    var mAXIS: AXIStream
  }
  let shape = AXIStreamShape(dataWidth: 32, hasKeep: true)
  var ports: IO { IO(sAXIS: AXIStream(shape), mAXIS: AXIStream(shape)) }
  func build(_ io: IO) {
    let fifo = Instance("fifo", StreamFifo(payload: shape.beat, depth: 16))
    fifo.input <== io.sAXIS.beats
    io.mAXIS.beats <== fifo.output
  }
}

struct SlicedReadData: Module {
  struct IO: Interface {
    @Flipped var sAXI: AXILite
    var mAXI: AXILite
  }
  let shape = AXILiteShape(addressWidth: 12)
  var ports: IO { IO(sAXI: AXILite(shape), mAXI: AXILite(shape)) }
  func build(_ io: IO) {
    // A register slice in the channel of the read data; the others pass.
    let slice = Instance("slice", StreamRegisterSlice(payload: shape.readData))
    slice.input <== io.mAXI.readData
    io.sAXI.readData <== slice.output
    io.mAXI.readAddresses <== io.sAXI.readAddresses
    io.mAXI.writeAddresses <== io.sAXI.writeAddresses
    io.mAXI.writeData <== io.sAXI.writeData
    io.sAXI.writeResponses <== io.mAXI.writeResponses
  }
}
