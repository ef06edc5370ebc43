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

  /// Seconds after which a folder of a build that nobody works at counts as left behind.
  private let abandonedAge: Double
  private let buildsSincePruning = Atomic<Int>(0)

  public convenience init(directory: String, sizeLimit: Int = 1 << 30) {
    self.init(directory: directory, sizeLimit: sizeLimit, abandonedAge: 60)
  }

  init(directory: String, sizeLimit: Int, abandonedAge: Double) {
    self.directory = directory
    self.sizeLimit = sizeLimit
    self.abandonedAge = abandonedAge
    for folder in Kind.allCases.map(\.rawValue) + ["staging", "locks", "tools", "logs"] {
      try? FileManager.default.createDirectory(
        atPath: directory + "/" + folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
  }

  /// The folder of an entry, which stays as long as its use; `build` fills a new folder when there is none, or a damaged one.
  ///
  /// What `build` throws is thrown again, and nothing is kept.
  func entry(
    _ kind: Kind, _ key: String, build: (_ folder: String) throws(CosimulationError) -> Void
  ) throws(CosimulationError) -> (folder: String, use: CacheUse?) {
    let path = path(kind, key)
    if let use = beginUse(of: path) { return (path, use) }
    let use = try withLocks(kind, [key]) { () throws(CosimulationError) in
      if let use = beginUse(of: path) { return Optional(use) }
      discard(path)
      try makeEntry(kind, key, build: build)
      return CacheUse.begin(path)
    }
    pruneNowAndThen()
    return (path, use)
  }

  /// Whether there is an entry, undamaged.
  func has(_ kind: Kind, _ key: String) -> Bool { CacheManifest.isIntact(path(kind, key)) }

  private func beginUse(of path: String) -> CacheUse? {
    guard let use = CacheUse.begin(path), CacheManifest.isIntact(path) else { return nil }
    CacheManifest.touch(path)
    return use
  }

  /// Keeps others from building entries of these keys.
  func withLocks<Result>(
    _ kind: Kind, _ keys: [String], _ body: () throws(CosimulationError) -> Result
  ) throws(CosimulationError) -> Result {
    // Entries of one kind share 256 locks, so that lock files need never be removed.
    try FileLock.withLocks(Set(keys.map { "\(directory)/locks/\(kind.rawValue)-\($0.prefix(2))" }), body)
  }

  /// Makes an entry that is not there.
  func makeEntry(
    _ kind: Kind, _ key: String, build: (_ folder: String) throws(CosimulationError) -> Void
  ) throws(CosimulationError) {
    let path = path(kind, key)
    try withTemporaryFolder { staging throws(CosimulationError) in
      try build(staging)
      try CacheManifest.write(for: staging)
      if rename(staging, path) != 0, !CacheManifest.isIntact(path) {
        discard(path)
        guard rename(staging, path) == 0 else {
          throw CosimulationError(.fileSystem, "cannot move what was built to '\(path)'")
        }
      }
    }
  }

  /// A folder that is removed in the end; by others when this process ends before.
  func withTemporaryFolder<Result>(
    _ body: (_ folder: String) throws(CosimulationError) -> Result
  ) throws(CosimulationError) -> Result {
    let folder = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw CosimulationError(.fileSystem, "cannot make the folder '\(folder)': \(error.localizedDescription)")
    }
    // The lock tells that somebody is at work.
    return try FileLock.withLock(ofFolder: folder) { () throws(CosimulationError) in try body(folder) }
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

  func pruneNowAndThen() {
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

  /// Removes everything but what simulations that run use.
  public func clear() {
    for entry in entries { removeUnlessUsed(entry) }
    for folder in ["tools", "logs"] { removeFiles(in: folder, olderThan: .distantFuture) }
    removeAbandoned()
  }

  /// Removes the entries that were not used for the longest time until three quarters of the limit are kept, when the size is
  /// over the limit; and what interrupted builds left. What a simulation uses stays. Happens by itself now and then.
  public func prune() {
    removeAbandoned()
    removeFiles(in: "logs", olderThan: Date(timeIntervalSinceNow: -7 * 86400))
    let entries = entries
    var total = entries.reduce(0) { $0 + $1.size }
    guard total > sizeLimit else { return }
    for entry in entries.reversed() where total > sizeLimit / 4 * 3 {
      if removeUnlessUsed(entry) { total -= entry.size }
    }
  }

  @discardableResult
  private func removeUnlessUsed(_ entry: Entry) -> Bool {
    var isRemoved = false
    let path = path(entry.kind, entry.key)
    CacheUse.withoutUses(of: path) {
      discard(path)
      isRemoved = true
    }
    return isRemoved
  }

  /// Removes what builds that were killed have left: folders that nobody holds the lock of. Other files go after a day.
  private func removeAbandoned() {
    let staging = "\(directory)/staging"
    // One that is new may not be locked yet.
    let limit = Date(timeIntervalSinceNow: -abandonedAge)
    for name in (try? FileManager.default.contentsOfDirectory(atPath: staging)) ?? [] {
      let path = "\(staging)/\(name)"
      let attributes = try? FileManager.default.attributesOfItem(atPath: path)
      guard attributes?[.type] as? FileAttributeType == .typeDirectory,
        let date = attributes?[.modificationDate] as? Date, date < limit, FileLock.isFree(path)
      else { continue }
      try? FileManager.default.removeItem(atPath: path)
    }
    removeFiles(in: "staging", olderThan: Date(timeIntervalSinceNow: -86400))
  }

  private func removeFiles(in folder: String, olderThan limit: Date) {
    let path = "\(directory)/\(folder)"
    for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] {
      let file = "\(path)/\(name)"
      let attributes = try? FileManager.default.attributesOfItem(atPath: file)
      guard let date = attributes?[.modificationDate] as? Date, date < limit,
        attributes?[.type] as? FileAttributeType != .typeDirectory
      else { continue }
      try? FileManager.default.removeItem(atPath: file)
    }
  }
}
