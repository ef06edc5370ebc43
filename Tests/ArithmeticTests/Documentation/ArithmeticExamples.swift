import Arithmetic
import Bitloom
import Components

// The examples of the documentation of the arithmetic, each in a design.

enum ArithmeticExamples {
  static let all: [any Module] = [
    Sum(), First(), Product(), Total(), Median(), Quotients(), Roots(),
  ]
}

private struct Sum: Module {
  struct IO: Interface {
    @Input var a: Signal = .unsigned(16)
    @Input var b: Signal = .unsigned(16)
    @Output var sum: Signal = .unsigned(17)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let adder = Instance("adder", PrefixAdder(width: 16, network: .brentKung))
    adder.a <== io.a
    adder.b <== io.b
    io.sum <== adder.sum
  }
}

private struct First: Module {
  struct IO: Interface {
    @Input var requests: Signal = .unsigned(8)
    @Output var index: Signal = .unsigned(3)
    @Output var isAny: Signal = .bit
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let first = Instance("first", PriorityEncoder(width: 8))
    first.requests <== io.requests
    io.index <== first.index
    io.isAny <== first.isFound
  }
}

private struct Product: Module {
  struct IO: Interface {
    @Input var x: Signal = .signed(8)
    @Input var y: Signal = .signed(8)
    @Output var product: Signal = .signed(16)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let multiplier = Instance("multiplier", Multiplier(a: .signed(8), b: .signed(8)))
    multiplier.a <== io.x
    multiplier.b <== io.y
    io.product <== multiplier.product
  }
}

private struct Total: Module {
  struct IO: Interface {
    @Input var x: Signal = .signed(8)
    @Input var y: Signal = .signed(8)
    @Input var isFirst: Signal = .bit
    @Output var total: Signal = .signed(32)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let unit = Instance("unit", MultiplyAccumulator())
    unit.a <== io.x
    unit.b <== io.y
    if let clear = unit.clear { clear <== io.isFirst }
    io.total <== unit.sum
  }
}

private struct Median: Module {
  struct IO: Interface {
    @Input var samples: [Signal]
    @Output var median: Signal = .unsigned(8)
  }
  var ports: IO { IO(samples: .unsigned(8, count: 5)) }

  func build(_ io: IO) {
    let sorter = Instance("sorter", SortingNetwork(of: .unsigned(8), count: 5, levelsPerStage: 3))
    for (input, sample) in zip(sorter.numbers, io.samples) { input <== sample }
    io.median <== sorter.sorted[2]
  }
}

private struct Quotients: Module {
  struct IO: Interface {
    @Flipped var fractions: Stream<DivisionOperands>
    var quotients: Stream<Signal>
  }
  var ports: IO {
    IO(fractions: Stream(of: DivisionOperandsShape(.signed(16))), quotients: Stream(of: .signed(16)))
  }

  func build(_ io: IO) {
    let divider = Instance("divider", Divider(.signed(16)))
    divider.operands <== io.fractions
    io.quotients <== divider.results.map("whole") { $0.quotient }
  }
}

private struct Roots: Module {
  struct IO: Interface {
    @Flipped var squares: Stream<Signal>
    var roots: Stream<Signal>
  }
  var ports: IO { IO(squares: Stream(of: .unsigned(16)), roots: Stream(of: .unsigned(8))) }

  func build(_ io: IO) {
    let unit = Instance("unit", SquareRoot(width: 16))
    unit.radicand <== io.squares
    io.roots <== unit.results.map("root") { $0.root }
  }
}
