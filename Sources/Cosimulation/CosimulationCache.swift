import Foundation
import Synchronization

/// The folder that keeps what was built for simulation: compiled models and benches, the simulators' run-time parts, and what
/// the tools told of themselves.
///
/// Entries appear whole or not at all, whatever the number of threads and processes that use the folder at once; an entry that
/// was damaged is built anew. Everything in it can be deleted at any time.
public final class CosimulationCache: Sendable {
  /// The cache of the process: `$BITLOOM_CACHE`, else `$XDG_CACHE_HOME/bitloom`, else `~/.cache/bitloom`, else a folder among
  /// the temporary files.
  public static let shared = CosimulationCache(directory: CacheLocation.standard())

  /// What an entry holds.
  public enum Kind: String, Sendable, CaseIterable {
    /// A model compiled by Verilator and a C++ compiler.
    case verilatorModel = "models"
    /// What all Verilator models share: run-time objects and a precompiled header.
    case verilatorRuntime = "runtime"
    /// A bench compiled by Icarus Verilog.
    case icarusBench = "benches"
    /// The contents of memories that models and benches read when they start.
    case memoryImages = "images"
    /// The inner loops of the native engine, compiled for debug builds.
    case simulationKernel = "kernels"
  }

  public struct Entry: Hashable, Sendable {
    public var kind: Kind
    /// 32 hexadecimal digits, a hash of all that the entry depends on.
    public var key: String
    /// In bytes.
    public var size: Int
    public var lastUsed: Date
  }

  public let directory: String
  /// The size in bytes over which the entries that were not used for the longest time are removed.
  public let sizeLimit: Int

  private let buildsSincePruning = Atomic<Int>(0)

  public init(directory: String, sizeLimit: Int = 1 << 30) {
    self.directory = directory
    self.sizeLimit = sizeLimit
    for folder in Kind.allCases.map(\.rawValue) + ["staging", "locks", "tools", "logs"] {
      try? FileManager.default.createDirectory(
        atPath: directory + "/" + folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
  }

  /// The folder of an entry; `build` fills a new folder when there is none, or a damaged one.
  ///
  /// What `build` throws is thrown again, and nothing is kept.
  func entry(
    _ kind: Kind, _ key: String, build: (_ folder: String) throws(CosimulationError) -> Void
  ) throws(CosimulationError) -> String {
    let path = path(kind, key)
    if CacheManifest.isIntact(path) {
      CacheManifest.touch(path)
      return path
    }
    // Entries of one kind share 256 locks, so that lock files need never be removed.
    let lock = "\(directory)/locks/\(kind.rawValue)-\(key.prefix(2))"
    try FileLock.withLock(lock) { () throws(CosimulationError) in
      if CacheManifest.isIntact(path) { return }
      discard(path)
      try makeEntry(path, build: build)
    }
    pruneNowAndThen()
    return path
  }

  private func makeEntry(
    _ path: String, build: (_ folder: String) throws(CosimulationError) -> Void
  ) throws(CosimulationError) {
    let staging = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: staging) }
    do {
      try FileManager.default.createDirectory(atPath: staging, withIntermediateDirectories: true)
    } catch {
      throw CosimulationError(.fileSystem, "cannot make the folder '\(staging)': \(error.localizedDescription)")
    }
    try build(staging)
    try CacheManifest.write(for: staging)
    if rename(staging, path) != 0, !CacheManifest.isIntact(path) {
      throw CosimulationError(.fileSystem, "cannot move what was built to '\(path)'")
    }
  }

  /// Removes an entry that turned out to be unusable.
  func discard(_ kind: Kind, _ key: String) {
    discard(path(kind, key))
  }

  func path(_ kind: Kind, _ key: String) -> String { "\(directory)/\(kind.rawValue)/\(key)" }

  /// Where the log of a failed build is kept.
  func logPath(_ name: String) -> String { "\(directory)/logs/\(name).log" }

  /// A path for a file or folder in the making, never given twice.
  func temporaryPath() -> String { "\(directory)/staging/\(UUID().uuidString)" }

  func toolAnswer(_ key: String) -> String? {
    FileManager.default.contents(atPath: "\(directory)/tools/\(key)").map { String(decoding: $0, as: UTF8.self) }
  }

  func rememberToolAnswer(_ key: String, _ answer: String) {
    // Without the answer the tool is asked again.
    try? Data(answer.utf8).write(to: URL(fileURLWithPath: "\(directory)/tools/\(key)"), options: .atomic)
  }

  /// Moves a folder out of the way first, so that it never stands there half removed.
  private func discard(_ path: String) {
    let grave = temporaryPath()
    if rename(path, grave) == 0 { try? FileManager.default.removeItem(atPath: grave) }
  }

  private func pruneNowAndThen() {
    let count = buildsSincePruning.add(1, ordering: .relaxed).newValue
    if count % 32 == 1 { prune() }
  }
}

extension CosimulationCache {
  /// All entries, the last used one first.
  public var entries: [Entry] {
    var entries: [Entry] = []
    for kind in Kind.allCases {
      let keys = (try? FileManager.default.contentsOfDirectory(atPath: "\(directory)/\(kind.rawValue)")) ?? []
      for key in keys {
        let (size, lastUsed) = CacheManifest.use(of: path(kind, key))
        entries.append(Entry(kind: kind, key: key, size: size, lastUsed: lastUsed))
      }
    }
    return entries.sorted { ($0.lastUsed, $0.key) > ($1.lastUsed, $1.key) }
  }

  /// The bytes of all entries.
  public var size: Int { entries.reduce(0) { $0 + $1.size } }

  /// Removes everything. Simulations that run are not disturbed.
  public func clear() {
    for entry in entries { discard(entry.kind, entry.key) }
    for folder in ["tools", "logs"] { removeFiles(in: folder, olderThan: .distantFuture) }
    removeFiles(in: "staging", olderThan: Date(timeIntervalSinceNow: -3600))
  }

  /// Removes the entries that were not used for the longest time until three quarters of the limit are kept, when the size is
  /// over the limit; and what interrupted builds left. Happens by itself now and then.
  public func prune() {
    let day = 86400.0
    removeFiles(in: "staging", olderThan: Date(timeIntervalSinceNow: -day))
    removeFiles(in: "logs", olderThan: Date(timeIntervalSinceNow: -7 * day))
    let entries = entries
    var total = entries.reduce(0) { $0 + $1.size }
    guard total > sizeLimit else { return }
    for entry in entries.reversed() where total > sizeLimit / 4 * 3 {
      discard(entry.kind, entry.key)
      total -= entry.size
    }
  }

  private func removeFiles(in folder: String, olderThan limit: Date) {
    let path = "\(directory)/\(folder)"
    for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
      let file = "\(path)/\(name)"
      let attributes = try? FileManager.default.attributesOfItem(atPath: file)
      guard let date = attributes?[.modificationDate] as? Date, date < limit else { continue }
      try? FileManager.default.removeItem(atPath: file)
    }
  }
}
