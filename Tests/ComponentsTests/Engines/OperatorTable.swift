import Bitloom

/// A line of the language's operator table for operands of two types: what is written, the type it has, and the number it gives.
struct TableOperator: Sendable {
  typealias Types = (a: SignalType, b: SignalType)

  var name: String
  /// The type of the result; nil where the operands cannot meet.
  var type: @Sendable (Types) -> SignalType?
  var build: @Sendable (Signal, Signal) -> Signal
  /// The number for two operands; only its low bits count.
  var value: @Sendable (Int, Int, Types) -> Int
}

/// Every operator on two operands, by plain arithmetic of Swift.
enum OperatorTable {
  static let types: [SignalType] = (1...5).map { .unsigned($0) } + (1...5).map { .signed($0) }

  /// The numbers of a type by their bits.
  static func number(_ bits: Int, _ type: SignalType) -> Int {
    let low = bits & ((1 << type.width) - 1)
    return type.isSigned && low >> (type.width - 1) == 1 ? low - (1 << type.width) : low
  }

  /// The smallest type that holds both, tried out from the narrowest on.
  private static func common(_ types: TableOperator.Types) -> SignalType {
    let lowest = min(lowest(types.a), lowest(types.b))
    let highest = max(highest(types.a), highest(types.b))
    var result = lowest < 0 ? SignalType.signed(1) : .unsigned(1)
    while self.lowest(result) > lowest || self.highest(result) < highest { result.width += 1 }
    return result
  }

  private static func lowest(_ type: SignalType) -> Int { type.isSigned ? -(1 << (type.width - 1)) : 0 }
  private static func highest(_ type: SignalType) -> Int { (1 << (type.isSigned ? type.width - 1 : type.width)) - 1 }

  private static func grown(_ type: SignalType) -> SignalType {
    SignalType(width: type.width + 1, isSigned: type.isSigned)
  }
  private static func oneSign(_ types: TableOperator.Types) -> SignalType? {
    types.a.isSigned == types.b.isSigned ? common(types) : nil
  }

  private static func compared(
    _ name: String, _ build: @escaping @Sendable (Signal, Signal) -> Signal,
    _ holds: @escaping @Sendable (Int, Int) -> Bool
  )
    -> TableOperator
  {
    TableOperator(name: name, type: { _ in .bit }, build: build, value: { a, b, _ in holds(a, b) ? 1 : 0 })
  }

  static let binary: [TableOperator] = arithmetic + logic + comparisons

  private static let arithmetic: [TableOperator] = [
    TableOperator(name: "a + b", type: { grown(common($0)) }, build: { $0 + $1 }, value: { a, b, _ in a + b }),
    TableOperator(
      name: "a - b", type: { .signed(common($0).width + 1) }, build: { $0 - $1 }, value: { a, b, _ in a - b }),
    TableOperator(
      name: "a * b",
      type: { SignalType(width: $0.a.width + $0.b.width, isSigned: $0.a.isSigned || $0.b.isSigned) },
      build: { $0 * $1 }, value: { a, b, _ in a * b }),
    TableOperator(name: "a &+ b", type: oneSign, build: { $0 &+ $1 }, value: { a, b, _ in a + b }),
    TableOperator(name: "a &- b", type: oneSign, build: { $0 &- $1 }, value: { a, b, _ in a - b }),
    TableOperator(name: "a &* b", type: oneSign, build: { $0 &* $1 }, value: { a, b, _ in a * b }),
  ]

  private static let logic: [TableOperator] = [
    TableOperator(name: "a & b", type: oneSign, build: { $0 & $1 }, value: { a, b, _ in a & b }),
    TableOperator(name: "a | b", type: oneSign, build: { $0 | $1 }, value: { a, b, _ in a | b }),
    TableOperator(name: "a ^ b", type: oneSign, build: { $0 ^ $1 }, value: { a, b, _ in a ^ b }),
    TableOperator(
      name: "a && b", type: { $0.a == .bit && $0.b == .bit ? .bit : nil }, build: { $0 && $1 },
      value: { a, b, _ in a * b }),
    TableOperator(
      name: "a || b", type: { $0.a == .bit && $0.b == .bit ? .bit : nil }, build: { $0 || $1 },
      value: { a, b, _ in max(a, b) }),
    TableOperator(
      name: "a << b",
      type: { $0.b.isSigned ? nil : SignalType(width: $0.a.width + (1 << $0.b.width) - 1, isSigned: $0.a.isSigned) },
      build: { $0 << $1 }, value: { a, b, _ in a << b }),
    TableOperator(
      name: "a &<< b", type: { $0.b.isSigned ? nil : $0.a }, build: { $0 &<< $1 }, value: { a, b, _ in a << b }),
    TableOperator(
      name: "a >> b", type: { $0.b.isSigned ? nil : $0.a }, build: { $0 >> $1 }, value: { a, b, _ in a >> b }),
    TableOperator(
      name: "a[b]", type: { $0.b.isSigned ? nil : .bit }, build: { $0[$1] },
      value: { a, b, types in b < types.a.width ? a >> b : 0 }),
    TableOperator(
      name: "cat(a, b)", type: { .unsigned($0.a.width + $0.b.width) }, build: { cat($0, $1) },
      value: { a, b, types in a << types.b.width | b & ((1 << types.b.width) - 1) }),
    TableOperator(
      name: "mux(a[0], a, b)", type: common, build: { mux($0[0], $0, $1) }, value: { a, b, _ in a & 1 == 1 ? a : b }),
  ]

  private static let comparisons: [TableOperator] = [
    compared("a == b", { $0 == $1 }, { $0 == $1 }), compared("a != b", { $0 != $1 }, { $0 != $1 }),
    compared("a < b", { $0 < $1 }, { $0 < $1 }), compared("a <= b", { $0 <= $1 }, { $0 <= $1 }),
    compared("a > b", { $0 > $1 }, { $0 > $1 }), compared("a >= b", { $0 >= $1 }, { $0 >= $1 }),
  ]

  /// The operators that can stand between operands of two types.
  static func possible(_ types: TableOperator.Types) -> [(op: TableOperator, type: SignalType)] {
    binary.compactMap { op in op.type(types).map { (op, $0) } } + (types.b == .bit ? unary(types.a) : [])
  }
}
