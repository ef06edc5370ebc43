import Netlist
import SimulationKernel

extension Partition {
  /// Puts the items into the order of execution: block by block, and within a block as many of one form together as can be.
  mutating func orderInstructions() {
    numberForms()
    let users = UserTable(items.count) { index, visit in
      visitSources(of: items[index]) { source in
        if items[source].block == items[index].block { visit(source) }
      }
    }
    var waitsFor = users.sourceCounts
    var ready = [[Int32]](repeating: [], count: forms.count)
    var remaining = [Int](repeating: 0, count: forms.count)
    var order: [Item] = []
    order.reserveCapacity(items.count)
    for block in itemsByBlock() {
      var open: [Int] = []
      for index in block {
        let form = Int(items[Int(index)].form)
        remaining[form] += 1
        guard waitsFor[Int(index)] == 0 else { continue }
        if ready[form].isEmpty { open.append(form) }
        ready[form].append(index)
      }
      var level: Int32 = 0
      while let form = Self.best(of: open, ready, remaining) {
        let batch = ready[form].sorted()
        ready[form].removeAll(keepingCapacity: true)
        open.removeAll { $0 == form }
        remaining[form] -= batch.count
        for index in batch {
          items[Int(index)].level = level
          order.append(items[Int(index)])
          for user in users.users(of: Int(index)) {
            waitsFor[Int(user)] -= 1
            guard waitsFor[Int(user)] == 0 else { continue }
            let next = Int(items[Int(user)].form)
            if ready[next].isEmpty { open.append(next) }
            ready[next].append(user)
          }
        }
        level += 1
      }
    }
    items = order
    for (index, item) in items.enumerated() where !item.isCopy { itemOfNode[Int(item.node.raw)] = Int32(index) }
  }

  /// The form to go on with: one of which no more can come if there is one, else the one with most instructions.
  private static func best(of open: [Int], _ ready: [[Int32]], _ remaining: [Int]) -> Int? {
    var best: Int?
    for form in open {
      if ready[form].count == remaining[form] { return form }
      if best.map({ ready[form].count > ready[$0].count }) ?? true { best = form }
    }
    return best
  }

  private mutating func numberForms() {
    var indexes: [InstructionForm: Int32] = [:]
    for index in items.indices {
      // Without a call that would copy the whole partition.
      let item = items[index]
      var form = InstructionForm(opcode: netlist.nodes[item.node].width > 64 ? .wide : .copy)
      if !item.isCopy, let choice = selection.choices[Int(item.node.raw)] { form = choice.form }
      if let known = indexes[form] {
        items[index].form = known
      } else {
        items[index].form = Int32(forms.count)
        indexes[form] = Int32(forms.count)
        forms.append(form)
      }
    }
  }

  private func itemsByBlock() -> [[Int32]] {
    var result = [[Int32]](repeating: [], count: blockCount)
    for (index, item) in items.enumerated() { result[Int(item.block)].append(Int32(index)) }
    return result
  }
}
