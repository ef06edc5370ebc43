import Netlist
import RTL
import SimulationKernel

extension ProgramBuilder {
  mutating func addWriteBlocks() {
    for index in writeOrder {
      let write = netlist.memoryWrites[index]
      tables.writes.append(
        KernelMemoryWrite(
          memory: UInt32(write.memory), enable: UInt32(layout.assign(write.enable)),
          address: UInt32(layout.assign(write.address)), addressWidth: UInt32(netlist.nodes[write.address].width),
          value: UInt32(layout.assign(write.value)), valueWidth: UInt32(netlist.nodes[write.value].width),
          low: UInt32(write.low)))
    }
    for special in writeBlocks {
      var block = KernelBlock()
      block.firstWrite = UInt32(special.range.lowerBound)
      block.writeCount = UInt32(special.range.count)
      tables.blocks.append(block)
    }
  }

  mutating func addCheckBlocks() {
    for check in netlist.checks {
      let condition = check.condition.map { layout.assign($0) }
      for value in check.values { _ = layout.assign(value) }
      let isToldWhenItHolds = check.kind == .cover || check.kind == .display
      tables.checks.append(
        KernelCheck(
          enable: UInt32(layout.assign(check.enable)), condition: UInt32(condition ?? 0),
          hasCondition: condition != nil, expected: isToldWhenItHolds))
    }
    for special in checkBlocks {
      var block = KernelBlock()
      block.firstCheck = UInt32(special.range.lowerBound)
      block.checkCount = UInt32(special.range.count)
      tables.blocks.append(block)
    }
  }
}
