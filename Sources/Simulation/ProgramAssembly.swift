import Netlist
import RTL

/// Puts instructions into an order of execution: by level, and within a level equal forms side by side.
struct ProgramAssembly {
  private struct Entry {
    var instruction: Instruction
    var level: Int32
    var form: Int32
  }

  private var entries: [Entry] = []
  private var forms: [InstructionForm] = []
  private var formIndexes: [InstructionForm: Int32] = [:]
  private var levelCount: Int32 = 0
  private var wideOperations: [WideOperation] = []

  mutating func append(_ form: InstructionForm, _ instruction: Instruction, level: Int32) {
    var index = formIndexes[form]
    if index == nil {
      index = Int32(forms.count)
      formIndexes[form] = index
      forms.append(form)
    }
    entries.append(Entry(instruction: instruction, level: level, form: index ?? 0))
    levelCount = max(levelCount, level + 1)
  }

  mutating func append(_ operation: WideOperation, level: Int32) {
    let instruction = Instruction(destination: 0, a: UInt32(wideOperations.count), b: 0, c: 0)
    wideOperations.append(operation)
    append(InstructionForm(opcode: .wide), instruction, level: level)
  }

  func program() -> Program {
    let byForm = Self.sorted(entries, keyCount: forms.count) { Int($0.form) }
    let ordered = Self.sorted(byForm, keyCount: Int(levelCount)) { Int($0.level) }
    var runs: [InstructionRun] = []
    var lastForm: Int32 = -1
    for entry in ordered {
      if entry.form == lastForm {
        runs[runs.count - 1].count += 1
      } else {
        runs.append(InstructionRun(form: forms[Int(entry.form)], count: 1))
        lastForm = entry.form
      }
    }
    return Program(ordered.map(\.instruction), runs: runs, wideOperations: wideOperations)
  }

  /// Sorts by a small key and keeps the order of equal ones.
  private static func sorted(_ entries: [Entry], keyCount: Int, key: (Entry) -> Int) -> [Entry] {
    var starts = [Int](repeating: 0, count: keyCount + 1)
    for entry in entries { starts[key(entry) + 1] += 1 }
    for index in 0..<keyCount { starts[index + 1] += starts[index] }
    var result = entries
    for entry in entries {
      let position = starts[key(entry)]
      result[position] = entry
      starts[key(entry)] = position + 1
    }
    return result
  }
}
