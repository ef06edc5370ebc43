import Bitloom
import Components
import Simulation
import Testbench
import Testing

@Suite struct TrueDualPortMemoryTests {
  static let memories = [
    TrueDualPortMemory(word: .unsigned(8), depth: 4, lanes: 2),
    TrueDualPortMemory(word: .unsigned(5), depth: 3, latency: 2),
    TrueDualPortMemory(word: .unsigned(18), depth: 16, latency: 1, contents: .repeated(5)),
  ]

  /// Two ports at random, which stay away from what the other one writes.
  @Test(arguments: memories)
  func bothPortsShareTheWords(_ memory: TrueDualPortMemory<SignalType>) throws {
    let seed: UInt64 = 33
    let (width, depth, lanes) = (memory.word.width, memory.depth, memory.lanes)
    try simulate(memory, on: everyEngine(), mayBeUnknown: [\.a.word, \.b.word]) { dut in
      var random = SeededGenerator(seed: seed)
      var model = WordsModel(width: width, depth: depth, lanes: lanes, contents: memory.contents == nil ? nil : 5)
      var models = [PortModel](repeating: PortModel(.noChange, latency: memory.latency), count: 2)
      let ports = [dut.a, dut.b]
      var count = 0
      while count < 2000 {
        let accesses = ports.map { _ in PortAccess(&random, width: width, depth: depth, lanes: lanes) }
        let meets = accesses[0].address == accesses[1].address
        if meets && accesses.contains(where: \.isWrite) { continue }
        count += 1
        let before = accesses.map { model.words[$0.address] }
        for (port, access) in zip(ports, accesses) {
          let mask = model.words[access.address] == nil ? (1 << lanes) - 1 : access.mask
          (port.enable, port.store) = (access.isOn ? 1 : 0, access.isWrite ? 1 : 0)
          (port.address, port.value) = (access.address, access.value)
          if lanes > 0 { port.mask = mask }
          if access.isOn, access.isWrite { model.write(access.value, at: access.address, mask: mask) }
        }
        dut.step()
        for index in 0..<2 {
          models[index].clock(accesses[index], before: before[index], after: model.words[accesses[index].address])
          if let word = models[index].word { try require(ports[index].word, word, "cycle \(count), seed \(seed)") }
        }
      }
    }
  }

  /// What the ports must not do to each other.
  @Test func collisionsAreReported() throws {
    let memory = TrueDualPortMemory(word: .unsigned(8), depth: 4, contents: .repeated(0))
    let module = try elaborate(memory).top.name
    let expected: [String] = [
      "assertion '\(module).one_writer' failed: both ports write word 2",
      "read of address 2 of memory '\(module).words' while it is written",
    ]
    var messages: [String] = []
    try simulate(memory, on: everyEngine(), mayBeUnknown: [\.a.word, \.b.word]) { dut in
      for port in [dut.a, dut.b] { (port.enable, port.store, port.address, port.value) = (1, 1, 2, 3) }
      dut.step()
      dut.b.store = 0
      dut.step()
      messages = dut.takeViolations().map(\.message)
    }
    #expect(messages == expected)
  }
}
