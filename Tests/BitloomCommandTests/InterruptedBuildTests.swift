import Foundation
import Testing

@testable import Cosimulation

/// A process is killed while it builds a model: what is in the cache is whole, and the next one builds and runs.
@Suite struct InterruptedBuildTests {
  private static let program =
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/bitloom"

  /// A program that simulates the design of a number in Verilator, with a cache of its own.
  private static func start(_ number: Int, cache: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [
      "simulate", "systolic-array", "--set", "rows=2", "--set", "columns=\(2 + number)", "--engine", "verilator",
      "--vectors", "2",
    ]
    process.environment = ProcessInfo.processInfo.environment.merging(["BITLOOM_CACHE": cache]) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  private static let problem = ToolInventory().reasonToSkip(withoutTools: ["verilator", "clang++"])

  @Test(.enabled(if: problem == nil, "\(problem ?? "")"))
  func killedAtManyMoments() throws {
    let folder = try TemporaryFolder()
    let cache = folder.path + "/cache"
    // The first ones build what all models share, the later ones the model alone.
    for (count, seconds) in [0.05, 0.4, 1.0, 0.2, 2.5, 0.7, 0.3, 1.5, 0.1, 0.5].enumerated() {
      let killed = try Self.start(count % 2, cache: cache)
      // Every third time somebody else wants the same model at the same time.
      let other = count % 3 == 2 ? try Self.start(count % 2, cache: cache) : nil
      Thread.sleep(forTimeInterval: seconds)
      kill(killed.processIdentifier, SIGKILL)
      killed.waitUntilExit()
      other?.waitUntilExit()
      if let other { #expect(other.terminationStatus == 0) }
      for entry in CosimulationCache(directory: cache).entries {
        #expect(CacheManifest.isIntact("\(cache)/\(entry.kind.rawValue)/\(entry.key)"))
      }
    }
    for number in 0..<3 {
      let process = try Self.start(number, cache: cache)
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    // What was killed has left folders; they are found not to be anybody's.
    let later = CosimulationCache(directory: cache, sizeLimit: 1 << 30, abandonedAge: 0)
    later.prune()
    let left = try FileManager.default.contentsOfDirectory(atPath: cache + "/staging").filter { name in
      var isDirectory: ObjCBool = false
      return FileManager.default.fileExists(atPath: "\(cache)/staging/\(name)", isDirectory: &isDirectory)
        && isDirectory.boolValue
    }
    #expect(left == [])
    #expect(later.entries.count { $0.kind == .verilatorModel } >= 3)
  }
}
