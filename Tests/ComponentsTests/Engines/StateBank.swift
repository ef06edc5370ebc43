import Bitloom

/// Registers and memories in every manner of use.
struct StateBank: Module {
  struct IO: Interface {
    @Input var number: Signal = .signed(6)
    @Input var address: Signal = .unsigned(3)
    @Input var other: Signal = .unsigned(3)
    @Input var first: Signal = .bit
    @Input var second: Signal = .bit
    /// Two registers that exchange their contents.
    @Output var left: Signal = .signed(6)
    @Output var right: Signal = .signed(6)
    /// A ring of three.
    @Output var ring: [Signal]
    /// Holds, counts down or takes a number; the later statement wins.
    @Output var ordered: Signal = .unsigned(4)
    /// Set in parts.
    @Output var parts: Signal = .unsigned(8)
    /// A word read without a clock, one read through a register, and one of more than 64 bits.
    @Output var word: Signal = .signed(6)
    @Output var registered: Signal = .signed(6)
    @Output var wide: Signal = .signed(70)
    /// A wire with a default, changed by conditions, and one computed from it.
    @Output var chosen: Signal = .unsigned(4)
    @Output var follower: Signal = .unsigned(4)
    /// Two wires in one block of conditions, of which the earlier one is made from the later one.
    @Output var earlier: Signal = .unsigned(4)
    @Output var later: Signal = .unsigned(4)
    @Output var shifted: Signal = .signed(70)
  }
  var ports: IO { IO(ring: .unsigned(2, count: 3)) }

  func build(_ io: IO) {
    buildRegisters(io)
    buildMemories(io)
    buildWires(io)
  }

  private func buildRegisters(_ io: IO) {
    let left = register("left_half", .signed(6), reset: -5)
    let right = register("right_half", .signed(6), reset: 9)
    when(io.first) {
      left <== right
      right <== left
    }.elseWhen(io.second) {
      left <== io.number
    }
    io.left <== left
    io.right <== right

    let ring = (0..<3).map { register("ring_place_\($0)", .unsigned(2), reset: $0 + 1) }
    when(io.second) {
      for index in 0..<3 { ring[index] <== ring[(index + 1) % 3] }
    }
    for index in 0..<3 { io.ring[index] <== ring[index] }

    let ordered = register("ordered_count", .unsigned(4), reset: 11)
    when(io.first) { ordered <== ordered &- 1 }
    when(io.second) { ordered <== cat(io.first, io.address) }
    when(io.number == -1) { ordered <== 6 }
    io.ordered <== ordered

    let parts = register("part_bits", .unsigned(8), reset: 0x5a)
    when(io.first) { parts[3...0] <== io.number[3...0] }
    when(io.second) { parts[6...3] <== parts[3...0] }
    parts[7] <== io.number[5]
    io.parts <== parts

    let shifted = register("shift_chain", .signed(70), reset: -1)
    shifted <== cat(shifted[63...0], io.number).asSigned
    io.shifted <== shifted
  }

  private func buildMemories(_ io: IO) {
    // Five words: three of the addresses are beyond the end.
    let storage = memory("storage", .signed(6), depth: 5)
    when(io.first) { storage.write(io.number, at: io.address) }
    when(io.second) { storage.write(io.left, at: io.other) }
    io.word <== storage.read(at: io.address)
    io.registered <== storage.read(at: io.other).registered("registered_word")
    let wideStorage = memory("wide_storage", .signed(70), depth: 8)
    when(io.first) {
      wideStorage.write(io.shifted, at: io.address)
    }.elseWhen(io.second) {
      wideStorage.write(~io.shifted, at: io.address)
    }
    io.wide <== wideStorage.read(at: io.other)
  }

  private func buildWires(_ io: IO) {
    let chosen = wire("choice", .unsigned(4))
    chosen <== 3
    when(io.first) {
      chosen <== io.ordered
      when(io.second) { chosen <== io.address }
    }
    let (earlier, later) = (wire("earlier_wire", .unsigned(4)), wire("later_wire", .unsigned(4)))
    earlier <== 0
    later <== 9
    when(io.second) {
      earlier <== later &+ 1
      later <== io.address.extended(to: 4)
    } otherwise: {
      earlier <== later ^ 15
    }
    io.earlier <== earlier
    io.later <== later
    io.follower <== chosen ^ 5
    io.chosen <== chosen
  }
}
