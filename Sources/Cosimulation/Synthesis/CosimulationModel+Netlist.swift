import Foundation
import RTL
import Verilog

extension CosimulationModel {
  /// The netlist of a design, flat, with Yosys' models of the target's cells, and with `CellModels` of those for which it has
  /// none. It has no checks and opens no memories.
  ///
  /// - Throws: A `CosimulationError` when Yosys is missing, refuses the design, or has no models.
  public init(
    netlistOf design: Design, for target: SynthesisTarget, tools: ToolLocator = .standard,
    cache: CosimulationCache = .shared
  ) throws {
    let top = design.top.name
    let own = CellModels(for: target)
    let script = (target.commands(top: top, isFlat: true) + (own?.commands ?? [])).joined(separator: "; ")
    var netlist = try SynthesiseWithYosys(script: script, tools: tools, cache: cache)
      .netlist(of: VerilogEmitter(dialect: .systemVerilog).emit(design), top: top)
    // As SystemVerilog, in which the clock has its level before anything runs.
    netlist.name = "netlist.sv"
    let models = try target.cellModels.enumerated().map { index, path throws(CosimulationError) in
      // Icarus knows no default values of ports, which the models of iCE40 have; Yosys connects all of them.
      let text = "`define NO_ICE40_DEFAULT_ASSIGNMENTS\n" + (try Self.yosysFile(path, tools))
      var file = VerilogFile(name: (path as NSString).lastPathComponent, text: text)
      file.isCompiled = index == 0
      return file
    }
    var files = [netlist] + models
    if let own, own.areIn(netlist) { files.append(own.file) }
    self.init(
      files: files, top: top, ports: design.top.ports, clocks: design.top.clockPorts,
      resets: design.top.resetPorts)
  }

  /// A file that comes with Yosys, in `share/yosys` beside the folder of the program.
  private static func yosysFile(_ path: String, _ tools: ToolLocator) throws(CosimulationError) -> String {
    guard let program = tools.path(of: "yosys") else {
      throw CosimulationError(.missingTool, "Yosys was not found: there is no 'yosys' in the search path")
    }
    let folder = URL(fileURLWithPath: program).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "share/yosys")
    guard let data = FileManager.default.contents(atPath: folder.appending(path: path).path) else {
      throw CosimulationError(
        .missingTool, "Yosys' models of cells were not found: there is no '\(path)' in '\(folder.path)'")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
