import SimulationKernel

/// The tables of a program while they are made.
struct ProgramTables {
  var runs: [KernelRun] = []
  var instructions: [KernelInstruction] = []
  var wideOperations: [KernelWideOperation] = []
  var blocks: [KernelBlock] = []
  var transfers: [KernelTransfer] = []
  var writes: [KernelMemoryWrite] = []
  var checks: [KernelCheck] = []

  /// The form of the last run when more instructions can join it.
  private var openForm: InstructionForm?
  /// From so many on, instructions without a list are quicker.
  private static let shortestAdjacent = 4

  /// What follows does not belong to the runs before.
  mutating func startBlock() { openForm = nil }

  /// Adds instructions of a form, of which none reads what another one gives.
  mutating func append(_ form: InstructionForm, _ list: [KernelInstruction]) {
    let hasList = form.opcode == .wide || form.opcode == .memoryRead
    var start = 0
    while start < list.count {
      let count = hasList ? 1 : Self.adjacentCount(list[start...])
      if count >= Self.shortestAdjacent {
        let first = list[start]
        let second = list[start + 1]
        var run = Self.run(form, count: count)
        run.isAdjacent = 1
        (run.destination, run.a, run.b, run.c) = (first.destination, first.a, first.b, first.c)
        run.stepA = UInt8(second.a - first.a)
        run.stepB = UInt8(second.b - first.b)
        run.stepC = UInt8(second.c - first.c)
        runs.append(run)
        openForm = nil
        start += count
        continue
      }
      if openForm == form {
        runs[runs.count - 1].count += 1
      } else {
        runs.append(Self.run(form, count: 1))
        openForm = form
      }
      instructions.append(list[start])
      start += 1
    }
  }

  private static func run(_ form: InstructionForm, count: Int) -> KernelRun {
    KernelRun(
      s: form.s, t: form.t, mask: form.mask, count: UInt32(count), opcode: form.opcode, isAdjacent: 0, stepA: 0,
      stepB: 0, stepC: 0, destination: 0, a: 0, b: 0, c: 0)
  }

  /// How many of the first instructions have adjacent results, and operands that are adjacent or the same.
  private static func adjacentCount(_ list: ArraySlice<KernelInstruction>) -> Int {
    guard list.count > 1 else { return list.count }
    let (first, second) = (list[list.startIndex], list[list.startIndex + 1])
    let (a, b, c) = (second.a &- first.a, second.b &- first.b, second.c &- first.c)
    guard a <= 1, b <= 1, c <= 1 else { return 1 }
    var last = first
    var count = 1
    for next in list.dropFirst() {
      guard next.destination == last.destination + 1, next.a &- last.a == a, next.b &- last.b == b,
        next.c &- last.c == c
      else { break }
      last = next
      count += 1
    }
    return count
  }
}
