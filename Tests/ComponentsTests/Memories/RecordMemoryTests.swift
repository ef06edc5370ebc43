import Bitloom
import Simulation
import Testbench
import Testing

@Suite struct RecordMemoryTests {
  @Test(arguments: [false, true])
  func bundlesAndCodesAreWords(_ isPacked: Bool) throws {
    typealias Mood = RecordMemory.Mood
    let seed: UInt64 = 11
    let late: [PartialKeyPath<RecordMemory.IO>] = [\.next, \.later, \.moodNext]
    try simulate(RecordMemory(isPacked: isPacked), on: everyEngine(), mayBeUnknown: late) { dut in
      var random = SeededGenerator(seed: seed)
      let inputs = dut.value.allPorts
      let zero = inputs.map { Bits(zeroOfWidth: $0.type.width) }
      var records = Array(repeating: zero, count: 4)
      var moods: [Mood] = [.tired, .calm, .busy, .calm]
      var (next, moodNext): ([Bits], Mood?) = (zero, nil)
      var later: [[Bits]?] = [nil, nil]
      for cycle in 0..<1000 {
        let isStored = random.chance(0.5)
        let address = Int.random(in: 0..<4, using: &random)
        let load = random.chance(0.5) ? address : Int.random(in: 0..<4, using: &random)
        let value = inputs.map { Bits.random(width: $0.type.width, using: &random) }
        let fields = inputs.map { _ in random.chance(0.5) }
        let mood = Mood.allCases.randomElement(using: &random) ?? .calm
        dut.store = isStored ? 1 : 0
        (dut.storeAddress, dut.loadAddress, dut.mood) = (address, load, mood)
        for (port, bits) in zip(inputs, value) { port.set(bits) }
        dut.fields.values = fields.map { $0 ? 1 : 0 }
        let place = "cycle \(cycle), seed \(seed):"
        try require(dut.now.allPorts.map(\.bits.value), records[load], "\(place) now")
        try require(dut.moodNow, moods[load], "\(place) mood now")
        if cycle > 0 { try require(dut.next.allPorts.map(\.bits.value), next, "\(place) next") }
        if let moodNext { try require(dut.moodNext, moodNext, "\(place) mood next") }
        if let later = later[1] { try require(dut.later.allPorts.map(\.bits.value), later, "\(place) later") }
        next = records[load]
        if isStored {
          for field in fields.indices where fields[field] { records[address][field] = value[field] }
          moods[address] = mood
          moodNext = moods[load]
        }
        later = [isStored ? records[load] : later[0], later[0]]
        dut.step()
      }
    }
  }

  /// Tables that are emitted within the module, in a loop, and as a file.
  @Test(arguments: [1, 5, 16, 17, 200], [0, 1])
  func tablesHoldTheirContents(_ count: Int, _ latency: Int) throws {
    let contents = (0..<count).map { ($0 * 37 + 11) % 256 }
    try simulate(Table(contents: contents, latency: latency), on: everyEngine(), mayBeUnknown: [\.word]) { dut in
      for address in 0..<count {
        dut.address = address
        dut.step()
        try require(dut.word, contents[address], "address \(address)")
      }
    }
  }
}
