import Verilog

/// What cells do that Yosys 0.23 only names: the block memories of ECP5 and Xilinx 7, and the multiplier of ECP5.
///
/// Names, widths and the order of bits are those that Yosys' own mapping files assume: which half of a word of 36 bits comes out of
/// `DOA` of an ECP5, say, was inferred from there. What a port shows while it writes, what resets do and what is undefined follows
/// the descriptions in the families' manuals. Nothing was compared with the vendors' models or with a chip, so a mistake that Yosys'
/// files and these models share is not seen.
///
/// What Yosys makes use of is modelled: widths, byte enables, what a port shows while it writes, resets, initial contents. A parameter with another value ends the simulation with `$fatal`, and what the manuals
/// leave undefined is unknown: a word that one port writes while the other one reads it, say.
package struct CellModels {
  /// The cells of a target that have a model here.
  package let cells: [String]
  private let text: String

  /// Begins the names of the models: Yosys has empty modules of the cells' own names.
  private static let prefix = "bitloom_"

  /// The models for a target; nil where Yosys has all of them.
  package init?(for target: SynthesisTarget) {
    switch target {
    case .generic, .ice40, .xilinxup: return nil
    case .ecp5:
      cells = ["DP16KD", "MULT18X18D"]
      text = [BlockMemoryModel.text, Self.ecp5Memory, Self.ecp5Multiplier].joined(separator: "\n")
    case .xilinx7:
      cells = ["RAMB18E1", "RAMB36E1"]
      text = [BlockMemoryModel.text, Self.xilinxMemory(isHalf: true), Self.xilinxMemory(isHalf: false)]
        .joined(separator: "\n")
    }
  }

  /// The name of the model of a cell.
  package static func name(ofCell cell: String) -> String { prefix + cell }

  /// Commands of Yosys that put the models in the place of the cells of a netlist.
  var commands: [String] { cells.map { "chtype -set \(Self.name(ofCell: $0)) t:\($0)" } }

  /// The models, for a simulator of SystemVerilog.
  package var file: VerilogFile { VerilogFile(name: "cell_models.sv", text: text) }

  /// Whether a netlist has any of the cells.
  func areIn(_ netlist: VerilogFile) -> Bool { cells.contains { netlist.text.contains(Self.name(ofCell: $0)) } }

  /// Statements that end the simulation where a parameter has a value that is not modelled.
  static func refusals(_ cell: String, _ cases: [(condition: String, text: String)]) -> String {
    cases.map { "  initial if (\($0.condition)) $fatal(0, \"\(cell): \($0.text)\");\n" }.joined()
  }

  /// Calls of a task with the number of each of the parameters that hold initial contents, and with its value.
  static func loading(_ task: String, _ name: String, _ count: Int) -> String {
    (0..<count).map { "    \(task)(\($0), \(contentsName(name, $0)));\n" }.joined()
  }

  /// Declarations of the parameters that hold initial contents.
  static func contentsParameters(_ name: String, _ count: Int, bits: Int) -> String {
    (0..<count).map { "  parameter [\(bits - 1):0] \(contentsName(name, $0)) = 0,\n" }.joined()
  }

  /// `INIT_0A`
  private static func contentsName(_ name: String, _ number: Int) -> String {
    let digits = String(number, radix: 16, uppercase: true)
    return "\(name)_\(number < 16 ? "0" : "")\(digits)"
  }
}
