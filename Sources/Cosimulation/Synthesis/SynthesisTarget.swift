/// What a design is synthesised for.
public enum SynthesisTarget: String, Hashable, Sendable, CaseIterable {
  /// Gates with two inputs, and multiplexers: the cost in no particular technology.
  case generic
  /// Lattice iCE40.
  case ice40
  /// Lattice ECP5.
  case ecp5
  /// AMD Xilinx 7 series.
  case xilinx7
  /// AMD Xilinx UltraScale+.
  case xilinxup

  /// The commands of Yosys from the read design to cells of the target.
  ///
  /// In gates ABC keeps the structure: its usual script has the area in mind and makes slow adders of fast ones.
  package func commands(top: String, isFlat: Bool) -> [String] {
    switch self {
    case .generic:
      [
        "synth\(isFlat ? " -flatten" : "") -noabc -top \(top)",
        "abc -g AND,NAND,OR,NOR,XOR,XNOR,MUX -script +strash;map", "opt_clean",
      ]
    case .ice40: ["synth_ice40\(isFlat ? "" : " -noflatten") -top \(top)"]
    case .ecp5: ["synth_ecp5\(isFlat ? "" : " -noflatten") -top \(top)"]
    case .xilinx7: ["synth_xilinx -family xc7 -noiopad -noclkbuf\(isFlat ? " -flatten" : "") -top \(top)"]
    case .xilinxup: ["synth_xilinx -family xcup -noiopad -noclkbuf\(isFlat ? " -flatten" : "") -top \(top)"]
    }
  }

  /// The files of Yosys that say what the cells of the target do, the first one including the others; none for gates, which
  /// Verilog has itself.
  package var cellModels: [String] {
    switch self {
    case .generic: []
    case .ice40: ["ice40/cells_sim.v"]
    case .ecp5: ["ecp5/cells_sim.v", "ecp5/cells_ff.vh", "ecp5/cells_io.vh"]
    case .xilinx7, .xilinxup: ["xilinx/cells_sim.v"]
    }
  }
}
