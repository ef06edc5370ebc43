import Bitloom
import Components

// The examples of the components' documentation, each in a design.

enum ComponentExamples {
  static let all: [any Module] = streams + memories + clocks
  private static let streams: [any Module] = [
    Waiting(), Slice(), Copies(), Pairs(), Arbiter(), Demultiplexer(), Bytes(), Packer(), Link(),
  ]
  private static let memories: [any Module] = [Scratch(), Lookup(), Shared(), WeightTable(), Tile(), Columns()]
  private static let clocks: [any Module] = [
    Crossing(), Settings(), PressedButton(), Strobe(), PowerOn(), Clean(), Registers(),
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

private struct ByteIO: Interface {
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

// MARK: Memories

private struct Scratch: Module {
  struct IO: Interface {
    @Input var request: Signal = .bit
    @Input var write: Signal = .bit
    @Input var address: Signal = .unsigned(10)
    @Input var value: Signal = .unsigned(32)
    @Input var bytes: Signal = .unsigned(4)
    @Output var word: Signal = .unsigned(32)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let scratch = Instance("scratch", SinglePortMemory(word: .unsigned(32), depth: 1024, lanes: 4))
    scratch.enable <== io.request
    scratch.store <== io.write
    scratch.address <== io.address
    scratch.value <== io.value
    if let mask = scratch.mask { mask <== io.bytes }
    io.word <== scratch.word
  }
}

private struct Lookup: Module {
  struct IO: Interface {
    @Input var store: Signal = .bit
    @Input var load: Signal = .bit
    @Input var index: Signal = .unsigned(9)
    @Input var key: Signal = .unsigned(9)
    @Input var value: Signal = .unsigned(8)
    @Output var word: Signal = .unsigned(8)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let lookup = Instance("lookup", SimpleDualPortMemory(word: .unsigned(8), depth: 512, duringWrite: .undefined))
    lookup.store <== io.store
    lookup.storeAddress <== io.index
    lookup.value <== io.value
    if let load = lookup.load { load <== io.load }
    lookup.loadAddress <== io.key
    io.word <== lookup.word
  }
}

private struct Shared: Module {
  struct IO: Interface {
    var processor: MemoryPort<Signal>
    var accelerator: MemoryPort<Signal>
  }
  var ports: IO {
    IO(
      processor: MemoryPort(of: .unsigned(18), depth: 1024), accelerator: MemoryPort(of: .unsigned(18), depth: 1024))
  }

  func build(_ io: IO) {
    let shared = Instance("shared", TrueDualPortMemory(word: .unsigned(18), depth: 1024))
    io.processor <== shared.a
    io.accelerator <== shared.b
  }
}

private struct WeightTable: Module {
  struct IO: Interface {
    @Input var next: Signal = .bit
    @Input var index: Signal = .unsigned(3)
    @Output var weight: Signal = .signed(8)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let weights = Instance("weights", ROM(word: .signed(8), contents: [3, 1, -4, 1, -5, 9]))
    if let load = weights.load { load <== io.next }
    weights.address <== io.index
    io.weight <== weights.word
  }
}

private struct Tile: Module {
  struct IO: Interface {
    @Flipped var input: Stream<Signal>
    @Input var load: Signal = .bit
    @Input var index: Signal = .unsigned(6)
    @Input var isDone: Signal = .bit
    @Output var word: Signal = .unsigned(16)
  }
  var ports: IO { IO(input: Stream(of: .unsigned(16))) }

  func build(_ io: IO) {
    let place = register("place", .unsigned(6), reset: 0)
    let tile = Instance("tile", PingPongBuffer(word: .unsigned(16), depth: 64))
    io.input.ready <== tile.writable
    tile.store <== io.input.fires
    tile.storeAddress <== place
    tile.value <== io.input.payload
    tile.filled <== (io.input.fires && place == 63)
    when(io.input.fires) { place <== place &+ 1 }
    tile.load <== io.load
    tile.loadAddress <== io.index
    tile.drained <== io.isDone
    io.word <== tile.word
  }
}

private struct Columns: Module {
  struct IO: Interface {
    @Flipped var pixels: Stream<Signal>
    var columns: Stream<[Signal]>
  }
  var ports: IO { IO(pixels: Stream(of: .unsigned(8)), columns: Stream(of: VectorShape(.unsigned(8), count: 3))) }

  func build(_ io: IO) {
    let columns = Instance("columns", LineBuffer(pixel: .unsigned(8), width: 640, lines: 3, height: 480))
    columns.input <== io.pixels
    io.columns <== columns.output.map("column") { $0.pixels }
  }
}

// MARK: Clocks and registers

private let pixel = ClockDomain(clock: "pixel_clk", reset: .init(name: "pixel_rst"))
private let system = ClockDomain.standard

private struct Crossing: Module {
  struct IO: Interface {
    @Flipped var input: Stream<Signal>
    var output: Stream<Signal>
  }
  var ports: IO { IO(input: Stream(of: .unsigned(32)), output: Stream(of: .unsigned(32))) }

  func build(_ io: IO) {
    let crossing = AsynchronousFifo(payload: .unsigned(32), depth: 512, write: pixel, read: system, storage: .block)
    let fifo = Instance("fifo", crossing)
    fifo.input <== io.input
    io.output <== fifo.output
  }
}

private struct Settings: Module {
  typealias IO = ByteIO
  var ports: IO { IO() }

  func build(_ io: IO) {
    let settings = Instance("settings", HandshakeSynchroniser(payload: .unsigned(8), from: pixel))
    settings.input <== io.input
    io.output <== settings.output
  }
}

private struct PressedButton: Module {
  struct IO: Interface {
    @Input var pin: Signal = .bit
    @Output var isPressed: Signal = .bit
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let button = Instance("button", LevelSynchroniser())
    button.value <== io.pin
    io.isPressed <== button.synchronised
  }
}

private struct Strobe: Module {
  struct IO: Interface {
    @Input var isFrameDone: Signal = .bit
    @Output var frames: Signal = .unsigned(8)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let frames = register("count", .unsigned(8), reset: 0)
    let done = Instance("done", PulseSynchroniser(from: pixel))
    done.pulse <== io.isFrameDone
    when(done.synchronised) { frames <== frames &+ 1 }
    io.frames <== frames
  }
}

private struct PowerOn: Module {
  struct IO: Interface {
    @Output var count: Signal = .unsigned(8)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let own = ClockDomain(reset: .init(name: "power_on_rst"))
    clocked(by: own) {
      let powerOn = Instance("power_on", PowerOnReset(cycles: 16))
      driveReset(of: .current, with: powerOn.resetOut)
      let count = register("cycles", .unsigned(8), reset: 0)
      count <== count &+ 1
      io.count <== count
    }
  }
}

private struct Clean: Module {
  struct IO: Interface {
    @Input var button: Signal = .bit
    @Output var count: Signal = .unsigned(8)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let system = ClockDomain(reset: .init(name: "system_rst", kind: .asynchronous))
    let clean = clocked(by: system) { Instance("reset_synchroniser", ResetSynchroniser()) }
    clean.asynchronous <== io.button
    driveReset(of: system, with: clean.synchronised)
    clocked(by: system) {
      let count = register("cycles", .unsigned(8), reset: 0)
      count <== count &+ 1
      io.count <== count
    }
  }
}

private struct Registers: Module {
  struct IO: Interface {
    @Flipped var sAXI: AXILite
  }
  var ports: IO { IO(sAXI: AXILite(AXILiteShape(addressWidth: 12))) }

  func build(_ io: IO) {
    let timer = Timer.map
    let count = register("count", .unsigned(32), reset: 0)
    let registers = Instance("registers", RegisterFile(timer))
    registers.axi <== io.sAXI
    when(registers.fields.control.enable) { count <== count &+ 1 }
    registers.fields.count.value <== count
    registers.fields.events.expiredSet <== (count == registers.fields.limit.value)
  }
}
