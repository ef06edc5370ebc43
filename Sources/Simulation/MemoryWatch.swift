import Netlist
import RTL

/// Finds, at each active edge, the accesses to memories that are errors: addresses beyond the depth, and reads of words that
/// are being written where the read port says that this must not happen.
struct MemoryWatch {
  private struct Read {
    let check: Netlist.MemoryReadCheck
    let enable: Int
    let address: Int
    let addressWidth: Int
    let reachesBeyond: Bool
  }

  private let reads: [Read]
  /// The writes of each memory, with where they were written down.
  private let writes: [(operation: MemoryWriteOperation, place: Place, reachesBeyond: Bool)]
  private let names: [String]
  private let depths: [UInt64]

  /// `operations` are the writes of some domains, in the order of the netlist. Nil when nothing can go wrong there.
  init?(_ netlist: Netlist, _ layout: SlotLayout, _ operations: [MemoryWriteOperation], domains: Set<Int>) {
    let depths = netlist.memories.map { UInt64($0.depth) }
    func reachesBeyond(_ address: NodeID, _ memory: Int) -> Bool {
      let width = netlist.nodes[address].width
      if let constant = netlist.constantValue(of: address) {
        return constant.significantBits > 63 || UInt64(constant.low) >= depths[memory]
      }
      return width >= 64 || UInt64(1) << UInt64(width) > depths[memory]
    }
    reads = netlist.memoryReadChecks.compactMap { check in
      let beyond = reachesBeyond(check.address, check.memory)
      guard domains.contains(check.domain), beyond || check.forbidsWrites else { return nil }
      return Read(
        check: check, enable: layout.slot(of: check.enable) ?? 0, address: layout.slot(of: check.address) ?? 0,
        addressWidth: netlist.nodes[check.address].width, reachesBeyond: beyond)
    }
    writes = zip(operations, netlist.memoryWrites.filter { domains.contains($0.domain) }).map { operation, write in
      (operation, write.place, reachesBeyond(write.address, write.memory))
    }
    guard !reads.isEmpty || writes.contains(where: \.reachesBeyond) else { return nil }
    self.depths = depths
    names = netlist.memories.map { netlist.path(of: $0) }
  }

  /// What goes wrong at an edge, when all that the memories take is known and before they take it.
  func violations(_ slots: UnsafeMutablePointer<UInt64>, edge: Int) -> [SimulationViolation] {
    var found: [SimulationViolation] = []
    func add(_ message: String, _ place: Place) {
      // The parts of a masked write are one write.
      let violation = SimulationViolation(edge: edge, message: message, place: place)
      if !found.contains(violation) { found.append(violation) }
    }
    for read in reads where slots[read.enable] != 0 {
      let memory = read.check.memory
      let address = WideValue(slots + read.address, width: read.addressWidth)
      let index = address.small ?? .max
      if index >= depths[memory] {
        add("read of address \(address.bits.decimalString(signed: false)) of \(described(memory))", read.check.place)
      } else if read.check.forbidsWrites {
        let isWritten = writes.contains {
          $0.operation.memoryIndex == memory && $0.operation.activeAddress(slots) == index
        }
        if isWritten {
          add("read of address \(index) of memory '\(names[memory])' while it is written", read.check.place)
        }
      }
    }
    for write in writes where write.reachesBeyond {
      let memory = write.operation.memoryIndex
      guard let index = write.operation.activeAddress(slots), index >= depths[memory] else { continue }
      let address = write.operation.address(slots).decimalString(signed: false)
      add("write to address \(address) of \(described(memory))", write.place)
    }
    return found
  }

  private func described(_ memory: Int) -> String {
    "memory '\(names[memory])', which has \(depths[memory] == 1 ? "1 word" : "\(depths[memory]) words")"
  }
}
