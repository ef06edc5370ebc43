import Cosimulation

extension SynthesisTarget {
  /// What a cell of the target is.
  public func kind(ofCell type: String) -> CellKind {
    for (kind, prefixes) in prefixes where prefixes.contains(where: { type.hasPrefix($0) }) { return kind }
    return .other
  }

  private var prefixes: [(CellKind, [String])] {
    switch self {
    case .generic:
      [
        (.flipFlop, ["$_DFF", "$_SDFF", "$_ALDFF", "$_FF_", "$_SR_", "$_DLATCH"]),
        (.gate, ["$_"]),
      ]
    case .ice40:
      [
        (.lookupTable, ["SB_LUT4"]), (.carry, ["SB_CARRY"]), (.flipFlop, ["SB_DFF"]), (.blockMemory, ["SB_RAM"]),
        (.multiplier, ["SB_MAC16"]),
      ]
    case .ecp5:
      [
        (.lookupTable, ["LUT4"]), (.multiplexer, ["PFUMX", "L6MUX21"]), (.carry, ["CCU2C"]),
        (.flipFlop, ["TRELLIS_FF"]), (.distributedMemory, ["TRELLIS_DPR16X4"]), (.blockMemory, ["DP16KD", "PDPW16KD"]),
        (.multiplier, ["MULT18X18D", "ALU54B"]),
      ]
    case .xilinx7, .xilinxup:
      [
        (.lookupTable, ["LUT", "INV"]), (.multiplexer, ["MUXF"]), (.carry, ["CARRY", "MUXCY", "XORCY"]),
        (.flipFlop, ["FD", "LD"]), (.distributedMemory, ["RAM32", "RAM64", "RAM128", "RAM256", "RAM512", "SRL"]),
        (.blockMemory, ["RAMB", "URAM"]), (.multiplier, ["DSP48"]),
      ]
    }
  }
}

/// What a cell of a netlist is.
public enum CellKind: String, Hashable, Sendable, CaseIterable {
  case gate, lookupTable, multiplexer, carry, flipFlop, distributedMemory, blockMemory, multiplier, other

  /// Whether a signal goes through it within a cycle.
  var isCombinational: Bool {
    switch self {
    case .gate, .lookupTable, .multiplexer, .carry: true
    case .flipFlop, .distributedMemory, .blockMemory, .multiplier, .other: false
    }
  }
}
