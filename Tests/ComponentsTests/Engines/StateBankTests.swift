import Bitloom
import Simulation
import Testbench
import Testing

/// What the registers and memories of the bank must hold.
struct StateBankModel {
  var left = -5
  var right = 9
  var ring = [1, 2, 3]
  var ordered = 11
  var parts = 0x5a
  /// The last twelve numbers, the latest last; before them all ones.
  var numbers = [Int](repeating: -1, count: 12)
  // What no reset touches.
  var words = [Int?](repeating: nil, count: 5)
  var registered: Int?
  var wideWords = [Int128?](repeating: nil, count: 8)

  mutating func reset() {
    let old = self
    self = StateBankModel()
    (words, wideWords, registered) = (old.words, old.wideWords, old.registered)
  }

  /// The low 70 bits of the numbers side by side.
  var shifted: Int128 {
    let all = numbers.reduce(Int128(-1)) { $0 << 6 | Int128($1 & 63) }
    return (all << 58) >> 58
  }

  func word(_ address: Int) -> Int? { address < 5 ? words[address] : 0 }

  mutating func clock(number: Int, address: Int, other: Int, first: Bool, second: Bool) {
    let before = self
    registered = before.word(other)
    if first, address < 5 { words[address] = number }
    if second, other < 5 { words[other] = before.left }
    if first || second { wideWords[address] = first ? before.shifted : ~before.shifted }
    if first {
      (left, right) = (right, left)
    } else if second {
      left = number
    }
    if second { ring = [before.ring[1], before.ring[2], before.ring[0]] }
    if number == -1 {
      ordered = 6
    } else if second {
      ordered = (first ? 8 : 0) + address
    } else if first {
      ordered = (ordered + 15) % 16
    }
    if first { parts = parts & 0xf0 | number & 0xf }
    if second { parts = parts & 0x87 | (before.parts & 0xf) << 3 }
    parts = parts & 0x7f | (number < 0 ? 0x80 : 0)
    numbers = Array(numbers.dropFirst()) + [number]
  }
}

@Suite struct StateBankTests {
  typealias Reset = ClockDomain.Reset

  static let domains = [
    ClockDomain.standard,
    ClockDomain(reset: Reset(kind: .asynchronous, polarity: .activeLow)),
    ClockDomain(edge: .falling, reset: Reset(kind: .synchronous, polarity: .activeLow)),
  ]

  @Test(arguments: domains)
  func registersAndMemoriesOnEveryEngine(_ domain: ClockDomain) throws {
    let seed: UInt64 = 51
    // The memories are unknown until they are written.
    let unknown: [PartialKeyPath<StateBank.IO>] = [\.word, \.registered, \.wide]
    try simulate(StateBank(), on: everyEngine(), domain: domain, mayBeUnknown: unknown) { dut in
      var random = SeededGenerator(seed: seed)
      var model = StateBankModel()
      for cycle in 0..<2000 {
        if random.chance(0.005) {
          let (other, first, second, address, number) = (dut.other, dut.first, dut.second, dut.address, dut.number)
          dut.reset()
          // Registers and memories without a reset go on as in any other cycle.
          var kept = model
          if domain.reset?.kind == .asynchronous { kept.reset() }
          kept.clock(number: number, address: address, other: other, first: first == 1, second: second == 1)
          model = kept
          model.reset()
        }
        let number = random.chance(0.1) ? -1 : Int.random(in: -32...31, using: &random)
        let (address, other) = (Int.random(in: 0...7, using: &random), Int.random(in: 0...7, using: &random))
        let (first, second) = (random.chance(0.4), random.chance(0.4))
        (dut.number, dut.address, dut.other) = (number, address, other)
        (dut.first, dut.second) = (first ? 1 : 0, second ? 1 : 0)
        try compare(dut, model, address, other, first, second, "in cycle \(cycle), seed \(seed):")
        model.clock(number: number, address: address, other: other, first: first, second: second)
        dut.step()
        // Some of the addresses are beyond the end.
        _ = dut.takeViolations()
      }
    }
  }

  /// Also where nothing was written yet, and in the engine that would show an unknown word.
  @Test(arguments: [Engine.native, .verilator, .icarus])
  func readsBeyondTheEndOfAMemoryAreZero(_ engine: Engine) throws {
    for dialect in [VerilogDialect.systemVerilog, .verilog2001] {
      try simulate(StateBank(), on: engine, dialect: dialect) { dut in
        (dut.first, dut.second, dut.number) = (1, 1, -1)
        for address in 0...7 {
          (dut.address, dut.other) = (address, 7 - address)
          dut.step()
        }
        (dut.first, dut.second) = (0, 0)
        for address in 5...7 {
          dut.address = address
          #expect(dut.word == 0)
        }
        // Such accesses are told.
        _ = dut.takeViolations()
      }
    }
  }

  private func compare(
    _ dut: Testbench<StateBank>, _ model: StateBankModel, _ address: Int, _ other: Int, _ first: Bool, _ second: Bool,
    _ place: String
  ) throws {
    try require([dut.left, dut.right], [model.left, model.right], "\(place) left and right")
    try require(dut.ring.values, model.ring, "\(place) ring")
    try require(dut.ordered, model.ordered, "\(place) ordered")
    try require(dut.parts, model.parts, "\(place) parts")
    if let word = model.word(address) { try require(dut.word, word, "\(place) word") }
    if let registered = model.registered { try require(dut.registered, registered, "\(place) registered") }
    if let wide = model.wideWords[other] { try require(number(dut.bits(\.wide).value), wide, "\(place) wide") }
    try require(number(dut.bits(\.shifted).value), model.shifted, "\(place) shifted")
    let chosen = !first ? 3 : second ? address : model.ordered
    try require([dut.chosen, dut.follower], [chosen, chosen ^ 5], "\(place) chosen")
    let later = second ? address : 9
    try require([dut.earlier, dut.later], [second ? later + 1 : later ^ 15, later], "\(place) earlier and later")
  }

  private func number(_ bits: Bits) -> Int128 {
    let wide = bits.extended(to: 128, signed: true)
    return Int128(truncatingIfNeeded: UInt128(wide.word(1)) << 64 | UInt128(wide.word(0)))
  }
}
