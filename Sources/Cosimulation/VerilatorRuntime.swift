import Foundation

/// What all models of a toolchain share, built once: a precompiled header, and the objects of Verilator's run-time library.
struct VerilatorRuntime: Sendable {
  var toolchain: VerilatorToolchain
  var trace: Bool
  var cache: CosimulationCache

  /// Reading Verilator's headers takes longer than all else in a small model. GCC has other rules for such headers: none there.
  func precompiledHeader() throws(CosimulationError) -> File? {
    guard toolchain.isClang else { return nil }
    let (folder, use) = try cache.entry(.verilatorRuntime, headerKey) { folder throws(CosimulationError) in
      // The header itself is named, not a file that includes it: Clang refuses a precompiled header whose sources are gone.
      try BuildStep(tool: "the C++ compiler", verb: "compile Verilator's headers", cache: cache, folder: folder).run(
        toolchain.compiler,
        headerFlags
          + [
            "-x", "c++-header", "\(toolchain.root)/include/\(toolchain.header(trace: trace))", "-o", "model.pch",
          ])
    }
    return File(path: "\(folder)/model.pch", use: use)
  }

  /// Templates are instantiated in the header, not again in every model.
  var headerFlags: [String] { toolchain.compilerFlags(trace: trace) + ["-fpch-instantiate-templates"] }

  func discardPrecompiledHeader() {
    cache.discard(.verilatorRuntime, headerKey)
  }

  /// A file of the run-time library, kept in the cache while it is used.
  struct File: Sendable {
    var path: String
    var use: CacheUse?
  }

  /// The objects of source files of the run-time library, and Bitloom's own, built side by side where they are missing.
  func objects(_ names: [String]) throws(CosimulationError) -> [File] {
    var files: [File] = []
    let results = concurrently(names.count + 1) { index throws(CosimulationError) in
      index < names.count ? try object(names[index]) : try support()
    }
    for result in results { files.append(try result.get()) }
    return files
  }

  /// The object of one source file of Verilator's run-time library, such as `verilated`.
  private func object(_ name: String) throws(CosimulationError) -> File {
    let (folder, use) = try cache.entry(.verilatorRuntime, key("object \(name)")) { folder throws(CosimulationError) in
      try BuildStep(tool: "the C++ compiler", verb: "compile Verilator's \(name).cpp", cache: cache, folder: folder)
        .run(
          toolchain.compiler,
          toolchain.compilerFlags(trace: trace)
            + ["-c", "\(toolchain.root)/include/\(name).cpp", "-o", "\(name).o"])
    }
    return File(path: "\(folder)/\(name).o", use: use)
  }

  private func support() throws(CosimulationError) -> File {
    let name = VerilatorSupport.objectName
    let source = VerilatorSupport.source(header: toolchain.header(trace: trace))
    let key = key("object \(name) \(source)")
    let (folder, use) = try cache.entry(.verilatorRuntime, key) { folder throws(CosimulationError) in
      try BuildStep.write(source, to: "\(folder)/\(name).cpp")
      try BuildStep(tool: "the C++ compiler", verb: "compile \(name).cpp", cache: cache, folder: folder)
        .run(toolchain.compiler, toolchain.compilerFlags(trace: trace) + ["-c", "\(name).cpp", "-o", "\(name).o"])
    }
    return File(path: "\(folder)/\(name).o", use: use)
  }

  private var headerKey: String { key("header") }

  private func key(_ part: String) -> String {
    var hash = StableHash()
    hash.add(part)
    toolchain.addIdentity(to: &hash, trace: trace)
    return hash.digest
  }
}
