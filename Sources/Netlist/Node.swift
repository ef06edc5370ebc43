import RTL

/// An index into the nodes of a `Netlist`.
public struct NodeID: ArenaIndex {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }

  /// Stands where a node has no such operand.
  static let none = NodeID(raw: .max)
}

/// What a node computes from its operands `a`, `b` and `c`.
///
/// Nodes have widths but no signs: where the sign matters the kind says it. Results wrap at the node's width.
public enum NodeKind: UInt8, Hashable, Sendable, CaseIterable {
  /// An input of the design; the parameter is the index of the port.
  case input
  /// The parameter is an index into the netlist's constants.
  case constant
  /// The value of a register; the parameter is its index.
  case register
  /// The word of a memory (the parameter is its index) at address `a`; 0 beyond the depth.
  case memoryRead

  case not
  // A bit from all bits of `a`.
  case reduceAnd, reduceOr, reduceXor

  // Two operands of the node's width.
  case add, subtract, multiply
  // Rounded toward zero; a divisor of 0 gives 0.
  case divideUnsigned, divideSigned, remainderUnsigned, remainderSigned
  case and, or, xor

  // A bit from two operands of one width.
  case equal, notEqual
  case lessUnsigned, lessSigned, lessOrEqualUnsigned, lessOrEqualSigned

  // `a` has the node's width, `b` is an unsigned amount of any width. Beyond the width 0, or the sign, is left.
  case shiftLeft, shiftRightLogical, shiftRightArithmetic
  /// Bit `b` of `a`; 0 beyond the end.
  case selectBit

  /// `a` is a bit: `b` when it is 1, else `c`.
  case mux
  /// The bits of `a` from the parameter up.
  case slice
  /// `a` above `b`.
  case concatenate
  // `a` in more bits.
  case zeroExtend, signExtend

  /// Number of operands, which are `a`, then `b`, then `c`.
  public var operandCount: Int {
    switch self {
    case .input, .constant, .register: 0
    case .memoryRead, .not, .reduceAnd, .reduceOr, .reduceXor, .slice, .zeroExtend, .signExtend: 1
    case .mux: 3
    default: 2
    }
  }

  /// Whether `a` and `b` may be exchanged.
  var isCommutative: Bool {
    switch self {
    case .add, .multiply, .and, .or, .xor, .equal, .notEqual: true
    default: false
    }
  }
}

/// A word-level operation of a flat design. Its operands stand before it.
public struct Node: Hashable, Sendable {
  public let kind: NodeKind
  private let storedWidth: Int32
  public let a: NodeID
  public let b: NodeID
  public let c: NodeID
  /// An index or the lowest bit of a slice, as `kind` says; else 0.
  public let parameter: Int32

  /// Number of bits of the result.
  public var width: Int { Int(storedWidth) }

  init(_ kind: NodeKind, width: Int, _ a: NodeID = .none, _ b: NodeID = .none, _ c: NodeID = .none, parameter: Int = 0)
  {
    self.kind = kind
    storedWidth = Int32(truncatingIfNeeded: width)
    self.a = a
    self.b = b
    self.c = c
    self.parameter = Int32(truncatingIfNeeded: parameter)
  }

  /// Calls `visit` with the operands, in order.
  @inline(__always)
  public func visitOperands(_ visit: (NodeID) -> Void) {
    let count = kind.operandCount
    if count > 0 { visit(a) }
    if count > 1 { visit(b) }
    if count > 2 { visit(c) }
  }

  /// Mixes all fields; equal nodes have equal values.
  var fingerprint: UInt64 {
    var hash = UInt64(kind.rawValue) | UInt64(UInt32(bitPattern: storedWidth)) << 8
    hash = (hash ^ UInt64(a.raw)) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ (hash >> 29) ^ UInt64(b.raw)) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash >> 32) ^ UInt64(c.raw)) &* 0x94D0_49BB_1331_11EB
    hash = (hash ^ (hash >> 29) ^ UInt64(UInt32(bitPattern: parameter))) &* 0x9E37_79B9_7F4A_7C15
    return hash ^ (hash >> 32)
  }
}
