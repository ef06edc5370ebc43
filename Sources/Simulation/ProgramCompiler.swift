import Netlist
import RTL

/// Compiles the parts of a netlist to programs.
struct ProgramCompiler {
  let netlist: Netlist
  private(set) var layout: SlotLayout

  init(_ netlist: Netlist) {
    self.netlist = netlist
    layout = SlotLayout(netlist)
  }

  /// A program that computes the values of some nodes into their slots.
  mutating func compile(results: [NodeID]) -> Program {
    let selection = InstructionSelection(netlist, layout, results: results)
    var assembly = ProgramAssembly()
    emit(selection, into: &assembly) { _ in false }
    for node in results { _ = layout.assign(node) }
    return assembly.program()
  }

  /// The program of what the registers and memories of some domains take at an edge, and the one that then updates the
  /// registers.
  mutating func compileClockEdge(domains: Set<Int>) -> (prepare: Program, commit: Program) {
    let registers = netlist.registers.indices.filter { domains.contains(netlist.registers[$0].domain) }
    var results = registers.map { netlist.registers[$0].next }
    for write in netlist.memoryWrites where domains.contains(write.domain) {
      results += [write.enable, write.address, write.value]
    }
    for check in netlist.checks where domains.contains(check.domain) {
      results += [check.enable] + (check.condition.map { [$0] } ?? []) + check.values
    }
    let selection = InstructionSelection(netlist, layout, results: results)
    var update = RegisterUpdate(netlist, layout, selection, registers: registers)
    update.order()
    var assembly = ProgramAssembly()
    emit(selection, into: &assembly) { update.isComputedInPlace[Int($0.raw)] }
    for node in results where !update.isComputedInPlace[Int(node.raw)] { _ = layout.assign(node) }
    let commit = update.program(&layout)
    return (assembly.program(), commit)
  }

  /// Emits the chosen instructions, except those of the nodes that `isLeftOut`.
  private mutating func emit(
    _ selection: InstructionSelection, into assembly: inout ProgramAssembly, isLeftOut: (NodeID) -> Bool
  ) {
    var levels = [Int32](repeating: 0, count: netlist.nodes.count)
    for index in netlist.nodes.indices {
      guard let choice = selection.choices[index] else { continue }
      let id = NodeID(index)
      var level: Int32 = 0
      if choice.operandCount > 0 { level = max(level, levels[Int(choice.a.raw)]) }
      if choice.operandCount > 1 { level = max(level, levels[Int(choice.b.raw)]) }
      if choice.operandCount > 2 { level = max(level, levels[Int(choice.c.raw)]) }
      levels[index] = level + 1
      let a = choice.operandCount > 0 ? layout.assign(choice.a) : 0
      let b = choice.operandCount > 1 ? layout.assign(choice.b) : 0
      let c = choice.operandCount > 2 ? layout.assign(choice.c) : 0
      if isLeftOut(id) { continue }
      let node = netlist.nodes[id]
      let destination = layout.assign(id)
      if choice.form.opcode == .wide {
        let aWidth = node.kind.operandCount > 0 ? netlist.nodes[node.a].width : 0
        let bWidth = node.kind.operandCount > 1 ? netlist.nodes[node.b].width : 0
        let operation = WideOperation(
          node, destination: destination, a: a, b: b, c: c, aWidth: aWidth, bWidth: bWidth)
        assembly.append(operation, level: level)
        continue
      }
      // The second operand of a read is the number of the memory.
      let second = node.kind == .memoryRead ? Int(node.parameter) : b
      let instruction = Instruction(
        destination: UInt32(destination), a: UInt32(a), b: UInt32(second), c: UInt32(c))
      assembly.append(choice.form, instruction, level: level)
    }
  }
}
