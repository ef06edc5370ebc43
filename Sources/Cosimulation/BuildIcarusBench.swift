import Foundation
import RTL

/// Compiles a model and its bench with Icarus, or finds the result in the cache.
struct BuildIcarusBench {
  static let minimumVersion = ToolVersion("11.0")

  var model: CosimulationModel
  var tools: ToolLocator
  var cache: CosimulationCache

  /// The path of the program for `vvp`, and what keeps it in the cache.
  func build() throws(CosimulationError) -> (program: String, use: CacheUse?) {
    guard let compiler = tools.path(of: "iverilog") else {
      throw CosimulationError(.missingTool, "Icarus Verilog was not found: there is no 'iverilog' in the search path")
    }
    guard let version = ToolProbe(cache: cache).version(of: compiler, ["-V"]) else {
      throw CosimulationError(.unstartableTool, "'\(compiler) -V' told no version")
    }
    guard version >= Self.minimumVersion else {
      throw CosimulationError(
        .outdatedTool,
        "Icarus Verilog \(Self.minimumVersion) or newer is needed, '\(compiler)' is version \(version)")
    }
    let bench = IcarusBench(model: model).text
    let arguments = [model.isSystemVerilog ? "-g2012" : "-g2005", "-s", IcarusBench.moduleName, "-o", "bench.vvp"]
    var hash = StableHash()
    model.addContents(to: &hash)
    for text in [bench, compiler, version.text] + arguments { hash.add(text) }
    let (folder, use) = try cache.entry(.icarusBench, hash.digest) { folder throws(CosimulationError) in
      var names = ["\(IcarusBench.moduleName).v"]
      try BuildStep.write(bench, to: "\(folder)/\(names[0])")
      for file in model.files {
        try BuildStep.write(file.text, to: "\(folder)/\(file.name)")
        names.append(file.name)
      }
      let compiled = names.prefix(1) + model.files.filter(\.isCompiled).map(\.name)
      try BuildStep(tool: "Icarus Verilog", verb: "read the Verilog of '\(model.top)'", cache: cache, folder: folder)
        .run(compiler, arguments + compiled)
      for name in names { try? FileManager.default.removeItem(atPath: "\(folder)/\(name)") }
    }
    return ("\(folder)/bench.vvp", use)
  }

  /// The path of the program that runs what was built.
  func runner() throws(CosimulationError) -> String {
    guard let runner = tools.path(of: "vvp") else {
      throw CosimulationError(.missingTool, "Icarus Verilog is not complete: there is no 'vvp' in the search path")
    }
    return runner
  }
}
