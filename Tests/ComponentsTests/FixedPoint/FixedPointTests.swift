import Bitloom
import Simulation
import Testbench
import Testing

@Suite struct FixedPointTests {
  /// Formats of all widths up to `width`, with the point within and outside of the number.
  private static func formats(upTo width: Int, fractions: [Int]) -> [FixedFormat] {
    [false, true].flatMap { isSigned in
      (1...width).flatMap { width in
        fractions.map { FixedFormat(isSigned: isSigned, integerBits: width - $0, fractionBits: $0) }
      }
    }
  }

  /// Every value of the source format.
  private func compareConversions(
    _ source: FixedFormat, _ target: FixedFormat, on engine: Lockstep? = nil
  ) throws -> Int {
    let bank = FixedConversionBank(source: source, target: target)
    var count = 0
    func body(_ dut: Testbench<FixedConversionBank>) throws {
      let (value, results) = (dut.port(\.value.signal), dut.results.allPorts)
      let overflows = dut.overflows.allPorts
      for number in FixedModel.range(of: source) {
        value.value = number
        var index = 0
        for (position, rounding) in Fixed.Rounding.allCases.enumerated() {
          let rounded = FixedModel.round(number, source, target, rounding)
          let isBeyond = !FixedModel.range(of: target).contains(rounded)
          try require(
            overflows[position].value, isBeyond ? 1 : 0, "\(source) to \(target), \(rounding): overflow of \(number)")
          for overflow in Fixed.Overflow.allCases {
            let expected = FixedModel.fit(rounded, target, overflow)
            try require(
              results[index].value, expected, "\(source) to \(target), \(rounding), \(overflow): \(number)")
            index += 1
            count += 1
          }
        }
      }
    }
    if let engine { try simulate(bank, on: engine, body) } else { try simulate(bank, body) }
    return count
  }

  @Test(arguments: formats(upTo: 4, fractions: [-1, 0, 1, 3]))
  func everyConversionOfSmallFormats(_ target: FixedFormat) throws {
    var count = 0
    for source in Self.formats(upTo: 5, fractions: [0, 2, 4]) { count += try compareConversions(source, target) }
    let expected: Int = 30 * 2 * 3 * (2 + 4 + 8 + 16 + 32)
    #expect(count == expected)
  }

  @Test(arguments: [
    (FixedFormat.signed(integer: 3, fraction: 5), FixedFormat.signed(integer: 2, fraction: 2)),
    (.signed(integer: 2, fraction: 4), .unsigned(integer: 1, fraction: 3)),
    (.unsigned(integer: 3, fraction: 3), .signed(integer: 3, fraction: 1)),
    (.signed(integer: 1, fraction: 4), .signed(integer: 6, fraction: -3)),
  ])
  func conversionsOnEveryEngine(_ source: FixedFormat, _ target: FixedFormat) throws {
    _ = try compareConversions(source, target, on: everyEngine())
    #expect(try lint(FixedConversionBank(source: source, target: target)) == "")
  }

  @Test func everyResultOfSmallFormats() throws {
    let formats = Self.formats(upTo: 3, fractions: [-1, 0, 2, 4])
    for left in formats {
      for right in formats where right.width <= 2 || right.fractionBits == 2 {
        try simulate(FixedArithmeticBank(left: left, right: right)) { dut in
          for a in FixedModel.range(of: left) {
            for b in FixedModel.range(of: right) { try compareArithmetic(dut, left, right, a, b) }
          }
        }
      }
    }
  }

  @Test func arithmeticOnEveryEngine() throws {
    let (left, right) = (FixedFormat.signed(integer: 2, fraction: 3), FixedFormat.unsigned(integer: 1, fraction: 2))
    try simulate(FixedArithmeticBank(left: left, right: right), on: everyEngine()) { dut in
      for a in FixedModel.range(of: left) {
        for b in FixedModel.range(of: right) { try compareArithmetic(dut, left, right, a, b) }
      }
    }
  }

  /// Doubles hold these numbers exactly, so they are compared as they are.
  private func compareArithmetic(
    _ dut: Testbench<FixedArithmeticBank>, _ left: FixedFormat, _ right: FixedFormat, _ a: Int, _ b: Int
  ) throws {
    let (x, y) = (Double(a) * left.step, Double(b) * right.step)
    dut.port(\.a.signal).value = a
    dut.b = y
    let place = "\(left) and \(right), \(a) and \(b):"
    try require([dut.a, dut.b], [x, y], "\(place) operands")
    try require([dut.sum, dut.difference, dut.product], [x + y, x - y, x * y], "\(place) results")
    try require([dut.negated, dut.chosen], [-x, min(x, y)], "\(place) negation, choice")
    let raised = x + 3 * left.step
    try require([dut.doubled, dut.quartered, dut.raised], [2 * x, x / 4, raised], "\(place) shifts and sum")
    let equalities: [Bool] = [x == y, x != y]
    let orders: [Bool] = [x < y, x <= y, x > y, x >= y]
    let comparisons: Int = (equalities + orders).reduce(0) { bits, holds in 2 * bits + (holds ? 1 : 0) }
    try require(dut.comparisons, comparisons, "\(place) comparisons")
  }

  @Test func registersArraysAndMemoriesOnEveryEngine() throws {
    let seed: UInt64 = 61
    try simulate(FixedStateBank(), on: everyEngine(), mayBeUnknown: [\.stored]) { dut in
      var random = SeededGenerator(seed: seed)
      // In steps of 2^-8.
      var total = -160
      var taps = [0.0, 0, 0]
      var stored = [Double?](repeating: nil, count: 4)
      var delayed = (1.0, 1.0)
      for cycle in 0..<1000 {
        let (x, y) = (Int.random(in: -128...127, using: &random), Int.random(in: 0...31, using: &random))
        let index = Int.random(in: 0...3, using: &random)
        let isEnabled = random.chance(0.8)
        dut.point.x = Double(x) / 32
        dut.point.y = Double(y) / 16
        (dut.index, dut.enable) = (index, isEnabled ? 1 : 0)
        let place = "in cycle \(cycle), seed \(seed):"
        try require([dut.delayed.x, dut.delayed.y], [delayed.0, delayed.1], "\(place) point")
        try require(dut.total, Double(total) / 256, "\(place) total")
        let quarter = (Double(total) / 256 / 4 * 8).rounded(.toNearestOrAwayFromZero) / 8
        try require(dut.scaled, max(-1.875, min(1.875, quarter)), "\(place) scaled")
        try require(dut.tap, index < 3 ? taps[index] : 0, "\(place) tap")
        if let value = stored[index] { try require(dut.stored, value, "\(place) stored") }
        if isEnabled {
          let sum = (Double(total) + Double(x * y) / 2).rounded(.toNearestOrEven)
          total = max(-8192, min(8191, Int(sum)))
          if index < 3 { taps[index] = Double(x) / 32 }
          stored[index] = Double(x) / 32
          delayed = (Double(x) / 32, Double(y) / 16)
        }
        dut.step()
      }
    }
    #expect(try lint(FixedStateBank()) == "")
  }

  @Test func numbersThatArePutIntoPorts() throws {
    let format = FixedFormat.signed(integer: 2, fraction: 3)
    func set(_ dut: Testbench<FixedArithmeticBank>) {
      dut.a = 0.1
      dut.a = 2
      dut.a = -2
      #expect(dut.a == -2)
    }
    let error = #expect(throws: TestbenchError.self) {
      try simulate(FixedArithmeticBank(left: format, right: format)) { set($0) }
    }
    #expect(
      error?.description == """
        0.1 is no value of port 'a', which is Q2.3
        2.0 is no value of port 'a', which is Q2.3
        """)
  }

  @Test func valuesOfWideFormats() {
    let wide = FixedFormat.signed(integer: 40, fraction: 100)
    #expect(wide.bits(of: -0.5).map { wide.value(of: $0) } == -0.5)
    #expect(wide.bits(of: 0x1.fffffffffffffp38).map { wide.value(of: $0) } == 0x1.fffffffffffffp38)
    #expect(wide.bits(of: 0x1p39) == nil)
    #expect(wide.bits(of: -0x1p39).map { wide.value(of: $0) } == -0x1p39)
    #expect(wide.bits(of: 0x1p-101) == nil)
    #expect(wide.bits(of: .leastNonzeroMagnitude) == nil)
    #expect(FixedFormat.unsigned(integer: 0, fraction: 1074).bits(of: .leastNonzeroMagnitude)?.int(signed: false) == 1)
  }
}
