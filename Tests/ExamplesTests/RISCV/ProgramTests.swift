import Bitloom
import Testbench
import Testing

@testable import Examples

/// Random instructions on few registers, so that each depends on those right before it. Register 9 is an aligned base.
private struct ProgramGenerator {
  var random: SeededGenerator

  mutating func program(length: Int) -> [UInt32] {
    var program = Assembly.clearRegisters
    for register in 1..<8 { program += Assembly.li(register, UInt32.random(in: 0...(.max), using: &random)) }
    program.append(Assembly.addi(9, 0, 4 * random.number(below: 128)))
    let start = program.count
    for index in 0..<length { program.append(instruction(remaining: length - index)) }
    // Every register is shown at the end.
    program += (1..<32).map { Assembly.sw($0, 0, 4 * $0) }
    precondition(start < program.count)
    return program + [Assembly.ebreak]
  }

  private mutating func instruction(remaining: Int) -> UInt32 {
    let (rd, rs1, rs2) = (random.number(below: 8), random.number(below: 8), random.number(below: 8))
    let function3 = random.number(below: 8)
    let ahead = 4 * (1 + random.number(below: min(remaining, 6)))
    switch random.number(below: 12) {
    case 0...2:
      let isAlternative = function3 % 5 == 0 && random.chance(0.5)
      return Assembly.r(isAlternative ? 0x20 : 0, function3, rd: rd, rs1: rs1, rs2: rs2)
    case 3...4:
      let isShift = function3 == 1 || function3 == 5
      let shift = random.number(below: 32) | (function3 == 5 && random.chance(0.5) ? 0x400 : 0)
      return Assembly.immediate(function3, rd: rd, rs1: rs1, isShift ? shift : random.number(below: 4096) - 2048)
    case 5: return Assembly.lui(rd, UInt32(random.number(below: 1 << 20)))
    case 6: return Assembly.auipc(rd, UInt32(random.number(below: 1 << 20)))
    case 7:
      let size = [0, 1, 2, 4, 5].randomElement(using: &random) ?? 2
      let alignment = [1, 2, 4, 0, 1, 2][size] == 0 ? 1 : size == 4 ? 1 : size == 5 ? 2 : 1 << size
      return Assembly.load(size, rd: rd, rs1: 9, alignment * (random.number(below: 64) - 32))
    case 8:
      let size = random.number(below: 3)
      return Assembly.store(size, rs2: rs2, rs1: 9, (1 << size) * (random.number(below: 64) - 32))
    case 9...10:
      return Assembly.branch([0, 1, 4, 5, 6, 7].randomElement(using: &random) ?? 0, rs1: rs1, rs2: rs2, ahead)
    default: return Assembly.jal(rd, ahead)
    }
  }
}

@Suite struct ProgramTests {
  private func check(_ lockstep: Lockstep, programs: Int, length: Int, waitProbability: Double, seed: UInt64) throws {
    try simulate(RISCVCore(), on: lockstep) { dut in
      var generator = ProgramGenerator(random: SeededGenerator(seed: seed))
      var instructions = 0
      for number in 0..<programs {
        let memory = (0..<1024).map { _ in UInt8.random(in: 0...255, using: &generator.random) }
        if number > 0 { dut.reset() }
        var bench = CoreBench(
          dut, program: generator.program(length: length), memory: memory, waitProbability: waitProbability,
          seed: seed + UInt64(number))
        do { try bench.run() } catch {
          throw GoldenDifference(description: "seed \(seed), program \(number): \(error)")
        }
        instructions += bench.instructions
      }
      #expect(instructions > programs * length / 3)
    }
  }

  @Test(arguments: [(0.0, 101), (0.5, 102)] as [(Double, UInt64)])
  func randomPrograms(_ waitProbability: Double, seed: UInt64) throws {
    try check(Lockstep([.native]), programs: 20, length: 300, waitProbability: waitProbability, seed: seed)
  }

  @Test func randomProgramsOnThreeEngines() throws {
    try check(threeEngines(), programs: 3, length: 300, waitProbability: 0.2, seed: 103)
  }

  /// A program as a compiler would write it: greatest common divisors by subtraction in a called function, and a sieve.
  @Test func euclidAndEratosthenes() throws {
    // a0, a1 = 10, 11; ra = 1.
    var program = [Assembly.addi(10, 0, 1071), Assembly.addi(11, 0, 462), Assembly.jal(1, 12)]
    program += [Assembly.sw(10, 0, 512), Assembly.jal(0, 32)]
    program += [
      Assembly.branch(0, rs1: 10, rs2: 11, 24), Assembly.branch(6, rs1: 10, rs2: 11, 12),
      Assembly.r(0x20, 0, rd: 10, rs1: 10, rs2: 11), Assembly.jal(0, -12),
      Assembly.r(0x20, 0, rd: 11, rs1: 11, rs2: 10),
      Assembly.jal(0, -20), Assembly.jalr(0, 1, 0),
    ]
    // Marks the multiples of each number below 100; what stays 0 is prime.
    program += [
      Assembly.addi(5, 0, 2), Assembly.addi(7, 0, 100), Assembly.addi(8, 0, 1), Assembly.r(0, 0, rd: 6, rs1: 5, rs2: 5),
      Assembly.branch(5, rs1: 6, rs2: 7, 16), Assembly.store(0, rs2: 8, rs1: 6, 0),
      Assembly.r(0, 0, rd: 6, rs1: 6, rs2: 5), Assembly.jal(0, -12), Assembly.addi(5, 5, 1),
      Assembly.branch(4, rs1: 5, rs2: 7, -24), Assembly.ebreak,
    ]
    func check(_ dut: Testbench<RISCVCore>) throws {
      var bench = CoreBench(dut, program: program)
      try bench.run()
      #expect(bench.word(512) == 21)
      let primes: [Int] = (2..<100).filter { bench.memory[$0] == 0 }
      let expected: [Int] = (2..<100).filter { number in !(2..<number).contains { number % $0 == 0 } }
      #expect(primes == expected)
    }
    try simulate(RISCVCore(), on: nativeAndIcarus()) { try check($0) }
  }

  /// An instruction a cycle where nothing waits.
  @Test func anInstructionACycle() throws {
    try simulate(RISCVCore()) { dut in
      let program = Assembly.clearRegisters + [Assembly.ebreak]
      var bench = CoreBench(dut, program: program)
      try bench.run()
      #expect(dut.cycle == 1 + program.count)
    }
  }
}
