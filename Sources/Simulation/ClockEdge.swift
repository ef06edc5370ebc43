import Netlist
import RTL

/// A write to a memory at the active edge.
struct MemoryWriteOperation {
  private let memoryIndex: Int
  private let enable: Int
  private let address: Int
  private let addressWidth: Int
  private let value: Int

  init(_ write: Netlist.MemoryWrite, _ netlist: Netlist, _ layout: SlotLayout) {
    memoryIndex = write.memory
    enable = layout.slot(of: write.enable) ?? 0
    address = layout.slot(of: write.address) ?? 0
    addressWidth = netlist.nodes[write.address].width
    value = layout.slot(of: write.value) ?? 0
  }

  @inline(__always)
  func apply(
    _ slots: UnsafeMutablePointer<UInt64>, memory: UnsafeMutablePointer<UInt64>,
    regions: UnsafeMutablePointer<MemoryRegion>
  ) {
    guard slots[enable] != 0 else { return }
    let region = regions[memoryIndex]
    guard let index = WideValue(slots + address, width: addressWidth).small, index < UInt64(region.depth) else {
      return
    }
    let target = memory + region.start + Int(index) * region.stride
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
  private let slot: Int
  private let words: [UInt64]

  func apply(_ slots: UnsafeMutablePointer<UInt64>) {
    for index in words.indices { slots[slot + index] = words[index] }
  }

  /// The resets of all registers that have one.
  static func all(_ netlist: Netlist, _ layout: SlotLayout) -> [RegisterReset] {
    netlist.registers.compactMap { register in
      guard let value = register.resetValue, let slot = layout.slot(of: register.node) else { return nil }
      return RegisterReset(kind: register.resetKind, slot: slot, words: value.words)
    }
  }

  /// Gives the registers of domains without reset what they start with.
  static func applyPowerUp(_ netlist: Netlist, _ layout: SlotLayout, _ slots: UnsafeMutablePointer<UInt64>) {
    for register in netlist.registers {
      guard let value = register.powerUpValue, let slot = layout.slot(of: register.node) else { continue }
      RegisterReset(kind: register.resetKind, slot: slot, words: value.words).apply(slots)
    }
  }
}
