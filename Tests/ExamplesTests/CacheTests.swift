import Bitloom
import Testbench
import Testing

@testable import Examples

/// The memory behind the cache: it obeys commands and counts them.
private struct LineMemory {
  let wordsPerLine: Int
  var words: [Int]
  var random: SeededGenerator
  var reads = 0
  var writes = 0
  private var line: Int?
  private var isWrite = false
  private var position = 0
  // An offer stands until it is taken.
  private var isOffering = false

  init(words: [Int], wordsPerLine: Int, seed: UInt64) {
    self.words = words
    self.wordsPerLine = wordsPerLine
    random = SeededGenerator(seed: seed)
  }

  mutating func drive(_ dut: Testbench<Cache>, patience: Double) {
    dut.command.ready = line == nil && random.chance(patience) ? 1 : 0
    dut.evicted.ready = line != nil && isWrite && random.chance(patience) ? 1 : 0
    if !isOffering, let line, !isWrite, random.chance(patience) {
      isOffering = true
      dut.filled.payload = words[line * wordsPerLine + position]
    }
    dut.filled.valid = isOffering ? 1 : 0
  }

  mutating func observe(_ dut: Testbench<Cache>) throws {
    if dut.command.valid == 1, dut.command.ready == 1 {
      line = dut.command.payload.address
      isWrite = dut.command.payload.isWrite == 1
      if isWrite { writes += 1 } else { reads += 1 }
      position = 0
    } else if dut.evicted.valid == 1, dut.evicted.ready == 1, let line {
      words[line * wordsPerLine + position] = dut.evicted.payload
      advance()
    } else if isOffering, dut.filled.ready == 1 {
      isOffering = false
      advance()
    }
  }

  private mutating func advance() {
    position += 1
    if position == wordsPerLine { line = nil }
  }
}

/// Which lines a direct-mapped cache holds, counted apart from the design.
private struct LineCounter {
  let cache: Cache
  private var lines: [Int: (line: Int, isChanged: Bool)] = [:]
  private(set) var fills = 0
  private(set) var evictions = 0

  init(_ cache: Cache) { self.cache = cache }

  mutating func access(_ address: Int, isWrite: Bool) {
    let line = address / cache.wordsPerLine
    let place = line % cache.lines
    if lines[place]?.line != line {
      if lines[place]?.isChanged == true { evictions += 1 }
      fills += 1
      lines[place] = (line, false)
    }
    if isWrite { lines[place]?.isChanged = true }
  }
}

@Suite struct CacheTests {
  /// Random accesses within a small space, so that hits, evictions and refills are all frequent, against a flat memory.
  private func check(_ cache: Cache, _ lockstep: Lockstep, accesses: Int, seed: UInt64) throws {
    func body(_ dut: Testbench<Cache>) throws {
      dut.checkProtocol(of: dut.request)
      dut.checkProtocol(of: dut.command)
      dut.checkProtocol(of: dut.evicted)
      dut.checkProtocol(of: dut.filled)
      var random = SeededGenerator(seed: seed)
      var flat = (0..<1 << cache.addressWidth).map { _ in random.number(below: 1 << 32) }
      var memory = LineMemory(words: flat, wordsPerLine: cache.wordsPerLine, seed: seed + 1)
      var counter = LineCounter(cache)
      var done = 0
      var expected: Int?
      var isOffering = false
      let space = min(flat.count, 3 * cache.lines * cache.wordsPerLine)
      for cycle in 0..<accesses * 60 where done < accesses {
        if !isOffering, random.chance(0.8) {
          isOffering = true
          let payload = dut.request.payload
          payload.address = random.number(below: space)
          payload.isWrite = random.chance(0.4) ? 1 : 0
          payload.data = random.number(below: 1 << 32)
          payload.strobes = random.chance(0.5) ? 15 : random.number(below: 16)
        }
        dut.request.valid = isOffering ? 1 : 0
        memory.drive(dut, patience: seed % 2 == 0 ? 1 : 0.6)
        let place = "seed \(seed), cycle \(cycle):"
        try require(dut.readValid, expected == nil ? 0 : 1, "\(place) 'readValid'")
        if let expected { try require(dut.readData, expected, "\(place) the word read") }
        expected = nil
        if isOffering, dut.request.ready == 1 {
          let payload = dut.request.payload
          let address = payload.address
          counter.access(address, isWrite: payload.isWrite == 1)
          if payload.isWrite == 1 {
            for lane in 0..<4 where payload.strobes >> lane & 1 == 1 {
              flat[address] = flat[address] & ~(0xff << (8 * lane)) | payload.data & 0xff << (8 * lane)
            }
          } else {
            expected = flat[address]
          }
          isOffering = false
          done += 1
        }
        try memory.observe(dut)
        dut.step()
      }
      try require(done, accesses, "accesses done")
      try require([memory.reads, memory.writes], [counter.fills, counter.evictions], "lines filled and evicted")
      #expect(counter.evictions > accesses / 20)
    }
    try simulate(cache, on: lockstep) { try body($0) }
  }

  @Test func randomAccessesOnThreeEngines() throws { try check(Cache(), threeEngines(), accesses: 1000, seed: 91) }

  @Test(arguments: [(2, 2, 8), (4, 8, 9), (64, 4, 12), (16, 2, 6)], [0, 1])
  func randomAccesses(_ size: (lines: Int, wordsPerLine: Int, addressWidth: Int), _ seed: UInt64) throws {
    let cache = Cache(lines: size.lines, wordsPerLine: size.wordsPerLine, addressWidth: size.addressWidth)
    try check(cache, Lockstep([.native]), accesses: 1000, seed: 92 + seed)
  }

  /// A hit in every cycle; a miss takes the lookup, a command, the words of the line, and the second lookup.
  @Test func cyclesOfHitsAndMisses() throws {
    func check(_ dut: Testbench<Cache>) {
      (dut.command.ready, dut.evicted.ready, dut.filled.valid, dut.request.valid) = (1, 1, 1, 1)
      func cycles(_ address: Int, isWrite: Int) -> Int {
        dut.request.payload.address = address
        dut.request.payload.isWrite = isWrite
        dut.request.payload.strobes = 15
        let start = dut.cycle
        while dut.request.ready == 0, dut.cycle < start + 50 { dut.step() }
        dut.step()
        return dut.cycle - start
      }
      #expect(cycles(0, isWrite: 0) == 7)
      for address in 1..<4 { #expect(cycles(address, isWrite: 1) == 1) }
      #expect(cycles(4, isWrite: 0) == 7)
      #expect(cycles(8, isWrite: 0) == 12)
      #expect(cycles(0, isWrite: 0) == 7)
    }
    try simulate(Cache(lines: 2, wordsPerLine: 4, addressWidth: 6)) { check($0) }
  }

  @Test func impossibleParameters() {
    expectProblems(
      of: Cache(lines: 1, wordsPerLine: 3),
      [
        "lines is 1; it must be a power of two, at least 2",
        "wordsPerLine is 3; it must be a power of two, at least 2",
      ])
    expectProblems(of: Cache(addressWidth: 6), ["addressWidth is 6; it must be at least 7"])
  }
}
