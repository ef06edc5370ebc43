import Bitloom
import Components
import Simulation
import Testbench
import Testing

/// The words of a memory as a plain array: nil where they are not known.
struct WordsModel {
  let width: Int
  let lanes: Int
  var words: [Int?]

  init(width: Int, depth: Int, lanes: Int, contents: Int? = nil) {
    self.width = width
    self.lanes = lanes
    words = Array(repeating: contents, count: depth)
  }

  mutating func write(_ value: Int, at address: Int, mask: Int) {
    guard lanes > 0 else {
      words[address] = value
      return
    }
    let laneWidth = width / lanes
    var word = words[address] ?? 0
    for lane in 0..<lanes where mask >> lane & 1 == 1 {
      let bits = ((1 << laneWidth) - 1) << (lane * laneWidth)
      word = word & ~bits | value & bits
    }
    words[address] = word
  }
}

/// An access of a port, at random.
struct PortAccess {
  let isOn: Bool
  let isWrite: Bool
  let address: Int
  let value: Int
  let mask: Int

  init(_ random: inout SeededGenerator, width: Int, depth: Int, lanes: Int) {
    isOn = random.chance(0.8)
    isWrite = random.chance(0.5)
    address = Int.random(in: 0..<depth, using: &random)
    value = Int.random(in: 0..<1 << width, using: &random)
    mask = lanes > 0 ? Int.random(in: 0..<1 << lanes, using: &random) : 0
  }
}

/// What a port of a memory shows.
struct PortModel {
  let mode: WriteMode
  let latency: Int
  private var next: Int?
  private(set) var word: Int?

  init(_ mode: WriteMode, latency: Int) {
    self.mode = mode
    self.latency = latency
  }

  /// One edge. `words` is already written.
  mutating func clock(_ access: PortAccess, before: Int?, after: Int?) {
    let last = next
    if access.isOn {
      if !access.isWrite || mode == .readFirst { next = before } else if mode == .writeFirst { next = after }
    }
    word = latency == 1 ? next : last
  }
}

@Suite struct SinglePortMemoryTests {
  static let memories =
    WriteMode.allCases.flatMap { mode in
      [1, 2].map { SinglePortMemory(word: .unsigned(8), depth: 8, lanes: 2, latency: $0, writeMode: mode) }
    } + [
      SinglePortMemory(word: .unsigned(12), depth: 5), SinglePortMemory(word: .unsigned(3), depth: 1),
      SinglePortMemory(word: .unsigned(16), depth: 6, lanes: 16, writeMode: .writeFirst, contents: .repeated(77)),
    ]

  @Test(arguments: memories)
  func isAnArrayOnEveryEngine(_ memory: SinglePortMemory<SignalType>) throws {
    let seed: UInt64 = 31
    let (width, depth, lanes) = (memory.word.width, memory.depth, memory.lanes)
    try simulate(memory, on: everyEngine(), mayBeUnknown: [\.word]) { dut in
      var random = SeededGenerator(seed: seed)
      // A masked write of an unknown word leaves lanes that are not known.
      var model = WordsModel(width: width, depth: depth, lanes: lanes, contents: memory.contents == nil ? nil : 77)
      var port = PortModel(memory.writeMode, latency: memory.latency)
      func cycle(_ access: PortAccess, mask: Int, _ place: String) throws {
        (dut.enable, dut.store) = (access.isOn ? 1 : 0, access.isWrite ? 1 : 0)
        (dut.address, dut.value) = (access.address, access.value)
        if lanes > 0 { dut.mask = mask }
        let before = model.words[access.address]
        if access.isOn, access.isWrite { model.write(access.value, at: access.address, mask: mask) }
        dut.step()
        port.clock(access, before: before, after: model.words[access.address])
        if let word = port.word { try require(dut.word, word, place) }
      }
      let all = (1 << lanes) - 1
      while model.words.contains(where: { $0 == nil }) {
        try cycle(PortAccess(&random, width: width, depth: depth, lanes: lanes), mask: all, "filling, seed \(seed)")
      }
      for count in 0..<2000 {
        let access = PortAccess(&random, width: width, depth: depth, lanes: lanes)
        try cycle(access, mask: access.mask, "cycle \(count), seed \(seed)")
      }
    }
  }

  @Test func bundlesAreWords() throws {
    try simulate(SinglePortMemory(word: PacketShape(), depth: 4), on: everyEngine(), mayBeUnknown: [\.word]) { dut in
      var random = SeededGenerator(seed: 8)
      let packets = (0..<4).map { _ in
        dut.value.allPorts.map { Bits.random(width: $0.type.width, using: &random) }
      }
      dut.enable = 1
      dut.store = 1
      for (address, packet) in packets.enumerated() {
        dut.address = address
        for (port, bits) in zip(dut.value.allPorts, packet) { port.set(bits) }
        dut.step()
      }
      dut.store = 0
      for (address, packet) in packets.enumerated() {
        dut.address = address
        dut.step()
        try require(dut.word.allPorts.map(\.bits.value), packet, "packet \(address)")
      }
    }
  }
}
