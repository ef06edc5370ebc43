import Foundation

/// The C++ of a large model that is not worth optimising: what sets it up, and what writes its waveform.
///
/// With a trace these files are four fifths of a 16 x 16 array, and clang's optimiser needs forty seconds for them where the
/// rest takes four; without optimisation they take seven. Small models stay in one translation unit.
struct ColdSources: Sendable {
  /// Below this many bytes starting the compiler once more costs more than it saves.
  static let threshold = 256 * 1024

  let names: [String]

  init(among sources: [String], in folder: String) {
    let cold = sources.filter { $0.contains("__Slow") || $0.contains("__Trace") }
    let bytes = cold.reduce(0) { total, name in
      let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      return total + ((attributes?[.size] as? Int) ?? 0)
    }
    names = bytes > Self.threshold ? cold : []
  }

  /// Compiles each file to an object of its name with `.o` behind it, several at a time.
  func compile(with toolchain: VerilatorToolchain, trace: Bool, _ step: BuildStep) throws(CosimulationError) {
    let flags = toolchain.compilerFlags(trace: trace).filter { !$0.hasPrefix("-O") } + ["-O0"]
    let results = concurrently(names.count) { [names] index throws(CosimulationError) in
      try step.run(toolchain.compiler, flags + ["-c", names[index], "-o", "\(names[index]).o"])
    }
    for result in results { try result.get() }
  }
}
