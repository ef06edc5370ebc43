/// What an instruction of the native simulator does. `a`, `b` and `c` are the values of its operands, canonical: without
/// bits above their width. `m` is the mask of the result. Where the case says signed, `s` and `t` are the sign bits of `a` and
/// `b`, which are extended by them: `(a ^ s) - s`, where no sign bit means no extension. That is quicker than two shifts.
enum Opcode: UInt8 {
  case copy
  /// `a ^ m`
  case not
  case reduceAnd
  case reduceOr
  case reduceXor
  case add
  case addSigned
  case subtract
  case subtractSigned
  case multiply
  case multiplySigned
  /// `a * b + c`, operands signed, the product exact. The sign of `c` stays.
  case multiplyAdd
  case divideUnsigned
  case divideSigned
  case remainderUnsigned
  case remainderSigned
  case and
  case or
  case xor
  case equal
  case notEqual
  case lessUnsigned
  case lessSigned
  case lessOrEqualUnsigned
  case lessOrEqualSigned
  case shiftLeft
  case shiftRightLogical
  /// `a` is signed.
  case shiftRightArithmetic
  /// `(a << s) & m`
  case shiftLeftConstant
  /// `(a >> s) & m`: a slice or a shift.
  case shiftRightConstant
  /// `(a >> t) & m`, where `a` is signed.
  case shiftRightArithmeticConstant
  case selectBit
  case mux
  /// `a << s | b`
  case concatenate
  /// `a` is signed.
  case signExtend
  /// The word of memory number `b` at address `a`.
  case memoryRead
  /// Operation number `a` of the wide ones.
  case wide
}

/// The operands of an instruction: indexes of slots.
struct Instruction {
  var destination: UInt32
  var a: UInt32
  var b: UInt32
  var c: UInt32
}

/// What the instructions of a run have in common.
struct InstructionForm: Hashable {
  var opcode: Opcode
  var s: UInt64 = 0
  var t: UInt64 = 0
  var mask: UInt64 = 0
}

/// Instructions of one form that follow one another, so that the form is looked at once for all of them.
struct InstructionRun {
  var form: InstructionForm
  var count: Int
}
