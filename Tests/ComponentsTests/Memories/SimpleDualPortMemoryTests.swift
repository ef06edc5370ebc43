import Bitloom
import Components
import Simulation
import Testbench
import Testing

@Suite struct SimpleDualPortMemoryTests {
  static let memories: [SimpleDualPortMemory<SignalType>] =
    [1, 2].flatMap { latency in
      ReadDuringWrite.allCases.map {
        SimpleDualPortMemory(word: .unsigned(8), depth: 4, lanes: 2, latency: latency, duringWrite: $0)
      }
    } + [
      SimpleDualPortMemory(word: .unsigned(9), depth: 5, latency: 0),
      SimpleDualPortMemory(word: .unsigned(4), depth: 1, contents: .repeated(0)),
      SimpleDualPortMemory(word: .unsigned(10), depth: 7, lanes: 5, duringWrite: .undefined, storage: .block),
    ]

  @Test(arguments: memories)
  func isAnArrayOnEveryEngine(_ memory: SimpleDualPortMemory<SignalType>) throws {
    let seed: UInt64 = 32
    let (width, depth, lanes) = (memory.word.width, memory.depth, memory.lanes)
    try simulate(memory, on: everyEngine(), mayBeUnknown: [\.word]) { dut in
      var random = SeededGenerator(seed: seed)
      var model = WordsModel(width: width, depth: depth, lanes: lanes)
      let mode: WriteMode = memory.duringWrite == .new ? .writeFirst : .readFirst
      var port = PortModel(mode, latency: max(memory.latency, 1))
      for count in 0..<2500 {
        let write = PortAccess(&random, width: width, depth: depth, lanes: lanes)
        let read = PortAccess(&random, width: width, depth: depth, lanes: lanes)
        let isFirst = model.words[write.address] == nil
        let mask = isFirst ? (1 << lanes) - 1 : write.mask
        let meets = write.isWrite && write.address == read.address
        let isRead = read.isOn && !(memory.duringWrite == .undefined && meets)
        (dut.store, dut.storeAddress, dut.value) = (write.isWrite ? 1 : 0, write.address, write.value)
        dut.loadAddress = read.address
        if memory.latency > 0 { dut.load = isRead ? 1 : 0 }
        if lanes > 0 { dut.mask = mask }
        let before = model.words[read.address]
        let place = "cycle \(count), seed \(seed)"
        if memory.latency == 0, let before { try require(dut.word, before, place) }
        if write.isWrite { model.write(write.value, at: write.address, mask: mask) }
        dut.step()
        if isRead { port.read(before: before, after: model.words[read.address]) } else { port.idle() }
        if memory.latency > 0, let word = port.word { try require(dut.word, word, place) }
      }
    }
  }

  private static let writing = ClockDomain(clock: "write_clk", reset: .init(name: "write_rst"))
  private static let reading = ClockDomain(clock: "read_clk", reset: .init(name: "read_rst"))

  /// Written by one clock, then read by the other.
  @Test(arguments: [1, 2])
  func twoClocksShareTheWords(_ latency: Int) throws {
    let (writing, reading) = (Self.writing, Self.reading)
    let memory = SimpleDualPortMemory(
      word: .unsigned(8), depth: 16, latency: latency, duringWrite: .undefined, write: writing, read: reading)
    try simulate(memory, on: everyEngine(), mayBeUnknown: [\.word]) { dut in
      dut.load = 0
      dut.store = 1
      for address in 0..<16 {
        (dut.storeAddress, dut.value) = (address, address * 13 % 256)
        try dut.step(clocks: [writing])
      }
      dut.store = 0
      dut.load = 1
      for address in 0..<16 {
        dut.loadAddress = address
        try dut.step(latency, clocks: [reading])
        #expect(dut.word == address * 13 % 256)
      }
    }
  }

  /// One clock alone has to be named: the other port is in the module's own.
  @Test func oneClockOfItsOwn() throws {
    let memory = SimpleDualPortMemory(word: .unsigned(8), depth: 16, duringWrite: .undefined, read: Self.reading)
    let text = try #require(elaborate(memory).verilog().first?.text)
    #expect(text.contains("always_ff @(posedge clk) begin\n    if (store)"))
    #expect(text.contains("always_ff @(posedge read_clk) begin\n    if (load)"))
  }
}

extension PortModel {
  /// One edge at which the port reads a word.
  mutating func read(before: Int?, after: Int?) {
    clock(PortAccess(isOn: true, isWrite: true), before: before, after: after)
  }

  /// One edge at which it does not.
  mutating func idle() { clock(PortAccess(isOn: false, isWrite: false), before: nil, after: nil) }
}

extension PortAccess {
  init(isOn: Bool, isWrite: Bool) {
    self.isOn = isOn
    self.isWrite = isWrite
    (address, value, mask) = (0, 0, 0)
  }
}
