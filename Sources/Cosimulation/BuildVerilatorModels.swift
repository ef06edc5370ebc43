import Foundation
import RTL

/// Turns many models into entries of the cache: each is verilated by itself, small ones are compiled together.
///
/// Twenty small models take a third of the processor time that building them one after the other takes.
struct BuildVerilatorModels {
  /// All with the same tools, cache and options.
  var builds: [BuildVerilatorModel]

  /// How much is compiled in one go, in models and in bytes of C++: what is more goes to other cores.
  private static let mostModels = 24
  private static let mostBytes = 1 << 20

  private struct Missing {
    var build: BuildVerilatorModel
    var key: String
  }

  /// Builds what is missing in the cache.
  ///
  /// - Throws: The first error; what other models need is built all the same.
  func build() throws(CosimulationError) {
    guard let first = builds.first else { return }
    let toolchain = try first.toolchain()
    var missing: [Missing] = []
    for build in builds {
      let key = try build.key(toolchain)
      if missing.contains(where: { $0.key == key }) || build.cache.has(.verilatorModel, key) { continue }
      missing.append(Missing(build: build, key: key))
    }
    guard missing.count > 1 else {
      if let only = missing.first { _ = try only.build.build() }
      return
    }
    try first.cache.withLocks(.verilatorModel, missing.map(\.key)) { () throws(CosimulationError) in
      let cache = first.cache
      // Somebody else may have built some of them while the locks were waited for.
      try build(missing.filter { !cache.has(.verilatorModel, $0.key) }, toolchain, first)
    }
    first.cache.pruneNowAndThen()
  }

  private func build(
    _ missing: [Missing], _ toolchain: VerilatorToolchain, _ first: BuildVerilatorModel
  ) throws(CosimulationError) {
    try first.cache.withTemporaryFolder { work throws(CosimulationError) in
      let verilated = concurrently(missing.count) { index throws(CosimulationError) in
        try missing[index].build.verilate(with: toolchain, key: missing[index].key, in: work)
      }
      let groups = Self.groups(verilated.compactMap { try? $0.get() })
      let compiler = CompileVerilatedModels(toolchain: toolchain, trace: first.trace, cache: first.cache)
      let compiled = concurrently(groups.count) { index throws(CosimulationError) in
        let library = "\(work)/\(index).\(VerilatorToolchain.libraryName)"
        try compiler.compile(groups[index], in: work, to: library)
        for model in groups[index] {
          try first.cache.makeEntry(.verilatorModel, model.key) { folder throws(CosimulationError) in
            try Self.link(library, to: "\(folder)/\(VerilatorToolchain.libraryName)")
          }
        }
      }
      for result in verilated { _ = try result.get() }
      for result in compiled { try result.get() }
    }
  }

  /// Models that are compiled together.
  private static func groups(_ models: [VerilatedModel]) -> [[VerilatedModel]] {
    var groups: [[VerilatedModel]] = []
    var bytes = 0
    for model in models {
      bytes += model.byteCount
      if groups.isEmpty || groups[groups.count - 1].count == mostModels || bytes > mostBytes {
        groups.append([])
        bytes = model.byteCount
      }
      groups[groups.count - 1].append(model)
    }
    return groups
  }

  /// The entries of all models in a shared object are one file. Where a file cannot have several names it is copied.
  private static func link(_ library: String, to path: String) throws(CosimulationError) {
    if Foundation.link(library, path) == 0 { return }
    do {
      try FileManager.default.copyItem(atPath: library, toPath: path)
    } catch {
      throw CosimulationError(.fileSystem, "cannot write '\(path)': \(error.localizedDescription)")
    }
  }
}
