import Foundation
import Verilog

/// Reads Verilog into Yosys, runs commands there and takes the files that they write.
public struct YosysRun: Sendable {
  /// Options of `read_verilog`, but for the language.
  public var readOptions = ""
  public var tools: ToolLocator
  public var cache: CosimulationCache

  public init(tools: ToolLocator = .standard, cache: CosimulationCache = .shared) {
    self.tools = tools
    self.cache = cache
  }

  /// The version of Yosys; `?` when it tells none.
  public var version: String {
    let path = tools.path(of: "yosys")
    return path.flatMap { ToolProbe(cache: cache).version(of: $0, ["-V"]) }?.text ?? "?"
  }

  /// The contents of files that the commands write, which find the design read and its hierarchy checked.
  ///
  /// - Throws: A `CosimulationError` when Yosys is missing, refuses the design, or writes no such file.
  public func outputs(
    _ names: [String], of commands: [String], on files: [VerilogFile], top: String
  ) throws(CosimulationError) -> [Data] {
    guard let yosys = tools.path(of: "yosys") else {
      throw CosimulationError(.missingTool, "Yosys was not found: there is no 'yosys' in the search path")
    }
    return try cache.withTemporaryFolder { folder throws(CosimulationError) in
      try run(yosys, names, commands, files, top, in: folder)
    }
  }

  private func run(
    _ yosys: String, _ names: [String], _ commands: [String], _ files: [VerilogFile], _ top: String, in folder: String
  ) throws(CosimulationError) -> [Data] {
    var all: [String] = []
    for file in files {
      try BuildStep.write(file.text, to: "\(folder)/\(file.name)")
      for image in file.images { try BuildStep.write(image.text, to: "\(folder)/\(image.name)") }
      let language = file.name.hasSuffix(".sv") ? " -sv" : ""
      if file.isCompiled { all.append("read_verilog \(readOptions)\(language) \(file.name)") }
    }
    all += ["hierarchy -check -top \(top)"] + commands
    try BuildStep(tool: "Yosys", verb: "synthesise '\(top)'", cache: cache, folder: folder)
      .run(yosys, ["-q", "-p", all.joined(separator: "; ")])
    var outputs: [Data] = []
    for name in names {
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
        throw CosimulationError(.toolFailure, "Yosys wrote no '\(name)' of '\(top)'")
      }
      outputs.append(data)
    }
    return outputs
  }
}
