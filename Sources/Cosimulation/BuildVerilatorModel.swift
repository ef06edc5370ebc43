import Foundation
import RTL

/// Turns a model into a shared object: Verilator, one C++ file, one run of the compiler. Or finds it in the cache.
struct BuildVerilatorModel {
  var model: CosimulationModel
  var trace: Bool
  var tools: ToolLocator
  var cache: CosimulationCache
  var optimisation = ModelOptimisation.forRunning
  /// Whether a trace is FST, else VCD.
  var writesFST = false

  /// The path of the shared object, and what undoes the entry when the object cannot be loaded.
  func build() throws(CosimulationError) -> (path: String, discard: () -> Void) {
    var toolchain = try VerilatorToolchain(tools: tools, cache: cache)
    toolchain.optimisation = optimisation
    toolchain.writesFST = writesFST && trace
    let key = try key(toolchain)
    let folder = try cache.entry(.verilatorModel, key) { folder throws(CosimulationError) in
      try build(with: toolchain, in: folder)
    }
    return ("\(folder)/\(VerilatorToolchain.libraryName)", { [cache] in cache.discard(.verilatorModel, key) })
  }

  private func key(_ toolchain: VerilatorToolchain) throws(CosimulationError) -> String {
    var hash = StableHash()
    model.addContents(to: &hash)
    let wrapper = try VerilatorWrapper(model: model, trace: trace, header: toolchain.header(trace: trace)).text(
      sources: []) { name, width in
        "\(name)[\(width)]"
      }
    hash.add(wrapper)
    for argument in toolchain.verilatorArguments(trace: trace) + toolchain.linkerFlags { hash.add(argument) }
    toolchain.addIdentity(to: &hash, trace: trace)
    return hash.digest
  }

  private func build(with toolchain: VerilatorToolchain, in folder: String) throws(CosimulationError) {
    let sourceFolder = "source"
    let work = "\(folder)/\(sourceFolder)"
    defer { try? FileManager.default.removeItem(atPath: work) }
    try verilate(with: toolchain, in: folder, sourceFolder: sourceFolder)
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: work)) ?? []).sorted()
    let sources = names.filter { $0.hasPrefix(VerilatorWrapper.modelClass) && $0.hasSuffix(".cpp") }
    let header = try read("\(work)/\(VerilatorWrapper.modelClass).h")
    let ports = VerilatedPorts(header: header)
    var usesContext = false
    for source in sources where !usesContext {
      usesContext = VerilatorWrapper.usesContext(try read("\(work)/\(source)"))
    }
    let wrapper = VerilatorWrapper(
      model: model, trace: trace, header: toolchain.header(trace: trace), usesContext: usesContext)
    let cold = ColdSources(among: sources, in: work)
    let text = try wrapper.text(sources: sources.filter { !cold.names.contains($0) }) {
      name, width throws(CosimulationError) in try ports.member(for: name, width: width)
    }
    try BuildStep.write(text, to: "\(work)/wrapper.cpp")
    let makefile = try read("\(work)/\(VerilatorWrapper.modelClass)_classes.mk")
    let runtime = VerilatorRuntime(toolchain: toolchain, trace: trace, cache: cache)
    let objects = try runtime.objects(Self.runtimeSources(inMakefile: makefile)) + cold.names.map { "\($0).o" }
    try cold.compile(
      with: toolchain, trace: trace,
      BuildStep(
        tool: "the C++ compiler", verb: "compile the model of '\(model.top)'", cache: cache, folder: work))
    try compile(with: toolchain, runtime: runtime, objects: objects, in: folder, sourceFolder: sourceFolder)
  }

  private func verilate(
    with toolchain: VerilatorToolchain, in folder: String, sourceFolder: String
  ) throws(CosimulationError) {
    do {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(sourceFolder)", withIntermediateDirectories: true)
    } catch {
      throw CosimulationError(.fileSystem, "cannot write into '\(folder)': \(error.localizedDescription)")
    }
    for file in model.files { try BuildStep.write(file.text, to: "\(folder)/\(sourceFolder)/\(file.name)") }
    let arguments = toolchain.verilatorArguments(trace: trace) + ["--top-module", model.top, "--Mdir", "."]
    let step = BuildStep(
      tool: "Verilator", verb: "read the Verilog of '\(model.top)'", cache: cache, folder: "\(folder)/\(sourceFolder)")
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
  }

  private func compile(
    with toolchain: VerilatorToolchain, runtime: VerilatorRuntime, objects: [String], in folder: String,
    sourceFolder: String
  ) throws(CosimulationError) {
    let step = BuildStep(
      tool: "the C++ compiler", verb: "compile the model of '\(model.top)'", cache: cache,
      folder: "\(folder)/\(sourceFolder)")
    let rest =
      ["wrapper.cpp"] + objects + toolchain.linkerFlags + ["-o", "../\(VerilatorToolchain.libraryName)"]
    if let header = try runtime.precompiledHeader() {
      do {
        try step.run(toolchain.compiler, runtime.headerFlags + ["-include-pch", header] + rest)
        return
      } catch {
        // A header of the system may have changed under the precompiled one: compile without it, and make it anew next time.
        guard error.toolOutput.contains(where: { $0.contains("PCH") || $0.contains("precompiled") }) else {
          throw error
        }
        runtime.discardPrecompiledHeader()
      }
    }
    try step.run(toolchain.compiler, toolchain.compilerFlags(trace: trace) + rest)
  }

  /// The source files of the run-time library that a model wants, as Verilator's makefile lists them.
  static func runtimeSources(inMakefile makefile: String) -> [String] {
    var sources: [String] = []
    var isList = false
    for line in makefile.split(separator: "\n") {
      if line.contains("=") { isList = line.hasPrefix("VM_GLOBAL_FAST") || line.hasPrefix("VM_GLOBAL_SLOW") }
      guard isList, !line.hasPrefix("#"), line.first == "\t" || line.first == " " else { continue }
      let name = line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\\" }).first.map(String.init)
      if let name, name.hasPrefix("verilated"), !sources.contains(name) { sources.append(name) }
    }
    return sources
  }

  private func read(_ path: String) throws(CosimulationError) -> String {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CosimulationError(.toolFailure, "Verilator did not write '\(URL(fileURLWithPath: path).lastPathComponent)'")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
