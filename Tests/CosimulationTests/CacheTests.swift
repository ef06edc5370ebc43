import Foundation
import RTL
import Simulation
import Testing

@testable import Cosimulation

@Suite(.needsBoth) struct CacheTests {
  @Test func anEntryIsBuiltOnceAndThenFound() throws {
    try VerilatorEngine.prepare(.subtractor)
    let cache = try makeCache()
    defer { remove(cache) }
    let clock = ContinuousClock()
    let cold = try clock.measure { _ = try VerilatorEngine(.subtractor, cache: cache) }
    let loaded = try clock.measure { _ = try VerilatorEngine(.subtractor, cache: cache) }
    print("emit to running: \(cold) built, \(loaded) loaded before")
    #expect(countEntries(cache, .verilatorModel) == 1)
    let icarusCold = try clock.measure { _ = try IcarusEngine(.subtractor, cache: cache).readWord(2) }
    let icarusWarm = try clock.measure { _ = try IcarusEngine(.subtractor, cache: cache).readWord(2) }
    print("Icarus: \(icarusCold) built, \(icarusWarm) cached")
    #expect(countEntries(cache, .icarusBench) == 1)
    #expect(cache.size > 0)
    #expect(FileManager.default.subpaths(atPath: cache.directory + "/staging") == [])
  }

  @Test func precompiledHeadersAreAccepted() throws {
    let cache = try makeCache()
    defer { remove(cache) }
    for trace in [false, true] {
      // One the compiler refuses would be discarded.
      try VerilatorEngine.prepare(.subtractor, trace: trace, cache: cache)
      let toolchain = try VerilatorToolchain(tools: .standard, cache: cache)
      let runtime = VerilatorRuntime(toolchain: toolchain, trace: trace, cache: cache)
      guard let header = try runtime.precompiledHeader() else { continue }
      let before = try FileManager.default.attributesOfItem(atPath: header.path)[.systemFileNumber] as? Int
      var model = CosimulationModel.subtractor
      model.files[0].text += "// \(UUID().uuidString)\n"
      try VerilatorEngine.prepare(model, trace: trace, cache: cache)
      let after = try FileManager.default.attributesOfItem(atPath: header.path)[.systemFileNumber] as? Int
      #expect(before == after)
    }
  }

  @Test func whatChangesTheModelChangesTheEntry() throws {
    let cache = try makeCache()
    defer { remove(cache) }
    let path = cache.directory + "/trace.vcd"
    _ = try VerilatorEngine(.counter(.synchronous), cache: cache)
    _ = try VerilatorEngine(.counter(.asynchronous), cache: cache)
    _ = try VerilatorEngine(.counter(.asynchronous), trace: path, cache: cache)
    #expect(countEntries(cache, .verilatorModel) == 3)
  }

  @Test func aDamagedModelIsBuiltAnew() throws {
    try VerilatorEngine.prepare(.subtractor)
    let cache = try makeCache()
    defer { remove(cache) }
    let build = BuildVerilatorModel(model: .subtractor, trace: false, tools: .standard, cache: cache)
    let path = try build.build().path
    let good = try Data(contentsOf: URL(fileURLWithPath: path))
    var flipped = good
    flipped[good.count / 2] ^= 0xff
    for damaged in [Data(), good.prefix(1000), flipped] {
      try damaged.write(to: URL(fileURLWithPath: path))
      #expect(try build.build().path == path)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count == good.count)
    }
    try FileManager.default.removeItem(atPath: path)
    #expect(try build.build().path == path)
    try FileManager.default.removeItem(
      atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path + "/manifest")
    let engine = try VerilatorEngine(.subtractor, cache: cache)
    engine.writeWord(0, 4)
    #expect(engine.readWord(2) == 4)
  }

  @Test func anIntactEntryThatCannotBeLoadedIsBuiltAnew() throws {
    let cache = try makeCache()
    defer { remove(cache) }
    let build = BuildVerilatorModel(model: .subtractor, trace: false, tools: .standard, cache: cache)
    let path = try build.build().path
    try Data("no shared object".utf8).write(to: URL(fileURLWithPath: path))
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    try FileManager.default.removeItem(atPath: folder + "/manifest")
    try CacheManifest.write(for: folder)
    let engine = try VerilatorEngine(.subtractor, cache: cache)
    engine.writeWord(0, 4)
    #expect(engine.readWord(2) == 4)
  }

  @Test func anEntryWantedByManyAtOnceIsBuiltOnce() async throws {
    let cache = try makeCache()
    defer { remove(cache) }
    let builds = Counter()
    try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<20 {
        group.addTask {
          try cache.entry(.icarusBench, String(repeating: "0", count: 32)) { folder throws(CosimulationError) in
            builds.increment()
            try BuildStep.write("content", to: "\(folder)/file")
          }.folder
        }
      }
      for try await path in group {
        #expect(try String(contentsOfFile: path + "/file", encoding: .utf8) == "content")
      }
    }
    #expect(builds.value == 1)
  }

  @Test func aFailedBuildLeavesNothing() throws {
    let cache = try makeCache()
    defer { remove(cache) }
    let broken = CosimulationModel("broken", [], usesClock: false, usesReset: false, "module broken; assign; endmodule")
    #expect(throws: CosimulationError.self) { try VerilatorEngine(broken, cache: cache) }
    #expect(cache.entries.filter { $0.kind == .verilatorModel }.isEmpty)
    #expect(FileManager.default.subpaths(atPath: cache.directory + "/staging") == [])
  }

  @Test func theEntriesUnusedForLongestAreRemoved() throws {
    let cache = try makeCache(sizeLimit: 10_000)
    defer { remove(cache) }
    try FileManager.default.removeItem(atPath: cache.directory + "/runtime")
    let keys = (0..<20).map { StableHash.digest(of: $0) }
    for (age, key) in keys.enumerated() {
      let (folder, _) = try cache.entry(.icarusBench, key) { folder throws(CosimulationError) in
        try BuildStep.write(String(repeating: "x", count: 1000), to: "\(folder)/file")
      }
      let date = Date(timeIntervalSinceNow: Double(-1000 * age))
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: folder + "/manifest")
    }
    cache.prune()
    let expected: [String] = Array(keys.prefix(7))
    let found: [String] = cache.entries.map(\.key)
    #expect(found == expected)
    #expect(cache.size == 7000)
    cache.clear()
    #expect(cache.entries.isEmpty && cache.size == 0)
  }

  @Test func whatASimulationUsesIsNotRemoved() throws {
    let cache = try makeCache(sizeLimit: 1)
    defer { remove(cache) }
    try FileManager.default.removeItem(atPath: cache.directory + "/runtime")
    func key(_ number: Int) -> String { StableHash.digest(of: number) }
    func entry(_ number: Int) throws -> CacheUse? {
      try cache.entry(.icarusBench, key(number)) { folder throws(CosimulationError) in
        try BuildStep.write("content", to: "\(folder)/file")
      }.use
    }
    var uses: [CacheUse?] = [try entry(0), try entry(1), try entry(0)]
    _ = try entry(2)
    cache.prune()
    let both: Set<String> = [key(0), key(1)]
    let pruned: Set<String> = Set(cache.entries.map(\.key))
    #expect(pruned == both)
    uses.removeFirst()
    cache.clear()
    let cleared: Set<String> = Set(cache.entries.map(\.key))
    #expect(cleared == both)
    uses.removeFirst()
    cache.prune()
    let last: [String] = cache.entries.map(\.key)
    #expect(last == [key(0)])
    uses.removeAll()
    cache.clear()
    #expect(cache.entries.isEmpty)
  }

  @Test func whatAKilledBuildLeftIsRemoved() throws {
    let directory = FileManager.default.temporaryDirectory.path + "/cosimulation-tests-\(UUID().uuidString)"
    let cache = CosimulationCache(directory: directory, sizeLimit: 1 << 20, abandonedAge: 0)
    defer { remove(cache) }
    try FileManager.default.createDirectory(atPath: directory + "/staging/left", withIntermediateDirectories: true)
    try Data("x".utf8).write(to: URL(fileURLWithPath: directory + "/staging/left/model.so"))
    try cache.withTemporaryFolder { folder throws(CosimulationError) in
      cache.prune()
      #expect(FileManager.default.fileExists(atPath: folder))
    }
    #expect(FileManager.default.subpaths(atPath: directory + "/staging") == [])
  }

  @Test func theFolderFollowsTheEnvironment() {
    let base = FileManager.default.temporaryDirectory.path + "/location-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: base) }
    var environment = ["HOME": base + "/home"]
    #expect(CacheLocation.standard(environment: environment) == base + "/home/.cache/bitloom")
    environment["XDG_CACHE_HOME"] = base + "/xdg"
    #expect(CacheLocation.standard(environment: environment) == base + "/xdg/bitloom")
    environment["BITLOOM_CACHE"] = base + "/own"
    #expect(CacheLocation.standard(environment: environment) == base + "/own")
    environment["BITLOOM_CACHE"] = "relative"
    #expect(CacheLocation.standard(environment: environment) == base + "/xdg/bitloom")
    #expect(CacheLocation.standard(environment: [:]).hasSuffix("/bitloom-\(getuid())"))
    #expect(CacheLocation.standard(environment: ["HOME": "/proc/nowhere"]).hasSuffix("/bitloom-\(getuid())"))
  }
}

extension StableHash {
  static func digest(of number: Int) -> String {
    var hash = StableHash()
    hash.add(number)
    return hash.digest
  }
}
