import Foundation
import Verilog

/// Sends Verilog through a synthesis script of Yosys and takes the netlist back as Verilog.
public struct SynthesiseWithYosys: Sendable {
  /// The commands between reading the files and writing the netlist, separated by `;`.
  public var script: String
  public var tools: ToolLocator
  public var cache: CosimulationCache

  public init(script: String, tools: ToolLocator = .standard, cache: CosimulationCache = .shared) {
    self.script = script
    self.tools = tools
    self.cache = cache
  }

  /// The netlist of the design, one file.
  ///
  /// - Throws: A `CosimulationError` when Yosys is missing or refuses the design.
  public func netlist(of files: [VerilogFile], top: String) throws(CosimulationError) -> VerilogFile {
    let name = "netlist.out"
    let outputs = try YosysRun(tools: tools, cache: cache)
      .outputs([name], of: [script, "write_verilog -noattr \(name)"], on: files, top: top)
    return VerilogFile(name: "netlist.v", text: String(decoding: outputs[0], as: UTF8.self))
  }
}
