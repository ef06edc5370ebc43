import Bitloom
import Components

/// A register slice and a FIFO of whole beats.
struct AXIStreamBuffer: Module {
  var shape: AXIStreamShape
  var depth = 4

  struct IO: Interface {
    @Flipped var sAXIS: AXIStream
    var mAXIS: AXIStream
  }
  var ports: IO { IO(sAXIS: AXIStream(shape), mAXIS: AXIStream(shape)) }
  var moduleName: String { "axi_stream_buffer_\(shape.dataWidth)\(shape.idWidth > 0 ? "_with_id" : "")" }

  func build(_ io: IO) {
    let slice = Instance("slice", StreamRegisterSlice(payload: shape.beat))
    let fifo = Instance("fifo", StreamFifo(payload: shape.beat, depth: depth))
    slice.input <== io.sAXIS.beats
    fifo.input <== slice.output
    io.mAXIS.beats <== fifo.output
  }
}

/// Packets of bytes, packed from beats of one width into beats of another one.
struct AXIStreamPacker: Module {
  var inputBytes = 1
  var outputBytes = 4

  private var input: AXIStreamShape { AXIStreamShape(dataWidth: 8 * inputBytes, hasKeep: true) }
  private var output: AXIStreamShape { AXIStreamShape(dataWidth: 8 * outputBytes, hasKeep: true) }

  struct IO: Interface {
    @Flipped var sAXIS: AXIStream
    var mAXIS: AXIStream
  }
  var ports: IO { IO(sAXIS: AXIStream(input), mAXIS: AXIStream(output)) }

  func build(_ io: IO) {
    let converter = FrameWidthConverter(element: .unsigned(8), inputLanes: inputBytes, outputLanes: outputBytes)
    let packer = Instance("packer", converter)
    packer.input <== io.sAXIS.frames
    io.mAXIS.frames <== packer.output
  }
}

/// Words of a connection without `tlast`, each of which is a frame, scaled by a factor.
struct AXIStreamScaler: Module {
  var factor = 3

  struct IO: Interface {
    @Flipped var sAXIS: AXIStream
    var mAXIS: AXIStream
  }
  var ports: IO {
    IO(sAXIS: AXIStream(AXIStreamShape(dataWidth: 8, hasLast: false)), mAXIS: AXIStream(AXIStreamShape(dataWidth: 16)))
  }

  func build(_ io: IO) {
    io.mAXIS.words <== io.sAXIS.words.map("scaled") { Frame(data: $0.data * factor, last: $0.last) }
  }
}

/// A register slice in each channel of AXI4-Lite.
struct AXILiteSlices: Module {
  var shape = AXILiteShape(addressWidth: 12)

  struct IO: Interface {
    @Flipped var sAXI: AXILite
    var mAXI: AXILite
  }
  var ports: IO { IO(sAXI: AXILite(shape), mAXI: AXILite(shape)) }
  var moduleName: String { "axi_lite_slices_\(shape.dataWidth)" }

  func build(_ io: IO) {
    let writeAddress = Instance("write_address", StreamRegisterSlice(payload: shape.address))
    let writeData = Instance("write_data", StreamRegisterSlice(payload: shape.writeData))
    let writeResponse = Instance("write_response", StreamRegisterSlice(payload: .unsigned(2)))
    let readAddress = Instance("read_address", StreamRegisterSlice(payload: shape.address))
    let readData = Instance("read_data", StreamRegisterSlice(payload: shape.readData))
    writeAddress.input <== io.sAXI.writeAddresses
    io.mAXI.writeAddresses <== writeAddress.output
    writeData.input <== io.sAXI.writeData
    io.mAXI.writeData <== writeData.output
    writeResponse.input <== io.mAXI.writeResponses
    io.sAXI.writeResponses <== writeResponse.output
    readAddress.input <== io.sAXI.readAddresses
    io.mAXI.readAddresses <== readAddress.output
    readData.input <== io.mAXI.readData
    io.sAXI.readData <== readData.output
  }
}

/// The registers of a map behind a slice in each channel.
struct SlicedRegisters: Module {
  var map: RegisterMap

  typealias IO = RegisterFile.IO
  var ports: IO { RegisterFile(map).ports }
  var moduleName: String { "\(map.name)_sliced" }

  func build(_ io: IO) {
    let file = RegisterFile(map)
    let slices = Instance("slices", AXILiteSlices(shape: file.axiShape))
    let registers = Instance("registers", file)
    slices.sAXI <== io.axi
    registers.axi <== slices.mAXI
    io.fields <== registers.fields
  }
}
