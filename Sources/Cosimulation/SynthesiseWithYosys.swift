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
    guard let yosys = tools.path(of: "yosys") else {
      throw CosimulationError(.missingTool, "Yosys was not found: there is no 'yosys' in the search path")
    }
    let folder = cache.temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw CosimulationError(.fileSystem, "cannot write into '\(folder)': \(error.localizedDescription)")
    }
    var commands: [String] = []
    for file in files {
      try BuildStep.write(file.text, to: "\(folder)/\(file.name)")
      for image in file.images { try BuildStep.write(image.text, to: "\(folder)/\(image.name)") }
      if !file.isCompiled { continue }
      commands.append("read_verilog \(file.name.hasSuffix(".sv") ? "-sv " : "")\(file.name)")
    }
    commands += ["hierarchy -check -top \(top)", script, "write_verilog -noattr netlist.out"]
    try BuildStep(tool: "Yosys", verb: "synthesise '\(top)'", cache: cache, folder: folder)
      .run(yosys, ["-q", "-p", commands.joined(separator: "; ")])
    guard let data = FileManager.default.contents(atPath: "\(folder)/netlist.out") else {
      throw CosimulationError(.toolFailure, "Yosys wrote no netlist of '\(top)'")
    }
    return VerilogFile(name: "netlist.v", text: String(decoding: data, as: UTF8.self))
  }
}
