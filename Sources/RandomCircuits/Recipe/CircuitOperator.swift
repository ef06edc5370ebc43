/// An operation of the language on signals: each line of its operator table, and what makes, cuts or joins bits.
public enum CircuitOperator: String, Codable, Hashable, Sendable, CaseIterable {
  case add, subtract, multiply, negate
  case addWrapping, subtractWrapping, multiplyWrapping
  /// By a constant above 0.
  case divide, remainder
  case and, or, xor, not
  case logicalAnd, logicalOr, logicalNot
  /// By a constant.
  case shiftLeftBy, shiftLeftKeepingWidthBy, shiftRightBy
  /// By a signal.
  case shiftLeft, shiftLeftKeepingWidth, shiftRight
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  case mux
  case bit, slice, selectBit, concatenate, repetition
  case andReduced, orReduced, xorReduced
  case truncated, extended, saturated, asSigned, asUnsigned
  /// A name for an expression, which makes a wire of it.
  case named

  /// How many signals it takes; nil for any number.
  var operandCount: Int? {
    switch self {
    case .mux: 3
    case .concatenate: nil
    case .add, .subtract, .multiply, .addWrapping, .subtractWrapping, .multiplyWrapping, .and, .or, .xor: 2
    case .logicalAnd, .logicalOr, .shiftLeft, .shiftLeftKeepingWidth, .shiftRight, .selectBit: 2
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: 2
    default: 1
    }
  }

  /// How many numbers it takes beside the signals.
  var parameterCount: Int {
    switch self {
    case .divide, .remainder, .shiftLeftBy, .shiftLeftKeepingWidthBy, .shiftRightBy, .bit, .repetition: 1
    case .truncated, .extended, .saturated: 1
    case .slice: 2
    default: 0
    }
  }

  /// Whether one of two operands (of a `mux` one of the two choices) may be an `Int` of Swift.
  var takesLiterals: Bool {
    switch self {
    case .add, .subtract, .multiply, .addWrapping, .subtractWrapping, .multiplyWrapping, .and, .or, .xor, .mux: true
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }

  /// Whether it takes an operand of any width to pieces, so that a wide one need not be cut before.
  var takesWideOperands: Bool {
    switch self {
    case .bit, .slice, .selectBit, .andReduced, .orReduced, .xorReduced, .truncated, .saturated: true
    case .asSigned, .asUnsigned, .named: true
    default: false
    }
  }

  /// Whether both operands have to be signed or both unsigned.
  var wantsOneSign: Bool {
    switch self {
    case .addWrapping, .subtractWrapping, .multiplyWrapping, .and, .or, .xor: true
    default: false
    }
  }

  /// Whether the second operand counts bits and has no sign.
  var countsBits: Bool {
    switch self {
    case .shiftLeft, .shiftLeftKeepingWidth, .shiftRight, .selectBit: true
    default: false
    }
  }

  /// Whether its operands are bits.
  var takesBits: Bool { self == .logicalAnd || self == .logicalOr || self == .logicalNot }

  /// The symbol between two operands, or before one.
  var symbol: String? {
    switch self {
    case .add: "+"
    case .subtract, .negate: "-"
    case .multiply: "*"
    case .addWrapping: "&+"
    case .subtractWrapping: "&-"
    case .multiplyWrapping: "&*"
    case .divide: "/"
    case .remainder: "%"
    case .and: "&"
    case .or: "|"
    case .xor: "^"
    case .not: "~"
    case .logicalAnd: "&&"
    case .logicalOr: "||"
    case .logicalNot: "!"
    case .shiftLeftBy, .shiftLeft: "<<"
    case .shiftLeftKeepingWidthBy, .shiftLeftKeepingWidth: "&<<"
    case .shiftRightBy, .shiftRight: ">>"
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessOrEqual: "<="
    case .greater: ">"
    case .greaterOrEqual: ">="
    default: nil
    }
  }
}
