/// An operation of the intermediate representation with its operands.
///
/// Widths and signs are explicit: operands are widened by `extend` and reread by `reinterpret` before they meet, so every
/// operation here has one simple rule, given with its case. `VerifyTypes` checks the rules.
public enum Operation: Hashable, Sendable {
  /// A literal of the module's constant pool; its width is the type's.
  case constant(ConstantID)
  /// The value of a port, wire, register or instance port. The type is the signal's.
  case signal(SignalID)
  /// An operation on one operand.
  case unary(UnaryOperator, ExpressionID)
  /// An operation on two operands.
  case binary(BinaryOperator, ExpressionID, ExpressionID)
  /// `condition ? whenTrue : whenFalse`. The condition is a bit, the two others have the type of the result.
  case mux(condition: ExpressionID, whenTrue: ExpressionID, whenFalse: ExpressionID)
  /// The bits from `low` up, as many as the unsigned result has. They all exist.
  case slice(ExpressionID, low: UInt32)
  /// The operands put together, the first one most significant. The unsigned result has the sum of their widths.
  case concatenate(OperandList)
  /// The operand `count` times side by side; unsigned.
  case replicate(ExpressionID, count: UInt32)
  /// The same number in more bits: the sign or zeros come in, by the operand's own type. The sign stays.
  case extend(ExpressionID)
  /// The same bits read as the other kind of number, or as an enumeration.
  case reinterpret(ExpressionID)
  /// The bit of the first operand that the unsigned second one counts from the bottom; 0 beyond the end.
  case selectBit(ExpressionID, index: ExpressionID)
  /// The word of a memory at an unsigned address, without a clock; 0 beyond the depth.
  case readMemory(MemoryID, address: ExpressionID)
}

/// Operations on one operand.
public enum UnaryOperator: UInt8, Hashable, Sendable, CaseIterable {
  /// `~a`, bit by bit; the type of the operand.
  case not
  /// `-a`; operand and result have the same signed type and the result wraps.
  case negate
  /// Whether all bits are 1; a bit.
  case reduceAnd
  /// Whether any bit is 1; a bit.
  case reduceOr
  /// Whether the number of ones is odd; a bit.
  case reduceXor
}

/// Operations on two operands.
public enum BinaryOperator: UInt8, Hashable, Sendable, CaseIterable {
  // Operands and result have one type; the result wraps.
  case add, subtract, multiply
  // Operands and result have one type, the right operand is a constant above 0; rounded toward zero.
  case divide, remainder
  // Operands and result have one type.
  case and, or, xor
  // Operands have one type; the result is a bit. Numbers are compared by value.
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  // The left operand has the type of the result, the right one is an unsigned amount of any width. Amounts beyond the width
  // give 0, or the sign for `shiftRight` of a signed operand.
  case shiftLeft, shiftRight

  /// Whether the result is a bit whatever the operands are.
  public var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }

  /// Whether the right operand is a shift amount with a type of its own.
  public var isShift: Bool { self == .shiftLeft || self == .shiftRight }
}

/// A run of operands in the module's operand pool.
public struct OperandList: Hashable, Sendable {
  public var start: UInt32
  public var count: UInt32

  public init(start: Int, count: Int) {
    self.start = UInt32(start)
    self.count = UInt32(count)
  }

  public var range: Range<Int> { Int(start)..<Int(start + count) }
}

/// A node of a module's expression arena. Operands always have smaller indexes than the expressions that use them.
public struct Expression: Hashable, Sendable {
  public var operation: Operation
  public var type: SignalType

  public init(_ operation: Operation, _ type: SignalType) {
    self.operation = operation
    self.type = type
  }
}

extension ModuleDefinition {
  /// The operands of an operation, in the order in which they are written.
  public func operands(of operation: Operation) -> [ExpressionID] {
    switch operation {
    case .constant, .signal: []
    case .unary(_, let a), .slice(let a, _), .replicate(let a, _), .extend(let a), .reinterpret(let a): [a]
    case .readMemory(_, let address): [address]
    case .binary(_, let a, let b), .selectBit(let a, let b): [a, b]
    case .mux(let condition, let whenTrue, let whenFalse): [condition, whenTrue, whenFalse]
    case .concatenate(let list): Array(operandPool[list.range])
    }
  }
}
