import Bitloom
import Components

/// A module whose interface has every kind of field: nested, in arrays, optional, of an enumeration, flipped and wide.
struct Panel: Module {
  var hasBias = true
  var lanes = 2

  enum Colour: HardwareEnum { case red, green, blue }

  struct Point: Interface {
    var x: Signal
    var y: Signal
    var colour: EnumSignal<Colour>
    var weight: Signal?
  }

  struct PointShape: Shape {
    var hasWeight: Bool

    func instantiate() -> Point {
      Point(x: .signed(6), y: .unsigned(6), colour: .port, weight: hasWeight ? .unsigned(3) : nil)
    }
  }

  struct IO: Interface {
    @Input var point: Point
    @Output var echo: Point
    @Input var numbers: [Signal]
    @Output var negated: [Signal]
    @Input var bias: Signal?
    @Output var sum: Signal
    @Flipped var sources: [Stream<Signal>]
    var sinks: [Stream<Signal>]
    @Flipped var extra: Stream<Signal>?
    @Output var extraSeen: Signal = .bit
    @Input var wide: Signal = .unsigned(70)
    @Output var inverted: Signal = .unsigned(70)
    @Input var wideSigned: Signal = .signed(90)
    @Output var wideNext: Signal = .signed(91)
    @Input var colour: EnumSignal<Colour> = .port
    @Output var nextColour: EnumSignal<Colour> = .port
  }

  var ports: IO {
    IO(
      point: PointShape(hasWeight: hasBias).instantiate(), echo: PointShape(hasWeight: hasBias).instantiate(),
      numbers: .signed(4, count: 3), negated: .signed(5, count: 3), bias: hasBias ? .signed(8) : nil,
      sum: .signed(16), sources: VectorShape(StreamShape(SignalType.unsigned(8)), count: lanes).instantiate(),
      sinks: VectorShape(StreamShape(SignalType.unsigned(8)), count: lanes).instantiate(),
      extra: hasBias ? Stream(of: .unsigned(4)) : nil)
  }

  func build(_ io: IO) {
    io.echo <== io.point
    for (negated, number) in zip(io.negated, io.numbers) { negated <== -number }
    let total = io.numbers.reduce(constant(0, .signed(4))) { $0 + $1 }
    io.sum <== (io.bias.map { total + $0 } ?? total)
    for (index, (source, sink)) in zip(io.sources, io.sinks).enumerated() {
      let fifo = Instance("fifo_\(index)", StreamFifo(payload: .unsigned(8), depth: 2))
      fifo.input <== source
      sink <== fifo.output
    }
    io.extraSeen <== 0
    if let extra = io.extra {
      extra.ready <== 1
      io.extraSeen <== extra.valid && extra.payload == 9
    }
    io.inverted <== ~io.wide
    io.wideNext <== io.wideSigned + 1
    io.nextColour <== .red
    match(io.colour) {
      switch $0 {
      case .red: io.nextColour <== .green
      case .green: io.nextColour <== .blue
      case .blue: io.nextColour <== .red
      }
    }
  }
}

/// Counts the cycles in which `enable` is 1.
struct Counter: Module {
  var width = 8
  /// Without a reset the count is unknown until it is loaded.
  var hasReset = true

  struct IO: Interface {
    @Input var enable: Signal = .bit
    @Input var load: Signal
    @Input var loads: Signal = .bit
    @Output var count: Signal
    @Output var isZero: Signal = .bit
  }
  var ports: IO { IO(load: .unsigned(width), count: .unsigned(width)) }

  func build(_ io: IO) {
    let count =
      hasReset ? register("value", .unsigned(width), reset: 0) : register("value", .unsigned(width))
    when(io.loads) {
      count <== io.load
    }.elseWhen(io.enable) {
      count <== count &+ 1
    }
    io.count <== count
    io.isZero <== count == 0
  }
}
