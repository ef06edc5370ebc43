import Netlist
import RTL

/// A write to a memory at the active edge.
struct MemoryWriteOperation {
  let memoryIndex: Int
  private let enable: Int
  private let address: Int
  private let addressWidth: Int
  private let value: Int
  private let valueWidth: Int
  private let wordWidth: Int
  private let low: Int

  init(_ write: Netlist.MemoryWrite, _ netlist: Netlist, _ layout: SlotLayout) {
    memoryIndex = write.memory
    enable = layout.slot(of: write.enable) ?? 0
    address = layout.slot(of: write.address) ?? 0
    addressWidth = netlist.nodes[write.address].width
    value = layout.slot(of: write.value) ?? 0
    valueWidth = netlist.nodes[write.value].width
    wordWidth = netlist.memories[write.memory].width
    low = write.low
  }

  /// The address when the write takes place; nil when it is off. An address of more than 64 bits counts as the highest one.
  @inline(__always)
  func activeAddress(_ slots: UnsafeMutablePointer<UInt64>) -> UInt64? {
    guard slots[enable] != 0 else { return nil }
    return WideValue(slots + address, width: addressWidth).small ?? .max
  }

  @inline(__always)
  func apply(
    _ slots: UnsafeMutablePointer<UInt64>, memory: UnsafeMutablePointer<UInt64>,
    regions: UnsafeMutablePointer<MemoryRegion>
  ) {
    let region = regions[memoryIndex]
    guard let index = activeAddress(slots), index < UInt64(region.depth) else { return }
    let target = memory + region.start + Int(index) * region.stride
    guard valueWidth == wordWidth else {
      let part = WideValue(slots + value, width: valueWidth)
      return WideValue(target, width: wordWidth).replace(with: part, at: low)
    }
    var word = 0
    while word < region.stride {
      target[word] = slots[value + word]
      word += 1
    }
  }
}

/// The value that reset gives a register.
struct RegisterReset {
  let kind: ClockDomain.Reset.Kind
  /// The number of the reset port.
  let port: PortSet
  /// An index into the netlist's domains.
  let domain: Int
  private let slot: Int
  private let words: [UInt64]

  func apply(_ slots: UnsafeMutablePointer<UInt64>) {
    for index in words.indices { slots[slot + index] = words[index] }
  }

  /// The resets of all registers that have one.
  static func all(_ netlist: Netlist, _ layout: SlotLayout) -> [RegisterReset] {
    let ports = netlist.design.top.resetPorts.map(\.name)
    return netlist.registers.compactMap { register in
      guard let value = register.resetValue, let slot = layout.slot(of: register.node),
        let reset = netlist.domains[register.domain].reset, let port = ports.firstIndex(of: reset.name)
      else { return nil }
      return RegisterReset(
        kind: reset.kind, port: PortSet(port), domain: register.domain, slot: slot, words: value.words)
    }
  }

  /// Gives the registers of domains without reset what they start with.
  static func applyPowerUp(_ netlist: Netlist, _ layout: SlotLayout, _ slots: UnsafeMutablePointer<UInt64>) {
    for register in netlist.registers {
      guard let value = register.powerUpValue, let slot = layout.slot(of: register.node) else { continue }
      for (index, word) in value.words.enumerated() { slots[slot + index] = word }
    }
  }
}

/// What happens in a design when some clocks have an edge at once.
struct ClockEdge {
  /// Computes what the registers and memories take; then the registers take it.
  let prepare: Program
  let commit: Program
  let memoryWrites: [MemoryWriteOperation]
  let watch: CheckWatch?
  let resets: [RegisterReset]

  init(domains: Set<Int>, _ compiler: inout ProgramCompiler, resets: [RegisterReset], checks: CheckTable?) {
    (prepare, commit) = compiler.compileClockEdge(domains: domains)
    let netlist = compiler.netlist
    let layout = compiler.layout
    memoryWrites = netlist.memoryWrites.filter { domains.contains($0.domain) }.map {
      MemoryWriteOperation($0, netlist, layout)
    }
    watch = CheckWatch(netlist, layout, checks, domains: domains)
    self.resets = resets.filter { domains.contains($0.domain) }
  }

  /// The domains that are active at the first and at the second edge of a cycle of some clocks of the top module.
  static func domains(of clocks: PortSet, in netlist: Netlist) -> (first: Set<Int>, second: Set<Int>) {
    var result: (first: Set<Int>, second: Set<Int>) = ([], [])
    let ports = netlist.design.top.clockPorts
    for (index, domain) in netlist.domains.enumerated() {
      guard let port = ports.firstIndex(where: { $0.name == domain.clock }), clocks.contains(PortSet(port)) else {
        continue
      }
      if ports[port].restsHigh || domain.edge == .rising {
        result.first.insert(index)
      } else {
        result.second.insert(index)
      }
    }
    return result
  }
}
