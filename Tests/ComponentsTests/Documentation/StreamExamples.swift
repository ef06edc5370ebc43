import Bitloom
import Components

/// The examples of the stream components' documentation.
enum StreamExamples {
  static let all: [any Module] = [
    Waiting(), Slice(), Copies(), Pairs(), Arbiter(), Demultiplexer(), Bytes(), Packer(), Link(),
  ]
}

private struct Waiting: Module {
  struct IO: Interface {
    @Flipped var input: Stream<Signal>
    var output: Stream<Signal>
    @Output var pause: Signal = .bit
  }
  var ports: IO { IO(input: Stream(of: .unsigned(16)), output: Stream(of: .unsigned(16))) }

  func build(_ io: IO) {
    let queue = StreamFifo(payload: .unsigned(16), depth: 512, storage: .block, almostFull: 500)
    let fifo = Instance("fifo", queue)
    fifo.input <== io.input
    io.output <== fifo.output
    if let almostFull = fifo.almostFull { io.pause <== almostFull }
  }
}

struct ByteIO: Interface {
  @Flipped var input: Stream<Signal>
  var output: Stream<Signal>

  init() {
    _input = Flipped(wrappedValue: Stream(of: .unsigned(8)))
    output = Stream(of: .unsigned(8))
  }
}

private struct Slice: Module {
  typealias IO = ByteIO
  var ports: IO { IO() }

  func build(_ io: IO) {
    let slice = Instance("slice", StreamRegisterSlice(payload: .unsigned(8), kind: .forward))
    slice.input <== io.input
    io.output <== slice.output
  }
}

private struct Copies: Module {
  struct IO: Interface {
    @Flipped var input: Stream<Signal>
    var first: Stream<Signal>
    var second: Stream<Signal>
  }
  var ports: IO {
    IO(input: Stream(of: .unsigned(8)), first: Stream(of: .unsigned(8)), second: Stream(of: .unsigned(8)))
  }

  func build(_ io: IO) {
    let copies = Instance("copies", StreamFork(payload: .unsigned(8), outputs: 2))
    copies.input <== io.input
    io.first <== copies.outputs[0]
    io.second <== copies.outputs[1]
  }
}

private struct Pairs: Module {
  struct IO: Interface {
    @Flipped var samples: Stream<Signal>
    @Flipped var channels: Stream<Signal>
    var output: Stream<Pair<Signal, Signal>>
  }
  var ports: IO {
    IO(
      samples: Stream(of: .signed(8)), channels: Stream(of: .unsigned(4)),
      output: Stream(of: PairShape(.signed(8), .unsigned(4))))
  }

  func build(_ io: IO) {
    let pairs = Instance("pairs", StreamJoin(first: .signed(8), second: .unsigned(4)))
    pairs.first <== io.samples
    pairs.second <== io.channels
    io.output <== pairs.output
  }
}

private struct Arbiter: Module {
  struct IO: Interface {
    @Flipped var first: Stream<Signal>
    @Flipped var second: Stream<Signal>
    var output: Stream<Signal>
  }
  var ports: IO {
    IO(first: Stream(of: .unsigned(8)), second: Stream(of: .unsigned(8)), output: Stream(of: .unsigned(8)))
  }

  func build(_ io: IO) {
    let arbiter = Instance("arbiter", StreamArbiter(payload: .unsigned(8), inputs: 2))
    arbiter.inputs[0] <== io.first
    arbiter.inputs[1] <== io.second
    io.output <== arbiter.output
  }
}

private struct Demultiplexer: Module {
  struct IO: Interface {
    @Flipped var input: Stream<Signal>
    var lower: Stream<Signal>
    var upper: Stream<Signal>
  }
  var ports: IO {
    IO(input: Stream(of: .unsigned(8)), lower: Stream(of: .unsigned(8)), upper: Stream(of: .unsigned(8)))
  }

  func build(_ io: IO) {
    let demultiplexer = Instance("demultiplexer", StreamDemultiplexer(payload: .unsigned(8), outputs: 2))
    demultiplexer.input <== io.input
    demultiplexer.select <== io.input.payload[7]
    io.lower <== demultiplexer.outputs[0]
    io.upper <== demultiplexer.outputs[1]
  }
}

private struct Bytes: Module {
  struct IO: Interface {
    @Flipped var words: Stream<[Signal]>
    var triples: Stream<[Signal]>
  }
  var ports: IO {
    IO(
      words: Stream(of: VectorShape(.unsigned(8), count: 4)), triples: Stream(of: VectorShape(.unsigned(8), count: 3)))
  }

  func build(_ io: IO) {
    let converter = StreamWidthConverter(element: .unsigned(8), inputLanes: 4, outputLanes: 3)
    let bytes = Instance("bytes", converter)
    bytes.input <== io.words
    io.triples <== bytes.output
  }
}

private struct Packer: Module {
  struct IO: Interface {
    @Flipped var bytes: Stream<Frame<[Signal]>>
    var words: Stream<Frame<[Signal]>>
  }
  private func shape(_ lanes: Int) -> FrameShape<VectorShape<SignalType>> {
    FrameShape(VectorShape(.unsigned(8), count: lanes), keepWidth: lanes)
  }
  var ports: IO { IO(bytes: Stream(of: shape(1)), words: Stream(of: shape(4))) }

  func build(_ io: IO) {
    let packer = FrameWidthConverter(element: .unsigned(8), inputLanes: 1, outputLanes: 4)
    let words = Instance("words", packer)
    words.input <== io.bytes
    io.words <== words.output
  }
}

private struct Link: Module {
  typealias IO = ByteIO
  var ports: IO { IO() }

  func build(_ io: IO) {
    let sender = Instance("sender", StreamCreditSender(payload: .unsigned(8), credits: 6))
    let receiver = Instance("receiver", StreamCreditReceiver(payload: .unsigned(8), credits: 6))
    sender.input <== io.input
    receiver.link <== sender.link
    io.output <== receiver.output
  }
}
