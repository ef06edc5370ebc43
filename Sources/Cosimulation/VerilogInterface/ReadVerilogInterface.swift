import Foundation
import RTL
import Verilog

/// Asks Yosys or Verilator for the modules in Verilog files, and for their ports and parameters.
public struct ReadVerilogInterface: Sendable {
  public var reader: VerilogReader
  public var tools: ToolLocator
  public var cache: CosimulationCache

  /// A module that instantiates the one that is asked for: so its parameters get their values as Verilog has it.
  static let probe = "bitloom_probe"
  static let instance = "probe"

  public init(_ reader: VerilogReader, tools: ToolLocator = .standard, cache: CosimulationCache = .shared) {
    self.reader = reader
    self.tools = tools
    self.cache = cache
  }

  /// The modules that files declare.
  ///
  /// - Parameter paths: Absolute.
  /// - Throws: A `CosimulationError` when the tool is missing or refuses the files; it has the tool's own words.
  public func modules(in paths: [String]) throws(CosimulationError) -> VerilogModuleList {
    try cache.withTemporaryFolder { folder throws(CosimulationError) in
      switch reader {
      case .yosys: try YosysDocument(try yosys(paths, "proc", in: folder)).modules
      case .verilator: try VerilatorDocument(try verilator(paths, ["-Wno-MULTITOP"], in: folder)).modules
      }
    }
  }

  /// The ports and parameters of a module.
  ///
  /// - Parameters:
  ///   - paths: Absolute.
  ///   - parameters: Values other than those of the Verilog.
  /// - Throws: A `CosimulationError` when the tool is missing or refuses the files; it has the tool's own words.
  public func interface(
    of module: String, in paths: [String], parameters: [BlackBoxParameter] = []
  ) throws(CosimulationError) -> VerilogInterface {
    let settings = parameters.map { ".\($0.name)(\($0.value.verilog))" }.joined(separator: ", ")
    let parameterText = settings.isEmpty ? "" : " #(\(settings))"
    let probe = "module \(Self.probe);\n  \(module)\(parameterText) \(Self.instance) ();\nendmodule\n"
    return try cache.withTemporaryFolder { folder throws(CosimulationError) in
      let path = "\(folder)/\(Self.probe).v"
      try BuildStep.write(probe, to: path)
      switch reader {
      case .yosys:
        return try YosysDocument(try yosys(paths + [path], "hierarchy -top \(Self.probe); proc", in: folder))
          .interface(of: module)
      case .verilator:
        return try VerilatorDocument(try verilator(paths + [path], ["--top-module", Self.probe], in: folder))
          .interface(of: module)
      }
    }
  }

  // MARK: Tools

  private func yosys(_ paths: [String], _ commands: String, in folder: String) throws(CosimulationError) -> [UInt8] {
    guard let program = tools.path(of: "yosys") else {
      throw CosimulationError(.missingTool, "Yosys was not found: there is no 'yosys' in the search path")
    }
    let arguments = ["-q", "-f", "verilog -sv"] + paths + ["-p", "\(commands); write_json interface.json"]
    return try run(program, arguments, result: "interface.json", in: folder)
  }

  private func verilator(
    _ paths: [String], _ arguments: [String], in folder: String
  ) throws(CosimulationError) -> [UInt8] {
    guard let program = VerilatorToolchain.verilatorPath(in: tools) else {
      throw CosimulationError(.missingTool, "Verilator was not found: there is no 'verilator' in the search path")
    }
    var all = ["--xml-only", "--xml-output", "interface.xml", "--Mdir", ".", "-Wno-fatal", "-Wno-lint", "-Wno-style"]
    all += ["--no-timing", "--bbox-sys"] + arguments
    var folders: [String] = []
    for path in paths {
      let folder = (path as NSString).deletingLastPathComponent
      if !folders.contains(folder) { folders.append(folder) }
    }
    return try run(program, all + folders.map { "-I\($0)" } + paths, result: "interface.xml", in: folder)
  }

  private func run(
    _ program: String, _ arguments: [String], result: String, in folder: String
  ) throws(CosimulationError) -> [UInt8] {
    try BuildStep(tool: reader.program, verb: "read the Verilog", cache: cache, folder: folder)
      .run(program, arguments)
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(result)") else {
      throw CosimulationError(.toolFailure, "\(reader.program) told nothing of the Verilog")
    }
    return Array(data)
  }
}

extension CosimulationError {
  /// A tool that tells something else than its version known to Bitloom does.
  static func unreadable(_ reader: VerilogReader, _ what: String) -> CosimulationError {
    CosimulationError(.toolFailure, "what \(reader.program) tells of the Verilog cannot be read: \(what)")
  }
}
