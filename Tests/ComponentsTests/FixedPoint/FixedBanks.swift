import Bitloom

/// One number converted in every manner.
struct FixedConversionBank: Module {
  var source: FixedFormat
  var target: FixedFormat

  struct IO: Interface {
    @Input var value: Fixed
    /// For each rounding, each overflow mode.
    @Output var results: [Fixed]
    @Output var overflows: [Signal]
  }
  var ports: IO {
    let count = Fixed.Rounding.allCases.count
    return IO(
      value: .of(source), results: VectorShape(target, count: count * Fixed.Overflow.allCases.count).instantiate(),
      overflows: .bits(count: count))
  }

  func build(_ io: IO) {
    var index = 0
    for (number, rounding) in Fixed.Rounding.allCases.enumerated() {
      io.overflows[number] <== io.value.overflows(target, rounding: rounding)
      for overflow in Fixed.Overflow.allCases {
        io.results[index] <== io.value.converted(to: target, rounding: rounding, overflow: overflow)
        index += 1
      }
    }
  }
}

/// Two numbers under every operator.
struct FixedArithmeticBank: Module {
  var left: FixedFormat
  var right: FixedFormat

  struct IO: Interface {
    @Input var a: Fixed
    @Input var b: Fixed
    @Output var sum: Fixed
    @Output var difference: Fixed
    @Output var product: Fixed
    @Output var negated: Fixed
    @Output var chosen: Fixed
    @Output var doubled: Fixed
    @Output var quartered: Fixed
    @Output var raised: Fixed
    @Output var comparisons: Signal = .unsigned(6)
  }
  var ports: IO {
    func wide(_ fraction: Int) -> Fixed { .signed(integer: 24, fraction: fraction) }
    let fraction = max(left.fractionBits, right.fractionBits)
    return IO(
      a: .of(left), b: .of(right), sum: wide(fraction), difference: wide(fraction),
      product: wide(left.fractionBits + right.fractionBits), negated: wide(left.fractionBits), chosen: wide(fraction),
      doubled: wide(left.fractionBits - 1), quartered: wide(left.fractionBits + 2), raised: wide(left.fractionBits))
  }

  func build(_ io: IO) {
    let (a, b) = (io.a, io.b)
    io.sum <== a + b
    io.difference <== a - b
    io.product <== a * b
    io.negated <== -a
    io.chosen <== mux(a < b, a, b)
    io.doubled <== a << 1
    io.quartered <== a >> 2
    io.raised <== 3 * left.step + a
    io.comparisons <== cat(a == b, a != b, a < b, a <= b, a > b, a >= b)
  }
}

/// Binary-point numbers wherever signals stand: in an interface, in registers, in arrays, in memories.
struct FixedStateBank: Module {
  struct Point: Interface {
    var x: Fixed
    var y: Fixed
  }

  struct PointShape: Shape {
    func instantiate() -> Point {
      Point(x: .signed(integer: 3, fraction: 5), y: .unsigned(integer: 1, fraction: 4))
    }
  }

  struct IO: Interface {
    @Input var point: Point
    @Input var index: Signal = .unsigned(2)
    @Input var enable: Signal = .bit
    @Output var delayed: Point
    @Output var total: Fixed = .signed(integer: 6, fraction: 8)
    @Output var scaled: Fixed = .signed(integer: 2, fraction: 3)
    @Output var tap: Fixed = .signed(integer: 3, fraction: 5)
    @Output var stored: Fixed = .signed(integer: 3, fraction: 5)
  }
  var ports: IO { IO(point: PointShape().instantiate(), delayed: PointShape().instantiate()) }

  func build(_ io: IO) {
    let delayed = register("delayed_point", PointShape(), reset: 1)
    let total = register("running_total", .signed(integer: 6, fraction: 8), reset: -0.625)
    let taps = register("taps", .signed(integer: 3, fraction: 5), count: 3, reset: 0)
    let stored = memory("stored_points", .signed(integer: 3, fraction: 5), depth: 4)
    when(io.enable) {
      delayed <== io.point
      total <== (total + io.point.x * io.point.y).converted(to: total.format, rounding: .halfEven, overflow: .saturate)
      taps[io.index] <== io.point.x
      stored.write(io.point.x, at: io.index)
    }
    io.delayed <== delayed
    io.total <== total
    io.scaled
      <== (total * 0.25).converted(to: io.scaled.format, rounding: .halfAwayFromZero, overflow: .symmetricSaturate)
    io.tap <== taps[io.index]
    io.stored <== stored.read(at: io.index)
  }
}
