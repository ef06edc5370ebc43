import Netlist
import RTL

/// The order in which registers take their next values, so that each is read by the others before it changes.
///
/// What only a register takes is computed straight into it. A register that others read waits for them; where they wait
/// for each other in a circle, one of them is kept aside until all others are done.
struct RegisterUpdate {
  private struct Item {
    /// Index of the register.
    var register: Int
    var level: Int32 = -1
    /// Whether the new value goes to a place of its own first.
    var isKeptAside = false
  }

  private let netlist: Netlist
  private let selection: InstructionSelection
  private var items: [Item] = []
  /// The item of each register; negative for a register that never changes.
  private var itemOfRegister: [Int]
  /// Whether a node is computed by the update itself.
  private(set) var isComputedInPlace: [Bool]

  init(_ netlist: Netlist, _ layout: SlotLayout, _ selection: InstructionSelection, registers: [Int]) {
    self.netlist = netlist
    self.selection = selection
    isComputedInPlace = [Bool](repeating: false, count: netlist.nodes.count)
    itemOfRegister = [Int](repeating: -1, count: netlist.registers.count)
    for index in registers {
      let register = netlist.registers[index]
      if register.next == register.node { continue }
      itemOfRegister[index] = items.count
      items.append(Item(register: index))
      let next = Int(register.next.raw)
      guard let choice = selection.choices[next], selection.useCounts[next] == 1 else { continue }
      let isPlain = choice.form.opcode != .wide && choice.form.opcode != .memoryRead
      isComputedInPlace[next] = isPlain
    }
  }

  /// The items of the registers that an item reads at the time of the update, without its own.
  private func readItems(_ item: Int) -> [Int] {
    let next = netlist.registers[items[item].register].next
    var sources: [NodeID] = []
    if isComputedInPlace[Int(next.raw)], let choice = selection.choices[Int(next.raw)] {
      if choice.operandCount > 0 { sources.append(choice.a) }
      if choice.operandCount > 1 { sources.append(choice.b) }
      if choice.operandCount > 2 { sources.append(choice.c) }
    } else {
      sources = [selection.layout.holder(of: next)]
    }
    var result: [Int] = []
    for source in sources where netlist.nodes[source].kind == .register {
      let read = itemOfRegister[Int(netlist.nodes[source].parameter)]
      if read >= 0, read != item, !result.contains(read) { result.append(read) }
    }
    return result
  }

  /// Gives each item a level above those of all items that read its register.
  mutating func order() {
    let reads = items.indices.map { readItems($0) }
    var waitingFor = [Int](repeating: 0, count: items.count)
    for read in reads { for item in read { waitingFor[item] += 1 } }
    var ready = items.indices.filter { waitingFor[$0] == 0 }
    for item in ready { items[item].level = 0 }
    var position = 0
    var oldestOpen = 0
    while true {
      while position < ready.count {
        let item = ready[position]
        position += 1
        for read in reads[item] {
          // An item kept aside waits for nobody.
          if items[read].isKeptAside { continue }
          items[read].level = max(items[read].level, items[item].level + 1)
          waitingFor[read] -= 1
          if waitingFor[read] == 0 { ready.append(read) }
        }
      }
      while oldestOpen < items.count, waitingFor[oldestOpen] == 0 || items[oldestOpen].isKeptAside { oldestOpen += 1 }
      guard oldestOpen < items.count else { return }
      items[oldestOpen].isKeptAside = true
      items[oldestOpen].level = 0
      ready.append(oldestOpen)
    }
  }

  /// The program of the update. Everything it reads has its slots.
  func program(_ layout: inout SlotLayout) -> Program {
    var assembly = ProgramAssembly()
    let last = (items.map(\.level).max() ?? 0) + 1
    for item in items {
      let register = netlist.registers[item.register]
      let width = netlist.nodes[register.node].width
      let home = layout.assign(register.node)
      let destination = item.isKeptAside ? layout.reserve(width: width) : home
      let next = Int(register.next.raw)
      if isComputedInPlace[next], let choice = selection.choices[next] {
        let instruction = Instruction(
          destination: UInt32(destination), a: UInt32(layout.assign(choice.a)), b: UInt32(layout.assign(choice.b)),
          c: UInt32(layout.assign(choice.c)))
        assembly.append(choice.form, instruction, level: item.level)
      } else {
        Self.copy(layout.assign(register.next), to: destination, width: width, level: item.level, &assembly)
      }
      if item.isKeptAside { Self.copy(destination, to: home, width: width, level: last, &assembly) }
    }
    return assembly.program()
  }

  private static func copy(
    _ source: Int, to destination: Int, width: Int, level: Int32, _ assembly: inout ProgramAssembly
  ) {
    if width > 64 {
      assembly.append(WideOperation(copy: source, to: destination, width: width), level: level)
    } else {
      let instruction = Instruction(destination: UInt32(destination), a: UInt32(source), b: 0, c: 0)
      assembly.append(InstructionForm(opcode: .copy), instruction, level: level)
    }
  }
}
