import Bitloom
import Simulation
import Testbench
import Testing

/// Bytes that are packets, broken packets and noise.
struct ByteSource {
  private var random: SeededGenerator
  private var bytes: [UInt8] = []
  private var strobeProbability = 0.9
  private var inputs = PacketParserModel.Inputs()

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  mutating func next() -> PacketParserModel.Inputs {
    if bytes.isEmpty { bytes = random.chance(0.75) ? packet() : noise() }
    if random.chance(0.02) { strobeProbability = [0.15, 0.5, 0.9, 1].randomElement(using: &random) ?? 1 }
    if random.chance(0.01) { inputs.mode = Int.random(in: 0..<4, using: &random) }
    inputs.cancel = random.chance(0.005)
    inputs.strobe = random.chance(strobeProbability)
    inputs.data = inputs.strobe ? bytes.removeFirst() : UInt8.random(in: 0...255, using: &random)
    return inputs
  }

  private mutating func packet() -> [UInt8] {
    let length = random.chance(0.1) ? Int.random(in: 0...255, using: &random) : Int.random(in: 1...16, using: &random)
    let contents = (0..<min(length, 20)).map { _ in UInt8.random(in: 0...255, using: &random) }
    let sum = contents.reduce(UInt8(length), ^)
    let isBroken = random.chance(0.2)
    return [0x7e, UInt8(length)] + contents + [isBroken ? sum ^ 1 << UInt8.random(in: 0..<8, using: &random) : sum]
  }

  private mutating func noise() -> [UInt8] {
    (0..<Int.random(in: 1...5, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  mutating func resetsNow() -> Bool { random.chance(0.001) }
}

@Suite struct PacketParserTests {
  typealias Reset = ClockDomain.Reset

  static let activeLow = ClockDomain(reset: Reset(name: "rst_n", kind: .asynchronous, polarity: .activeLow))
  static let otherDomains = [
    ClockDomain(reset: Reset(kind: .asynchronous)),
    ClockDomain(reset: Reset(name: "rst_n", kind: .synchronous, polarity: .activeLow)),
    ClockDomain(clock: "ck", edge: .falling, reset: Reset(name: "clear_n", kind: .asynchronous, polarity: .activeLow)),
  ]

  private func check(_ domain: ClockDomain, seed: UInt64, cycles: Int) throws {
    let parser = PacketParser()
    try simulate(parser, on: everyEngine(), domain: domain) { dut in
      var source = ByteSource(seed: seed)
      var model = PacketParserModel(patience: parser.patience)
      var accepted = 0
      for cycle in 0..<cycles {
        if source.resetsNow() {
          dut.reset()
          model = PacketParserModel(patience: parser.patience)
        }
        let inputs = source.next()
        dut.data = Int(inputs.data)
        dut.strobe = inputs.strobe ? 1 : 0
        dut.cancel = inputs.cancel ? 1 : 0
        dut.mode.values = [inputs.mode]
        let found = PacketParserModel.Outputs(
          phase: dut.state.map { "\($0)" } ?? "none", byte: dut.value, byteValid: dut.valueValid == 1,
          last: dut.last == 1,
          accepted: dut.accepted, rejected: dut.rejected, level: dut.level)
        let expected = model.outputs(inputs)
        try require(found, expected, "in cycle \(cycle), seed \(seed), \(inputs): what the parser shows")
        if expected.phase == "accept" { accepted += 1 }
        model.clock(inputs)
        dut.step()
      }
      #expect(accepted > cycles / 50, "the stimulus should be mostly packets")
    }
  }

  @Test(arguments: [(ClockDomain.standard, 41), (activeLow, 42)] as [(ClockDomain, UInt64)])
  func followsItsModelOnEveryEngine(_ domain: ClockDomain, seed: UInt64) throws {
    try check(domain, seed: seed, cycles: 10_000)
  }

  @Test(arguments: otherDomains)
  func followsItsModelInOtherClockDomains(_ domain: ClockDomain) throws {
    try check(domain, seed: 43, cycles: 2000)
  }

  /// A reset that comes and goes between two edges is seen by asynchronous resets alone.
  @Test(arguments: [(ClockDomain.standard, false), (activeLow, true)])
  func aResetWithoutAnEdge(_ domain: ClockDomain, isSeen: Bool) throws {
    func check(_ dut: Testbench<PacketParser>) {
      dut.strobe = 1
      dut.data = 0x7e
      dut.step()
      #expect(dut.state == .length)
      dut.reset(cycles: 0)
      #expect(dut.state == (isSeen ? .hunt : .length))
      dut.step()
    }
    try simulate(PacketParser(), on: everyEngine(), domain: domain) { check($0) }
  }

  @Test func waveform() throws {
    let wave = try simulate(PacketParser()) { dut in
      let wave = dut.record(\.data, \.strobe, \.state, \.valueValid, \.last, \.accepted, radix: .hexadecimal)
      dut.strobe = 1
      for byte in [0x7e, 0x02, 0x0f, 0x30, 0x3d, 0x00, 0x00] {
        dut.data = byte
        dut.step()
      }
      return wave
    }
    #expect(
      wave.description == """
        cycle       0          1          2          3          4          5          6
        data        ┃ 0x7e     ┃ 0x02     ┃ 0x0f     ┃ 0x30     ┃ 0x3d     ┃ 0x00                ┃
        strobe      ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔
        state       ┃ hunt     ┃ length   ┃ payload             ┃ checksum ┃ accept   ┃ hunt     ┃
        valueValid  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
        last        ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
        accepted    ┃ 0x0                                                             ┃ 0x1      ┃

        """)
  }
}
