import Bitloom

// Operators on one operand, and those with a number of Swift beside it. `b` is not used.
extension OperatorTable {
  private static func one(
    _ name: String, _ type: SignalType?, _ build: @escaping @Sendable (Signal) -> Signal,
    _ value: @escaping @Sendable (Int) -> Int
  ) -> TableOperator {
    TableOperator(name: name, type: { _ in type }, build: { a, _ in build(a) }, value: { a, _, _ in value(a) })
  }

  /// All for one type.
  static func unary(_ type: SignalType) -> [(op: TableOperator, type: SignalType)] {
    let operators = signs(type) + parts(type) + shifts(type) + divisions(type) + literals(type)
    return operators.compactMap { op in op.type((type, .bit)).map { (op, $0) } }
  }

  private static func signs(_ type: SignalType) -> [TableOperator] {
    let width = type.width
    let mask = (1 << width) - 1
    return [
      one("-a", .signed(width + 1), { -$0 }, { -$0 }),
      one("~a", type, { ~$0 }, { ~$0 }),
      one("!a", type == .bit ? .bit : nil, { !$0 }, { 1 - $0 }),
      one("a.asSigned", .signed(width), { $0.asSigned }, { $0 }),
      one("a.asUnsigned", .unsigned(width), { $0.asUnsigned }, { $0 }),
      one("a.andReduced", .bit, { $0.andReduced }, { $0 & mask == mask ? 1 : 0 }),
      one("a.orReduced", .bit, { $0.orReduced }, { $0 & mask != 0 ? 1 : 0 }),
      one("a.xorReduced", .bit, { $0.xorReduced }, { ($0 & mask).nonzeroBitCount & 1 }),
    ]
  }

  private static func parts(_ type: SignalType) -> [TableOperator] {
    var operators: [TableOperator] = []
    for low in 0..<type.width {
      operators.append(one("a[\(low)]", .bit, { $0[low] }, { $0 >> low }))
      for high in low..<type.width {
        operators.append(one("a[\(high)...\(low)]", .unsigned(high - low + 1), { $0[high...low] }, { $0 >> low }))
      }
      let width = low + 1
      let cut = SignalType(width: width, isSigned: type.isSigned)
      let top = (1 << (type.isSigned ? width - 1 : width)) - 1
      let bottom = type.isSigned ? -top - 1 : 0
      operators.append(one("a.truncated(to: \(width))", cut, { $0.truncated(to: width) }, { $0 }))
      operators.append(
        one("a.saturated(to: \(width))", cut, { $0.saturated(to: width) }, { min(max($0, bottom), top) }))
    }
    for more in 0...3 {
      let width = type.width + more
      operators.append(
        one(
          "a.extended(to: \(width))", SignalType(width: width, isSigned: type.isSigned), { $0.extended(to: width) },
          { $0 }))
    }
    for count in 1...3 {
      let width = type.width
      operators.append(
        one(
          "a.repeated(\(count))", .unsigned(count * width), { $0.repeated(count) },
          { a in (0..<count).reduce(0) { $0 | (a & ((1 << width) - 1)) << ($1 * width) } }))
    }
    return operators
  }

  private static func shifts(_ type: SignalType) -> [TableOperator] {
    (0...7).flatMap { n in
      [
        one("a << \(n)", SignalType(width: type.width + n, isSigned: type.isSigned), { $0 << n }, { $0 << n }),
        one("a &<< \(n)", type, { $0 &<< n }, { $0 << n }),
        one(
          "a >> \(n)", SignalType(width: max(type.width - n, 1), isSigned: type.isSigned), { $0 >> n }, { $0 >> n }),
      ]
    }
  }

  private static func divisions(_ type: SignalType) -> [TableOperator] {
    [1, 2, 3, 4, 5, 7, 8, 15, 16, 31, 32, 100].flatMap { n in
      [one("a / \(n)", type, { $0 / n }, { $0 / n }), one("a % \(n)", type, { $0 % n }, { $0 % n })]
    }
  }

  /// An `Int` of Swift on either side.
  private static func literals(_ type: SignalType) -> [TableOperator] {
    [-17, -16, -3, -1, 0, 1, 2, 7, 15, 31, 32].flatMap { n -> [TableOperator] in
      // The smallest type that holds the number, and both together.
      let own = (1...8).lazy.map { SignalType(width: $0, isSigned: n < 0) }.first { holds($0, n) } ?? type
      let both =
        (1...8).lazy.map { SignalType(width: $0, isSigned: type.isSigned || n < 0) }
        .first { holds($0, n) && $0.holds(type) } ?? type
      // `+` and `-` take the number in its own type: 0 is unsigned there, and needs a second bit beside a signed one.
      let met =
        (1...8).lazy.map { SignalType(width: $0, isSigned: type.isSigned || n < 0) }
        .first { $0.holds(own) && $0.holds(type) } ?? type
      return [
        one("a + \(n)", SignalType(width: met.width + 1, isSigned: met.isSigned), { $0 + n }, { $0 + n }),
        one("\(n) - a", .signed(met.width + 1), { n - $0 }, { n - $0 }),
        one(
          "a * \(n)", SignalType(width: type.width + own.width, isSigned: type.isSigned || n < 0), { $0 * n },
          { $0 * n }),
        one("a < \(n)", .bit, { $0 < n }, { $0 < n ? 1 : 0 }),
        one("\(n) < a", .bit, { n < $0 }, { n < $0 ? 1 : 0 }),
        one("a <= \(n)", .bit, { $0 <= n }, { $0 <= n ? 1 : 0 }),
        one("a == \(n)", .bit, { $0 == n }, { $0 == n ? 1 : 0 }),
        one("a & \(n)", both.isSigned == type.isSigned ? both : nil, { $0 & n }, { $0 & n }),
        one("a &- \(n)", both.isSigned == type.isSigned ? both : nil, { $0 &- n }, { $0 - n }),
      ]
    }
  }

  private static func holds(_ type: SignalType, _ number: Int) -> Bool {
    let top = 1 << (type.isSigned ? type.width - 1 : type.width)
    return number < top && number >= (type.isSigned ? -top : 0)
  }
}
