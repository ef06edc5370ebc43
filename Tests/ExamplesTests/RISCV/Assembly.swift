/// Instruction words of RV32I, from their formats in the manual (The RISC-V Instruction Set Manual, volume I, chapter 2).
enum Assembly {
  private static func bits(_ value: Int, _ high: Int, _ low: Int) -> UInt32 {
    (UInt32(truncatingIfNeeded: value) >> UInt32(low)) & ((1 << UInt32(high - low + 1)) - 1)
  }

  /// A word from its fields, the highest first.
  private static func word(_ fields: (UInt32, width: Int)...) -> UInt32 {
    fields.reduce(0) { $0 << UInt32($1.width) | $1.0 }
  }

  static func r(_ function7: Int, _ function3: Int, rd: Int, rs1: Int, rs2: Int) -> UInt32 {
    word(
      (UInt32(function7), 7), (UInt32(rs2), 5), (UInt32(rs1), 5), (UInt32(function3), 3), (UInt32(rd), 5), (0x33, 7))
  }

  static func i(_ opcode: UInt32, _ function3: Int, rd: Int, rs1: Int, _ immediate: Int) -> UInt32 {
    word((bits(immediate, 11, 0), 12), (UInt32(rs1), 5), (UInt32(function3), 3), (UInt32(rd), 5), (opcode, 7))
  }

  static func immediate(_ function3: Int, rd: Int, rs1: Int, _ immediate: Int) -> UInt32 {
    i(0x13, function3, rd: rd, rs1: rs1, immediate)
  }

  static func addi(_ rd: Int, _ rs1: Int, _ value: Int) -> UInt32 { immediate(0, rd: rd, rs1: rs1, value) }

  static func load(_ function3: Int, rd: Int, rs1: Int, _ offset: Int) -> UInt32 {
    i(0x03, function3, rd: rd, rs1: rs1, offset)
  }

  static func store(_ function3: Int, rs2: Int, rs1: Int, _ offset: Int) -> UInt32 {
    word(
      (bits(offset, 11, 5), 7), (UInt32(rs2), 5), (UInt32(rs1), 5), (UInt32(function3), 3), (bits(offset, 4, 0), 5),
      (0x23, 7))
  }

  static func sw(_ rs2: Int, _ rs1: Int, _ offset: Int) -> UInt32 { store(2, rs2: rs2, rs1: rs1, offset) }
  static func lw(_ rd: Int, _ rs1: Int, _ offset: Int) -> UInt32 { load(2, rd: rd, rs1: rs1, offset) }

  static func branch(_ function3: Int, rs1: Int, rs2: Int, _ offset: Int) -> UInt32 {
    word(
      (bits(offset, 12, 12), 1), (bits(offset, 10, 5), 6), (UInt32(rs2), 5), (UInt32(rs1), 5), (UInt32(function3), 3),
      (bits(offset, 4, 1), 4), (bits(offset, 11, 11), 1), (0x63, 7))
  }

  static func jal(_ rd: Int, _ offset: Int) -> UInt32 {
    word(
      (bits(offset, 20, 20), 1), (bits(offset, 10, 1), 10), (bits(offset, 11, 11), 1), (bits(offset, 19, 12), 8),
      (UInt32(rd), 5), (0x6f, 7))
  }

  static func jalr(_ rd: Int, _ rs1: Int, _ offset: Int) -> UInt32 { i(0x67, 0, rd: rd, rs1: rs1, offset) }
  static func lui(_ rd: Int, _ upper: UInt32) -> UInt32 { word((upper, 20), (UInt32(rd), 5), (0x37, 7)) }
  static func auipc(_ rd: Int, _ upper: UInt32) -> UInt32 { word((upper, 20), (UInt32(rd), 5), (0x17, 7)) }
  static let ecall: UInt32 = 0x73
  static let ebreak: UInt32 = 0x10_0073
  static let fence: UInt32 = 0x0ff0_000f

  /// Two instructions that load a number: the lower part is read with its sign, so the upper part makes up for it.
  static func li(_ rd: Int, _ value: UInt32) -> [UInt32] {
    [lui(rd, (value &+ 0x800) >> 12 & 0xfffff), addi(rd, rd, Int(value & 0xfff))]
  }

  /// What programs begin with, as no register has a value after reset.
  static let clearRegisters = (1..<32).map { addi($0, 0, 0) }
}
