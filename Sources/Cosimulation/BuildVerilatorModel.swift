import Foundation
import RTL

/// Turns a model into a shared object: Verilator, one C++ file, one run of the compiler. Or finds it in the cache.
struct BuildVerilatorModel: Sendable {
  var model: CosimulationModel
  var trace: Bool
  var tools: ToolLocator
  var cache: CosimulationCache
  var optimisation = ModelOptimisation.forRunning
  /// Threads that a simulation of it runs on.
  var threads = 1
  /// Whether a trace is FST, else VCD.
  var writesFST = false

  /// A shared object in the cache.
  struct Library {
    var path: String
    /// What the names of its functions for this model hold.
    var identifier: String
    /// Keeps the entry in the cache.
    var use: CacheUse?
    /// Undoes the entry when the object cannot be loaded.
    var discard: () -> Void
  }

  func build() throws(CosimulationError) -> Library {
    let toolchain = try toolchain()
    let key = try key(toolchain)
    let (folder, use) = try cache.entry(.verilatorModel, key) { folder throws(CosimulationError) in
      let work = "\(folder)/\(Self.sourceFolder)"
      defer { try? FileManager.default.removeItem(atPath: work) }
      let verilated = try verilate(with: toolchain, key: key, in: work)
      try CompileVerilatedModels(toolchain: toolchain, trace: trace, cache: cache).compile(
        [verilated], in: work, to: "../\(VerilatorToolchain.libraryName)")
    }
    return Library(
      path: "\(folder)/\(VerilatorToolchain.libraryName)", identifier: Self.identifier(key), use: use,
      discard: { [cache] in cache.discard(.verilatorModel, key) })
  }

  static let sourceFolder = "source"

  static func identifier(_ key: String) -> String { String(key.prefix(16)) }

  func toolchain() throws(CosimulationError) -> VerilatorToolchain {
    var toolchain = try VerilatorToolchain(tools: tools, cache: cache)
    toolchain.optimisation = optimisation
    toolchain.threads = threads
    toolchain.writesFST = writesFST && trace
    return toolchain
  }

  /// To be changed with `DirectEvaluation`, `FallingEdge` and all that decides by the C++ that Verilator writes: the key is made
  /// before there is any.
  private static let readingRevision = "1"

  func key(_ toolchain: VerilatorToolchain) throws(CosimulationError) -> String {
    var hash = StableHash()
    model.addContents(to: &hash)
    hash.add(VerilatorWrapper.preamble(header: toolchain.header(trace: trace), anyReports: model.checks != nil))
    let wrapper = try VerilatorWrapper(model: model, trace: trace, threads: threads).text(sources: []) { name, width in
      "\(name)[\(width)]"
    }
    hash.add(wrapper)
    hash.add(Self.readingRevision)
    for argument in toolchain.verilatorArguments(trace: trace) + toolchain.linkerFlags { hash.add(argument) }
    if let opening = model.openingFile { hash.add(opening) }
    toolchain.addIdentity(to: &hash, trace: trace)
    return hash.digest
  }

  /// Turns the Verilog into C++, in a new folder within `work`.
  func verilate(
    with toolchain: VerilatorToolchain, key: String, in work: String
  ) throws(CosimulationError) -> VerilatedModel {
    let identifier = Self.identifier(key)
    let folder = "\(work)/\(identifier)"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw CosimulationError(.fileSystem, "cannot write into '\(work)': \(error.localizedDescription)")
    }
    for file in model.files { try BuildStep.write(file.text, to: "\(folder)/\(file.name)") }
    var arguments =
      toolchain.verilatorArguments(trace: trace) + [
        "--prefix", VerilatorWrapper.modelClass(identifier), "--top-module", model.top, "--Mdir", ".",
      ]
    if let opening = model.openingFile {
      try BuildStep.write(opening, to: "\(folder)/\(CosimulationModel.openingFileName)")
      arguments.append(CosimulationModel.openingFileName)
    }
    let step = BuildStep(
      tool: "Verilator", verb: "read the Verilog of '\(model.top)'", cache: cache, folder: folder)
    func run(_ further: [String]) throws(CosimulationError) {
      try step.run(
        toolchain.verilator, arguments + further + model.files.filter(\.isCompiled).map(\.name),
        environment: ["VERILATOR_ROOT": toolchain.root])
    }
    do {
      try run([])
    } catch {
      // Its search for equal logic stumbles over some registers that keep their value: see ToolQuirks.md.
      guard error.toolOutput.contains(where: { $0.contains("Internal Error") && $0.contains("V3Gate") }) else {
        throw error
      }
      try run(["-fno-dedup"])
    }
    return try VerilatedModel(
      VerilatorWrapper(model: model, trace: trace, identifier: identifier, threads: threads), key: key, in: folder)
  }
}
