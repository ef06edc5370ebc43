import Bitloom
import Testbench

@testable import Examples

/// A core with its two memories, compared with the instruction set simulator instruction by instruction.
struct CoreBench {
  let dut: Testbench<RISCVCore>
  let program: [UInt32]
  private(set) var memory: [UInt8]
  private(set) var instructions = 0
  private var model: InstructionSetSimulator
  private var random: SeededGenerator
  private let waitProbability: Double
  private let fetchAddress: Port
  private let instruction: Port

  /// - Parameter waitProbability: How often the data bus makes the core wait for a cycle.
  init(
    _ dut: Testbench<RISCVCore>, program: [UInt32], memory: [UInt8] = [UInt8](repeating: 0, count: 1024),
    waitProbability: Double = 0, seed: UInt64 = 1
  ) {
    self.dut = dut
    self.program = program
    self.memory = memory
    self.waitProbability = waitProbability
    model = InstructionSetSimulator(program: program, memory: memory)
    random = SeededGenerator(seed: seed)
    fetchAddress = dut.port(\.fetchAddress)
    instruction = dut.port(\.instruction)
  }

  /// Runs until the core stops, and compares every step and the memory at the end.
  mutating func run(limit: Int = 20_000) throws {
    var pc = fetchAddress.value
    try require(pc, 0, "the first address")
    dut.step()
    for cycle in 0..<limit {
      let word = pc / 4 < program.count ? program[pc / 4] : Assembly.ebreak
      instruction.value = Int(word)
      let isReady = !random.chance(waitProbability)
      dut.data.ready = isReady ? 1 : 0
      dut.data.readData = isReady ? wordInMemory : random.number(below: 1 << 32)
      let place = "cycle \(cycle), address \(pc), instruction \(String(word, radix: 16)):"
      if dut.isTrapped == 1 {
        try require(Int(model.pc), pc, "\(place) where the model stops")
        try require(model.isTrapped, true, "\(place) whether the model has stopped")
        try require(memory, model.memory, "\(place) the memory at the end")
        return
      }
      let isWaiting = dut.data.valid == 1 && !isReady
      if !isWaiting {
        try require(Int(model.pc), pc, "\(place) the model's address")
        let access = model.step()
        try require(observed, access, "\(place) the access")
        if let access { write(access) }
        instructions += 1
      }
      pc = fetchAddress.value
      dut.step()
    }
    throw GoldenDifference(description: "the program did not end within \(limit) cycles")
  }

  private var wordInMemory: Int { Int(word(dut.data.address % memory.count & ~3)) }

  private var observed: InstructionSetSimulator.Access? {
    guard dut.data.valid == 1 else { return nil }
    let strobes = dut.data.strobes
    var lanes: UInt32 = 0
    for lane in 0..<4 where strobes >> lane & 1 == 1 { lanes |= 0xff << UInt32(8 * lane) }
    let data = UInt32(truncatingIfNeeded: dut.data.writeData)
    return .init(address: UInt32(dut.data.address), strobes: strobes, data: data & lanes)
  }

  private mutating func write(_ access: InstructionSetSimulator.Access) {
    let start = Int(access.address) % memory.count & ~3
    for lane in 0..<4 where access.strobes >> lane & 1 == 1 {
      memory[start + lane] = UInt8(truncatingIfNeeded: access.data >> (8 * UInt32(lane)))
    }
  }

  /// A word of the memory as the program left it.
  func word(_ address: Int) -> UInt32 {
    let bytes: ArraySlice<UInt8> = memory[address..<address + 4]
    return bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
