import Foundation

/// Compiles verilated models together to one shared object.
///
/// Most of what a small model costs is the start of the compiler and of the linker, and reading Verilator's headers: all that
/// is done once.
struct CompileVerilatedModels: Sendable {
  var toolchain: VerilatorToolchain
  var trace: Bool
  var cache: CosimulationCache

  /// - Parameters:
  ///   - work: The folder that has the folders of the models.
  ///   - output: The path of the shared object, from there.
  func compile(_ models: [VerilatedModel], in work: String, to output: String) throws(CosimulationError) {
    let names = models.map { "'\($0.top)'" }.joined(separator: ", ")
    let noun = models.count == 1 ? "model" : "models"
    var step = BuildStep(
      tool: "the C++ compiler", verb: "compile the \(noun) of \(names)", cache: cache, folder: work)
    let fileName = "\(models.first.map { BuildVerilatorModel.identifier($0.key) } ?? "models").cpp"
    let preamble = VerilatorWrapper.preamble(
      header: toolchain.header(trace: trace), anyReports: models.contains(where: \.reportsChecks))
    try BuildStep.write(([preamble] + models.map(\.text)).joined(), to: "\(work)/\(fileName)")

    var runtimeSources: [String] = []
    for name in models.flatMap(\.runtimeSources) where !runtimeSources.contains(name) { runtimeSources.append(name) }
    let runtime = VerilatorRuntime(toolchain: toolchain, trace: trace, cache: cache)
    let objects = try runtime.objects(runtimeSources)
    for model in models {
      step.folder = model.folder
      try model.cold.compile(with: toolchain, trace: trace, step)
    }
    step.folder = work
    let coldObjects = models.flatMap { model in model.cold.names.map { "\(model.folder)/\($0).o" } }
    let rest = [fileName] + objects.map(\.path) + coldObjects + toolchain.linkerFlags + ["-o", output]
    try withExtendedLifetime(objects) { () throws(CosimulationError) in
      try compile(rest, runtime, step)
    }
  }

  private func compile(
    _ rest: [String], _ runtime: VerilatorRuntime, _ step: BuildStep
  ) throws(CosimulationError) {
    if let header = try runtime.precompiledHeader() {
      do throws(CosimulationError) {
        try step.run(toolchain.compiler, runtime.headerFlags + ["-include-pch", header.path] + rest)
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
}
