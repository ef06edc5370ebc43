import Netlist
import RTL

/// The asynchronous resets that a design makes itself: they act as soon as they come, not at an edge.
struct MadeResets {
  /// A register with the slot that says whether it is reset.
  private struct Target {
    let isActive: Int
    let slot: Int
    let words: [UInt64]
  }

  /// Computes which resets are active.
  private let program: Program
  private let targets: [Target]

  /// Nil when the design makes no asynchronous reset.
  init?(_ compiler: inout ProgramCompiler) {
    let registers = compiler.netlist.registers.filter { $0.asynchronousReset != nil }
    if registers.isEmpty { return nil }
    var nodes: [NodeID] = []
    for register in registers {
      if let reset = register.asynchronousReset, !nodes.contains(reset.isActive) { nodes.append(reset.isActive) }
    }
    program = compiler.compile(results: nodes)
    let layout = compiler.layout
    targets = registers.compactMap { register in
      guard let reset = register.asynchronousReset, let isActive = layout.slot(of: reset.isActive),
        let slot = layout.slot(of: register.node)
      else { return nil }
      return Target(isActive: isActive, slot: slot, words: reset.value.words)
    }
  }

  /// Sets the registers whose resets are active, and those whose resets follow from these registers, until nothing changes.
  ///
  /// A register never makes its own reset in a design that was checked, so that this ends; otherwise it ends all the same.
  func apply(
    _ slots: UnsafeMutablePointer<UInt64>, memory: UnsafeMutablePointer<UInt64>,
    regions: UnsafeMutablePointer<MemoryRegion>
  ) {
    for _ in 0...targets.count {
      program.execute(slots, memory: memory, regions: regions)
      var changes = false
      for target in targets where slots[target.isActive] != 0 {
        for index in target.words.indices where slots[target.slot + index] != target.words[index] {
          slots[target.slot + index] = target.words[index]
          changes = true
        }
      }
      if !changes { return }
    }
  }
}
