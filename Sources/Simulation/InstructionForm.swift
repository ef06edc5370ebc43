import SimulationKernel

/// What an instruction does, without its operands: instructions of one form are executed in one loop.
struct InstructionForm: Hashable {
  var opcode: Opcode
  var s: UInt64 = 0
  var t: UInt64 = 0
  var mask: UInt64 = 0

  static func == (a: InstructionForm, b: InstructionForm) -> Bool {
    a.opcode == b.opcode && a.s == b.s && a.t == b.t && a.mask == b.mask
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(opcode.rawValue)
    hasher.combine(s)
    hasher.combine(t)
    hasher.combine(mask)
  }
}
