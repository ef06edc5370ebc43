import Bitloom
import Testbench
import Testing

@testable import Examples

private let corners: [UInt32] = [0, 1, 2, 0x7fff_ffff, 0x8000_0000, 0x8000_0001, 0xffff_ffff, 0x5555_aaaa, 31, 32]

/// Each instruction of RV32I by itself, at corner operands. The expected numbers are computed here, not by the simulator of
/// the instruction set.
@Suite struct InstructionTests {
  struct Operation: Sendable, CustomStringConvertible {
    var description: String
    var function3: Int
    var function7 = 0
    var result: @Sendable (UInt32, UInt32) -> UInt32
  }

  private static func signed(_ value: UInt32) -> Int64 { value < 0x8000_0000 ? Int64(value) : Int64(value) - (1 << 32) }

  /// Arithmetic shift by repeated halving, rounded down.
  private static func halved(_ value: UInt32, _ times: UInt32) -> UInt32 {
    var number = signed(value)
    for _ in 0..<times { number = (number - (number % 2 + 2) % 2) / 2 }
    return UInt32(truncatingIfNeeded: number)
  }

  static let operations: [Operation] = [
    Operation(description: "add", function3: 0) { UInt32(truncatingIfNeeded: UInt64($0) + UInt64($1)) },
    Operation(description: "sub", function3: 0, function7: 0x20) { UInt32(truncatingIfNeeded: Int64($0) - Int64($1)) },
    Operation(description: "sll", function3: 1) { UInt32(truncatingIfNeeded: UInt64($0) << UInt64($1 % 32)) },
    Operation(description: "slt", function3: 2) { signed($0) < signed($1) ? 1 : 0 },
    Operation(description: "sltu", function3: 3) { $0 < $1 ? 1 : 0 },
    Operation(description: "xor", function3: 4) { ($0 | $1) - ($0 & $1) },
    Operation(description: "srl", function3: 5) { $0 / UInt32(1 << ($1 % 32)) },
    Operation(description: "sra", function3: 5, function7: 0x20) { halved($0, $1 % 32) },
    Operation(description: "or", function3: 6) { ~(~$0 & ~$1) },
    Operation(description: "and", function3: 7) { ~(~$0 | ~$1) },
  ]

  /// Runs a program that leaves words from address 0 on, and compares them.
  private func check(_ program: [UInt32], _ expected: [UInt32], _ what: String) throws {
    try simulate(RISCVCore()) { dut in
      var bench = CoreBench(dut, program: program + [Assembly.ebreak])
      try bench.run()
      for (index, word) in expected.enumerated() {
        try require(bench.word(4 * index), word, "\(what): result \(index)")
      }
    }
  }

  @Test(arguments: operations)
  func registersAndRegisters(_ operation: Operation) throws {
    for a in corners {
      var program = Assembly.li(1, a)
      var expected: [UInt32] = []
      for b in corners {
        program += Assembly.li(2, b)
        program.append(Assembly.r(operation.function7, operation.function3, rd: 3, rs1: 1, rs2: 2))
        program.append(Assembly.sw(3, 0, 4 * expected.count))
        expected.append(operation.result(a, b))
      }
      try check(program, expected, "\(operation) of \(a)")
    }
  }

  @Test(arguments: operations.filter { $0.description != "sub" })
  func registersAndImmediates(_ operation: Operation) throws {
    let isShift = operation.function3 == 1 || operation.function3 == 5
    let immediates = isShift ? [0, 1, 15, 31] : [0, 1, -1, 2047, -2048, 0x555]
    for a in corners {
      var program = Assembly.li(1, a)
      var expected: [UInt32] = []
      for immediate in immediates {
        let coded = immediate | operation.function7 << 5
        program.append(Assembly.immediate(operation.function3, rd: 3, rs1: 1, coded))
        program.append(Assembly.sw(3, 0, 4 * expected.count))
        expected.append(operation.result(a, UInt32(truncatingIfNeeded: immediate)))
      }
      try check(program, expected, "\(operation) of \(a) and immediates")
    }
  }

  /// The result into an operand, both operands one register, and register 0 as a target and operand.
  @Test(arguments: operations)
  func sharedRegisters(_ operation: Operation) throws {
    let (f7, f3) = (operation.function7, operation.function3)
    let r = { Assembly.r(f7, f3, rd: $0, rs1: $1, rs2: $2) }
    let (a, b): (UInt32, UInt32) = (0x8765_4321, 0x0000_0013)
    var program = Assembly.li(1, a) + Assembly.li(2, b) + [r(1, 1, 2), Assembly.sw(1, 0, 0)]
    program += Assembly.li(1, a) + [r(2, 1, 2), Assembly.sw(2, 0, 4)]
    program += Assembly.li(1, a) + [r(1, 1, 1), Assembly.sw(1, 0, 8)]
    program += Assembly.li(1, a) + [r(0, 1, 1), Assembly.sw(0, 0, 12), r(3, 1, 0), Assembly.sw(3, 0, 16)]
    program += [r(4, 0, 1), Assembly.sw(4, 0, 20)]
    let result = operation.result
    try check(program, [result(a, b), result(a, b), result(a, a), 0, result(a, 0), result(0, a)], "\(operation)")
  }

  @Test func upperImmediates() throws {
    let values: [UInt32] = [0, 1, 0x7ffff, 0x80000, 0xfffff]
    var program: [UInt32] = []
    var expected: [UInt32] = []
    for value in values {
      program += [Assembly.lui(1, value), Assembly.sw(1, 0, 4 * expected.count)]
      expected.append(value << 12)
      let pc = UInt32(4 * program.count)
      program += [Assembly.auipc(2, value), Assembly.sw(2, 0, 4 * expected.count)]
      expected.append(value << 12 &+ pc)
    }
    try check(program, expected, "LUI and AUIPC")
  }

  static let branches: [(Int, @Sendable (UInt32, UInt32) -> Bool)] = [
    (0, { $0 == $1 }), (1, { $0 != $1 }), (4, { signed($0) < signed($1) }), (5, { signed($0) >= signed($1) }),
    (6, { $0 < $1 }), (7, { $0 >= $1 }),
  ]

  /// Forwards and backwards, taken and not; what a taken branch jumps over must leave no trace.
  @Test(arguments: [0, 1, 4, 5, 6, 7])
  func branches(_ function3: Int) throws {
    let condition = try #require(Self.branches.first { $0.0 == function3 }).1
    for a in corners {
      var program = Assembly.li(1, a)
      var expected: [UInt32] = []
      for b in corners {
        // 3 becomes 1 where the branch is not taken forwards, and 2 is added where it is taken backwards.
        program += Assembly.li(2, b)
        program += [
          Assembly.addi(3, 0, 0), Assembly.branch(function3, rs1: 1, rs2: 2, 8), Assembly.addi(3, 3, 1),
          Assembly.jal(0, 12), Assembly.addi(3, 3, 2), Assembly.jal(0, 8),
          Assembly.branch(function3, rs1: 1, rs2: 2, -8), Assembly.sw(3, 0, 4 * expected.count),
        ]
        expected.append(condition(a, b) ? 2 : 1)
      }
      try check(program, expected, "branch \(function3) of \(a)")
    }
  }

  @Test func jumps() throws {
    let program = [
      Assembly.jal(1, 12),  // 0 -> 12
      Assembly.sw(2, 0, 4), Assembly.ebreak,  // 4, 8
      Assembly.sw(1, 0, 0),  // 12
      Assembly.addi(5, 0, 43), Assembly.jalr(5, 5, -14),  // 16, 20 -> 28, the lowest bit cleared
      Assembly.ebreak,  // 24
      Assembly.sw(5, 0, 8), Assembly.addi(2, 0, 77), Assembly.jalr(0, 0, 4),  // 28, 32, 36 -> 4
    ]
    try check(program, [4, 77, 24], "JAL and JALR")
  }

  /// All sizes at all places of a word, with and without sign.
  @Test func loadsAndStores() throws {
    let word: UInt32 = 0x80f1_7f02
    var program = Assembly.li(1, word) + [Assembly.addi(9, 0, 256), Assembly.sw(1, 9, 0)]
    var expected: [UInt32] = []
    func keep(_ value: UInt32) {
      program.append(Assembly.sw(3, 0, 4 * expected.count))
      expected.append(value)
    }
    let bytes: [UInt32] = [0x02, 0x7f, 0xf1, 0x80]
    for (offset, byte) in bytes.enumerated() {
      program.append(Assembly.load(0, rd: 3, rs1: 9, offset))
      keep(byte < 0x80 ? byte : byte | 0xffff_ff00)
      program.append(Assembly.load(4, rd: 3, rs1: 9, offset))
      keep(byte)
    }
    for (offset, half) in [(0, UInt32(0x7f02)), (2, 0x80f1)] {
      program.append(Assembly.load(1, rd: 3, rs1: 9, offset))
      keep(half < 0x8000 ? half : half | 0xffff_0000)
      program.append(Assembly.load(5, rd: 3, rs1: 9, offset))
      keep(half)
    }
    // A negative offset reaches the same word.
    program += [Assembly.addi(8, 9, 100), Assembly.lw(3, 8, -100)]
    keep(word)
    program += Assembly.li(2, 0xaabb_ccdd)
    for offset in 0..<4 {
      program += [Assembly.sw(1, 9, 0), Assembly.store(0, rs2: 2, rs1: 9, offset), Assembly.lw(3, 9, 0)]
      let mask = UInt32(0xff) << UInt32(8 * offset)
      keep(word & ~mask | 0xdd << UInt32(8 * offset))
    }
    for offset in [0, 2] {
      program += [Assembly.sw(1, 9, 0), Assembly.store(1, rs2: 2, rs1: 9, offset), Assembly.lw(3, 9, 0)]
      keep(offset == 0 ? 0x80f1_ccdd : 0xccdd_7f02)
    }
    try check(program, expected, "loads and stores")
  }

  @Test func fenceDoesNothing() throws {
    try check([Assembly.addi(1, 0, 5), Assembly.fence, Assembly.sw(1, 0, 0)], [5], "FENCE")
  }

  /// Every opcode with every field that selects an instruction: stopped exactly where the instruction set has none.
  @Test func unknownInstructionsStopTheCore() throws {
    try simulate(RISCVCore()) { dut in
      for opcode in 0..<128 {
        for (function3, function7) in (0..<8).flatMap({ f3 in [0, 1, 0x20, 0x40].map { (f3, $0) } }) {
          // The other fields make jumps go ahead.
          let word = UInt32(function7 << 25 | 4 << 20 | function3 << 12 | 8 << 7 | opcode)
          dut.reset()
          var bench = CoreBench(dut, program: [word, Assembly.ebreak])
          try bench.run(limit: 10)
        }
      }
    }
  }

  @Test(arguments: [
    Assembly.ecall, Assembly.ebreak, Assembly.load(1, rd: 1, rs1: 0, 3), Assembly.lw(1, 0, 2), Assembly.lw(1, 0, 1),
    Assembly.store(1, rs2: 0, rs1: 0, 1), Assembly.sw(0, 0, 2), Assembly.jal(1, 6), Assembly.jalr(1, 0, 2),
    Assembly.branch(0, rs1: 0, rs2: 0, 10),
  ])
  func environmentCallsAndMisalignmentStopTheCore(_ word: UInt32) throws {
    func check(_ dut: Testbench<RISCVCore>) throws {
      var bench = CoreBench(dut, program: [Assembly.addi(1, 0, 1), word, Assembly.sw(0, 0, 0)])
      try bench.run(limit: 10)
      #expect(bench.instructions == 2)
      #expect(dut.fetchAddress == 4)
      // For good: another instruction does not wake it.
      dut.instruction = Int(Assembly.addi(1, 0, 1))
      dut.step(5)
      let outputs: [Int] = [dut.fetchAddress, dut.isTrapped, dut.data.valid]
      #expect(outputs == [4, 1, 0])
    }
    try simulate(RISCVCore()) { try check($0) }
  }

  /// A branch that is not taken may aim at an address that is not aligned.
  @Test func aMisalignedBranchThatIsNotTaken() throws {
    try check([Assembly.branch(1, rs1: 0, rs2: 0, 6), Assembly.addi(1, 0, 9), Assembly.sw(1, 0, 0)], [9], "BNE")
  }
}
