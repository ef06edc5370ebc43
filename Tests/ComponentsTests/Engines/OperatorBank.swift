import Bitloom

/// Every operator of the language with what it must give, computed in 128 bits.
struct OperatorCase: Sendable {
  var name: String
  var type: SignalType
  var build: @Sendable (OperatorBank.Operands<Signal>) -> Signal
  /// The result modulo 2^width.
  var expected: @Sendable (OperatorBank.Operands<Int128>) -> Int128

  init(
    _ name: String, _ type: SignalType, _ build: @escaping @Sendable (OperatorBank.Operands<Signal>) -> Signal,
    _ expected: @escaping @Sendable (OperatorBank.Operands<Int128>) -> Int128
  ) {
    self.name = name
    self.type = type
    self.build = build
    self.expected = expected
  }
}

/// One output for each case; no state.
struct OperatorBank: Module {
  struct Operands<Value> {
    var a: Value
    var b: Value
    var c: Value
    var d: Value
    var e: Value
    var f: Value
    var s: Value
  }

  struct IO: Interface {
    @Input var a: Signal = .signed(8)
    @Input var b: Signal = .signed(5)
    @Input var c: Signal = .unsigned(8)
    @Input var d: Signal = .unsigned(3)
    @Input var e: Signal = .signed(70)
    @Input var f: Signal = .unsigned(70)
    @Input var s: Signal = .bit
    @Output var results: [Signal]
  }
  var ports: IO { IO(results: Self.cases.map { .of($0.type) }) }

  func build(_ io: IO) {
    let operands = Operands(a: io.a, b: io.b, c: io.c, d: io.d, e: io.e, f: io.f, s: io.s)
    for (result, operatorCase) in zip(io.results, Self.cases) { result <== operatorCase.build(operands) }
  }

  static let cases: [OperatorCase] = [
    arithmetic, wideArithmetic, logic, comparisons, shifts, parts, widths, constants,
  ].reduce(into: []) { $0 += $1 }

  private static let arithmetic: [OperatorCase] = [
    OperatorCase("a + b", .signed(9), { $0.a + $0.b }, { $0.a + $0.b }),
    OperatorCase("a + c", .signed(10), { $0.a + $0.c }, { $0.a + $0.c }),
    OperatorCase("c + d", .unsigned(9), { $0.c + $0.d }, { $0.c + $0.d }),
    OperatorCase("a - c", .signed(10), { $0.a - $0.c }, { $0.a - $0.c }),
    OperatorCase("d - c", .signed(9), { $0.d - $0.c }, { $0.d - $0.c }),
    OperatorCase("a * b", .signed(13), { $0.a * $0.b }, { $0.a * $0.b }),
    OperatorCase("a * c", .signed(16), { $0.a * $0.c }, { $0.a * $0.c }),
    OperatorCase("c * d", .unsigned(11), { $0.c * $0.d }, { $0.c * $0.d }),
    OperatorCase("a &+ b", .signed(8), { $0.a &+ $0.b }, { $0.a + $0.b }),
    OperatorCase("c &- d", .unsigned(8), { $0.c &- $0.d }, { $0.c - $0.d }),
    OperatorCase("a &* b", .signed(8), { $0.a &* $0.b }, { $0.a * $0.b }),
    OperatorCase("-a", .signed(9), { -$0.a }, { -$0.a }),
    OperatorCase("-c", .signed(9), { -$0.c }, { -$0.c }),
    OperatorCase("a / 3", .signed(8), { $0.a / 3 }, { $0.a / 3 }),
    OperatorCase("a % 3", .signed(8), { $0.a % 3 }, { $0.a % 3 }),
    OperatorCase("c / 7", .unsigned(8), { $0.c / 7 }, { $0.c / 7 }),
    OperatorCase("c % 7", .unsigned(8), { $0.c % 7 }, { $0.c % 7 }),
  ]

  private static let wideArithmetic: [OperatorCase] = [
    OperatorCase("e + a", .signed(71), { $0.e + $0.a }, { $0.e + $0.a }),
    OperatorCase("e - f", .signed(72), { $0.e - $0.f }, { $0.e - $0.f }),
    OperatorCase("e * b", .signed(75), { $0.e * $0.b }, { $0.e * $0.b }),
    OperatorCase("f * c", .unsigned(78), { $0.f * $0.c }, { $0.f * $0.c }),
    OperatorCase("f &+ f", .unsigned(70), { $0.f &+ $0.f }, { $0.f + $0.f }),
    OperatorCase("-e", .signed(71), { -$0.e }, { -$0.e }),
    OperatorCase("e / 1000", .signed(70), { $0.e / 1000 }, { $0.e / 1000 }),
    OperatorCase("f % 1000", .unsigned(70), { $0.f % 1000 }, { $0.f % 1000 }),
    OperatorCase(
      "(a &* b) + c", .signed(10), { ($0.a &* $0.b) + $0.c }, { Int128(Int8(truncatingIfNeeded: $0.a * $0.b)) + $0.c }),
    OperatorCase("a * b + c", .signed(14), { $0.a * $0.b + $0.c }, { $0.a * $0.b + $0.c }),
    OperatorCase(
      "(a - b) * (c - d)", .signed(18), { ($0.a - $0.b) * ($0.c - $0.d) }, { ($0.a - $0.b) * ($0.c - $0.d) }),
  ]

  private static let logic: [OperatorCase] = [
    OperatorCase("a & b", .signed(8), { $0.a & $0.b }, { $0.a & $0.b }),
    OperatorCase("c | d", .unsigned(8), { $0.c | $0.d }, { $0.c | $0.d }),
    OperatorCase("a ^ b", .signed(8), { $0.a ^ $0.b }, { $0.a ^ $0.b }),
    OperatorCase("~c", .unsigned(8), { ~$0.c }, { ~$0.c }),
    OperatorCase("~e", .signed(70), { ~$0.e }, { ~$0.e }),
    OperatorCase("e & a", .signed(70), { $0.e & $0.a }, { $0.e & $0.a }),
    OperatorCase("f ^ c", .unsigned(70), { $0.f ^ $0.c }, { $0.f ^ $0.c }),
    OperatorCase("c.andReduced", .bit, { $0.c.andReduced }, { $0.c == 255 ? 1 : 0 }),
    OperatorCase("d.orReduced", .bit, { $0.d.orReduced }, { $0.d != 0 ? 1 : 0 }),
    OperatorCase("c.xorReduced", .bit, { $0.c.xorReduced }, { Int128($0.c.nonzeroBitCount % 2) }),
    OperatorCase("f.xorReduced", .bit, { $0.f.xorReduced }, { Int128($0.f.nonzeroBitCount % 2) }),
    OperatorCase("!s && (a < b)", .bit, { !$0.s && ($0.a < $0.b) }, { $0.s == 0 && $0.a < $0.b ? 1 : 0 }),
    OperatorCase("mux(s, a, b)", .signed(8), { mux($0.s, $0.a, $0.b) }, { $0.s == 1 ? $0.a : $0.b }),
    OperatorCase("mux(s, c, a)", .signed(9), { mux($0.s, $0.c, $0.a) }, { $0.s == 1 ? $0.c : $0.a }),
    OperatorCase("mux(a < b, e, a)", .signed(70), { mux($0.a < $0.b, $0.e, $0.a) }, { $0.a < $0.b ? $0.e : $0.a }),
    OperatorCase("mux(s, a, b) >> 1", .signed(7), { mux($0.s, $0.a, $0.b) >> 1 }, { ($0.s == 1 ? $0.a : $0.b) >> 1 }),
  ]

  private static let comparisons: [OperatorCase] = [
    OperatorCase("a < b", .bit, { $0.a < $0.b }, { $0.a < $0.b ? 1 : 0 }),
    OperatorCase("a <= b", .bit, { $0.a <= $0.b }, { $0.a <= $0.b ? 1 : 0 }),
    OperatorCase("a > b", .bit, { $0.a > $0.b }, { $0.a > $0.b ? 1 : 0 }),
    OperatorCase("a >= b", .bit, { $0.a >= $0.b }, { $0.a >= $0.b ? 1 : 0 }),
    OperatorCase("a < c", .bit, { $0.a < $0.c }, { $0.a < $0.c ? 1 : 0 }),
    OperatorCase("c < d", .bit, { $0.c < $0.d }, { $0.c < $0.d ? 1 : 0 }),
    OperatorCase("c >= d * d", .bit, { $0.c >= $0.d * $0.d }, { $0.c >= $0.d * $0.d ? 1 : 0 }),
    OperatorCase("a == b", .bit, { $0.a == $0.b }, { $0.a == $0.b ? 1 : 0 }),
    OperatorCase("a != c", .bit, { $0.a != $0.c }, { $0.a != $0.c ? 1 : 0 }),
    OperatorCase("e < a", .bit, { $0.e < $0.a }, { $0.e < $0.a ? 1 : 0 }),
    OperatorCase("f > c", .bit, { $0.f > $0.c }, { $0.f > $0.c ? 1 : 0 }),
    OperatorCase("e >= f", .bit, { $0.e >= $0.f }, { $0.e >= $0.f ? 1 : 0 }),
    OperatorCase("a + b < c - d", .bit, { $0.a + $0.b < $0.c - $0.d }, { $0.a + $0.b < $0.c - $0.d ? 1 : 0 }),
    OperatorCase(
      "c.asSigned < b", .bit, { $0.c.asSigned < $0.b }, { Int128(Int8(truncatingIfNeeded: $0.c)) < $0.b ? 1 : 0 }),
    OperatorCase("a.asUnsigned < d", .bit, { $0.a.asUnsigned < $0.d }, { ($0.a & 255) < $0.d ? 1 : 0 }),
  ]

  private static let shifts: [OperatorCase] = [
    OperatorCase("a >> 2", .signed(6), { $0.a >> 2 }, { $0.a >> 2 }),
    OperatorCase("a >> 20", .signed(1), { $0.a >> 20 }, { $0.a >> 20 }),
    OperatorCase("a << 3", .signed(11), { $0.a << 3 }, { $0.a << 3 }),
    OperatorCase("a >> d", .signed(8), { $0.a >> $0.d }, { $0.a >> $0.d }),
    OperatorCase("a >> c", .signed(8), { $0.a >> $0.c }, { $0.a >> min($0.c, 100) }),
    OperatorCase("c >> d", .unsigned(8), { $0.c >> $0.d }, { $0.c >> $0.d }),
    OperatorCase("c >> c", .unsigned(8), { $0.c >> $0.c }, { $0.c >> min($0.c, 100) }),
    OperatorCase("c << d", .unsigned(15), { $0.c << $0.d }, { $0.c << $0.d }),
    OperatorCase("a << d", .signed(15), { $0.a << $0.d }, { $0.a << $0.d }),
    OperatorCase("c &<< d", .unsigned(8), { $0.c &<< $0.d }, { $0.c << $0.d }),
    OperatorCase("c &<< c", .unsigned(8), { $0.c &<< $0.c }, { $0.c << min($0.c, 100) }),
    OperatorCase("e >> c", .signed(70), { $0.e >> $0.c }, { $0.e >> min($0.c, 100) }),
    OperatorCase("f >> c", .unsigned(70), { $0.f >> $0.c }, { $0.f >> min($0.c, 100) }),
    OperatorCase("f &<< d", .unsigned(70), { $0.f &<< $0.d }, { $0.f << $0.d }),
    OperatorCase("(a + b) >> d", .signed(9), { ($0.a + $0.b) >> $0.d }, { ($0.a + $0.b) >> $0.d }),
    // Signed operations whose bits are used without a sign.
    OperatorCase("(a >> d) ^ c", .unsigned(8), { ($0.a >> $0.d).asUnsigned ^ $0.c }, { (($0.a >> $0.d) & 255) ^ $0.c }),
    OperatorCase("(a / 3) & c", .unsigned(8), { ($0.a / 3).asUnsigned & $0.c }, { ($0.a / 3) & $0.c }),
    OperatorCase("(a >> d) + c", .signed(10), { ($0.a >> $0.d) + $0.c }, { ($0.a >> $0.d) + $0.c }),
  ]

  private static let parts: [OperatorCase] = [
    OperatorCase("a[6...2]", .unsigned(5), { $0.a[6...2] }, { $0.a >> 2 }),
    OperatorCase("a[7]", .bit, { $0.a[7] }, { $0.a >> 7 }),
    OperatorCase("(a + b)[8...3]", .unsigned(6), { ($0.a + $0.b)[8...3] }, { ($0.a + $0.b) >> 3 }),
    OperatorCase("(c * d)[4...0]", .unsigned(5), { ($0.c * $0.d)[4...0] }, { $0.c * $0.d }),
    OperatorCase("e[69...60]", .unsigned(10), { $0.e[69...60] }, { $0.e >> 60 }),
    OperatorCase("f[66...62]", .unsigned(5), { $0.f[66...62] }, { $0.f >> 62 }),
    OperatorCase("c[d]", .bit, { $0.c[$0.d] }, { $0.c >> $0.d }),
    OperatorCase("a[c]", .bit, { $0.a[$0.c] }, { $0.c < 8 ? $0.a >> $0.c : 0 }),
    OperatorCase("f[c]", .bit, { $0.f[$0.c] }, { $0.c < 70 ? $0.f >> $0.c : 0 }),
    OperatorCase("cat(c, a, d)", .unsigned(19), { cat($0.c, $0.a, $0.d) }, { $0.c << 11 | ($0.a & 255) << 3 | $0.d }),
    OperatorCase("cat(b, f)", .unsigned(75), { cat($0.b, $0.f) }, { $0.b << 70 | $0.f }),
    OperatorCase("c.repeated(3)", .unsigned(24), { $0.c.repeated(3) }, { $0.c * 0x10101 }),
  ]

  private static let widths: [OperatorCase] = [
    OperatorCase("a.truncated(to: 4)", .signed(4), { $0.a.truncated(to: 4) }, { $0.a }),
    OperatorCase("a.extended(to: 20)", .signed(20), { $0.a.extended(to: 20) }, { $0.a }),
    OperatorCase("c.extended(to: 20)", .unsigned(20), { $0.c.extended(to: 20) }, { $0.c }),
    OperatorCase("b.extended(to: 100)", .signed(100), { $0.b.extended(to: 100) }, { $0.b }),
    OperatorCase("s.asSigned.extended(to: 6)", .signed(6), { $0.s.asSigned.extended(to: 6) }, { -$0.s }),
    OperatorCase(
      "(a * b).saturated(to: 6)", .signed(6), { ($0.a * $0.b).saturated(to: 6) }, { min(max($0.a * $0.b, -32), 31) }),
    OperatorCase(
      "(c * d).saturated(to: 6)", .unsigned(6), { ($0.c * $0.d).saturated(to: 6) }, { min($0.c * $0.d, 63) }),
  ]

  /// What is known before the simulation, and comparisons at the ends of the ranges.
  private static let constants: [OperatorCase] = [
    OperatorCase("-7 >> 1", .signed(8), { _ in constant(-7, .signed(8)) >> constant(1) }, { _ in -4 }),
    OperatorCase("200 &+ 100", .unsigned(8), { _ in constant(200, .unsigned(8)) &+ 100 }, { _ in 44 }),
    OperatorCase(
      "-3 < 2 ? a : b", .signed(8), { mux(constant(-3, .signed(4)) < constant(2, .signed(4)), $0.a, $0.b) }, { $0.a }),
    OperatorCase("-100 / 7", .signed(8), { _ in constant(-100, .signed(8)) / 7 }, { _ in -14 }),
    OperatorCase("-100 % 7", .signed(8), { _ in constant(-100, .signed(8)) % 7 }, { _ in -2 }),
    OperatorCase("-3 extended", .signed(80), { _ in constant(-3, .signed(4)) }, { _ in -3 }),
    OperatorCase(
      "cat(-1, 5)", .unsigned(7), { _ in cat(constant(-1, .signed(3)), constant(5, .unsigned(4))) }, { _ in 0x75 }),
    OperatorCase("(0xa5)[6...3]", .unsigned(4), { _ in constant(0xa5, .unsigned(8))[6...3] }, { _ in 4 }),
    OperatorCase("a < 127", .bit, { $0.a < 127 }, { $0.a < 127 ? 1 : 0 }),
    OperatorCase("a <= 127", .bit, { $0.a <= 127 }, { _ in 1 }),
    OperatorCase("a > -128", .bit, { $0.a > -128 }, { $0.a > -128 ? 1 : 0 }),
    OperatorCase("a >= 128", .bit, { $0.a >= 128 }, { _ in 0 }),
    OperatorCase("c > 254", .bit, { $0.c > 254 }, { $0.c > 254 ? 1 : 0 }),
    OperatorCase("c < 1", .bit, { $0.c < 1 }, { $0.c < 1 ? 1 : 0 }),
    OperatorCase("c != 0x80", .bit, { $0.c != 0x80 }, { $0.c != 0x80 ? 1 : 0 }),
    OperatorCase("a * 0 + c * 1", .signed(20), { $0.a * 0 + $0.c * 1 }, { $0.c }),
    OperatorCase("a &- a", .signed(8), { $0.a &- $0.a }, { _ in 0 }),
    OperatorCase("c & 0xf0", .unsigned(8), { $0.c & 0xf0 }, { $0.c & 0xf0 }),
    OperatorCase("a ^ -1", .signed(8), { $0.a ^ -1 }, { ~$0.a }),
  ]
}
