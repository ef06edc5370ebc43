/// A sequence of instructions, ready to be executed.
final class Program {
  let instructions: UnsafeMutablePointer<Instruction>
  let runs: UnsafeMutablePointer<InstructionRun>
  let runCount: Int
  let instructionCount: Int
  let wideOperations: [WideOperation]

  init(_ instructions: [Instruction], runs: [InstructionRun], wideOperations: [WideOperation]) {
    instructionCount = instructions.count
    runCount = runs.count
    self.instructions = .allocate(capacity: max(1, instructions.count))
    self.instructions.initialize(from: instructions, count: instructions.count)
    self.runs = .allocate(capacity: max(1, runs.count))
    self.runs.initialize(from: runs, count: runs.count)
    self.wideOperations = wideOperations
  }

  deinit {
    instructions.deallocate()
    runs.deallocate()
  }
}

/// The words of a memory among those of all memories.
struct MemoryRegion {
  /// Index of its first word.
  var start: Int
  var depth: Int
  /// Number of 64-bit words of an entry.
  var stride: Int
}
