import Bitloom
import Simulation
import Testbench
import Testing

/// What must not happen with memories is told, with what and where.
@Suite struct MemoryViolationTests {
  private func violations(_ module: BlockMemory, _ body: (Testbench<BlockMemory>) throws -> Void) throws -> [String] {
    try simulate(module) { dut in
      try body(dut)
      return dut.takeViolations().map { $0.description.replacing(/\(.*Samples.swift:[0-9]+:[0-9]+\)/, with: "@") }
    }
  }

  @Test func addressesBeyondTheDepth() throws {
    let found = try violations(BlockMemory(depth: 300, hasEnable: true)) { dut in
      (dut.store, dut.storeAddress, dut.load, dut.loadAddress) = (0, 300, 0, 511)
      dut.step()
      (dut.store, dut.load) = (1, 1)
      dut.step()
      (dut.storeAddress, dut.loadAddress) = (299, 299)
      dut.step()
    }
    let memory = "memory 'block_memory.storage', which has 300 words"
    let read = "clock edge 2: read of address 511 of \(memory) @"
    let write = "clock edge 2: write to address 300 of \(memory) @"
    let expected: [String] = [write, read]
    #expect(found == expected)
  }

  @Test func readsOfWordsThatAreWritten() throws {
    for duringWrite in ReadDuringWrite.allCases {
      let module = BlockMemory(depth: 300, duringWrite: duringWrite, hasEnable: true, lanes: 2)
      let found = try violations(module) { dut in
        (dut.store, dut.storeAddress, dut.load, dut.loadAddress, dut.mask) = (1, 7, 0, 7, 3)
        dut.step()
        dut.load = 1
        dut.step()
        dut.mask = 0
        dut.step()
        dut.mask = 1
        dut.storeAddress = 8
        dut.step()
      }
      let sentence = "clock edge 2: read of address 7 of memory 'block_memory.storage' while it is written @"
      let expected: [String] = duringWrite == .undefined ? [sentence] : []
      #expect(found == expected)
    }
  }

  /// A violation that nobody has taken ends the simulation with an error.
  @Test func aViolationIsAnError() throws {
    let error = #expect(throws: TestbenchError.self) {
      try simulate(BlockMemory(depth: 300)) { dut in
        dut.loadAddress = 300
        for _ in 0..<12 { dut.step() }
      }
    }
    let lines = (error?.description ?? "").split(separator: "\n")
    #expect(lines.count == 11)
    #expect(lines.first?.hasPrefix("clock edge 1: read of address 300 of memory 'block_memory.storage'") == true)
    #expect(lines.last == "... and 2 more")
  }
}
