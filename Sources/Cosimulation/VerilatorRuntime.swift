import Dispatch
import Foundation
import Synchronization

/// What all models of a toolchain share, built once: a precompiled header, and the objects of Verilator's run-time library.
struct VerilatorRuntime: Sendable {
  var toolchain: VerilatorToolchain
  var trace: Bool
  var cache: CosimulationCache

  /// Reading Verilator's headers takes longer than all else in a small model. GCC has other rules for such headers: none there.
  func precompiledHeader() throws(CosimulationError) -> String? {
    guard toolchain.isClang else { return nil }
    let folder = try cache.entry(.verilatorRuntime, headerKey) { folder throws(CosimulationError) in
      // The header itself is named, not a file that includes it: Clang refuses a precompiled header whose sources are gone.
      try BuildStep(tool: "the C++ compiler", verb: "compile Verilator's headers", cache: cache, folder: folder).run(
        toolchain.compiler,
        headerFlags
          + [
            "-x", "c++-header", "\(toolchain.root)/include/\(toolchain.header(trace: trace))", "-o", "model.pch",
          ])
    }
    return "\(folder)/model.pch"
  }

  /// Templates are instantiated in the header, not again in every model.
  var headerFlags: [String] { toolchain.compilerFlags(trace: trace) + ["-fpch-instantiate-templates"] }

  func discardPrecompiledHeader() {
    cache.discard(.verilatorRuntime, headerKey)
  }

  /// The objects of source files of the run-time library, built side by side where they are missing.
  func objects(_ names: [String]) throws(CosimulationError) -> [String] {
    let results = Mutex<[Int: Result<String, CosimulationError>]>([:])
    DispatchQueue.concurrentPerform(iterations: names.count) { index in
      let result = Result { () throws(CosimulationError) in try object(names[index]) }
      results.withLock { $0[index] = result }
    }
    let finished = results.withLock { $0 }
    var paths: [String] = []
    for index in names.indices {
      if let result = finished[index] { paths.append(try result.get()) }
    }
    return paths
  }

  /// The object of one source file of Verilator's run-time library, such as `verilated`.
  private func object(_ name: String) throws(CosimulationError) -> String {
    let folder = try cache.entry(.verilatorRuntime, key("object \(name)")) { folder throws(CosimulationError) in
      try BuildStep(tool: "the C++ compiler", verb: "compile Verilator's \(name).cpp", cache: cache, folder: folder)
        .run(
          toolchain.compiler,
          toolchain.compilerFlags(trace: trace)
            + ["-c", "\(toolchain.root)/include/\(name).cpp", "-o", "\(name).o"])
    }
    return "\(folder)/\(name).o"
  }

  private var headerKey: String { key("header") }

  private func key(_ part: String) -> String {
    var hash = StableHash()
    hash.add(part)
    toolchain.addIdentity(to: &hash, trace: trace)
    return hash.digest
  }
}
