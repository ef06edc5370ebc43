import RTL
import Simulation
import Testing

/// A counter with a reset value of 5, a register that reset leaves alone, and a wide one.
private func counters(_ domain: ClockDomain) -> Design {
  var b = DesignBuilder("counters", domain: domain)
  let step = b.input("step", .unsigned(8))
  let outputs = [b.output("count", .unsigned(8)), b.output("free", .unsigned(8)), b.output("wide", .unsigned(100))]
  let count = b.register("counter", .unsigned(8), reset: Bits(5, width: 8))
  let free = b.register("free_counter", .unsigned(8))
  let wide = b.register("wide_counter", .unsigned(100), reset: Bits(onesOfWidth: 100))
  b.assign(count, b.binary(.add, b.read(count), b.read(step)))
  b.assign(free, b.binary(.add, b.read(free), b.read(step)))
  b.assign(wide, b.binary(.add, b.read(wide), b.extend(b.read(step), to: 100)))
  for (output, register) in zip(outputs, [count, free, wide]) { b.assign(output, b.read(register)) }
  return b.design()
}

private func values(_ simulator: NativeSimulator) -> [Int] {
  let wide: Int = simulator.read(3).value.int(signed: true) ?? .max
  return [Int(simulator.readWord(1)), Int(simulator.readWord(2)), wide]
}

private func expectValues(
  _ expected: [Int], _ simulator: NativeSimulator, location: Testing.SourceLocation = #_sourceLocation
) {
  let found: [Int] = values(simulator)
  #expect(found == expected, sourceLocation: location)
}

private let resets: [ClockDomain.Reset] = [.synchronous, .asynchronous].flatMap { kind in
  [.activeHigh, .activeLow].map { ClockDomain.Reset(kind: kind, polarity: $0) }
}

@Test(arguments: resets, [ClockDomain.Edge.rising, .falling])
func resets(reset: ClockDomain.Reset, edge: ClockDomain.Edge) throws {
  let simulator = try NativeSimulator(counters(ClockDomain(edge: edge, reset: reset)))
  // Everything powers up with 0.
  expectValues([0, 0, 0], simulator)
  simulator.writeWord(0, 3)
  simulator.step(2)
  expectValues([6, 6, 6], simulator)
  simulator.setReset(true)
  expectValues(reset.kind == .asynchronous ? [5, 6, -1] : [6, 6, 6], simulator)
  simulator.step(1)
  expectValues([5, 9, -1], simulator)
  simulator.step(2)
  expectValues([5, 15, -1], simulator)
  simulator.setReset(false)
  expectValues([5, 15, -1], simulator)
  simulator.step(1)
  expectValues([8, 18, 2], simulator)
}

/// The emitted Verilog has the reset values in the declarations then.
@Test func aDesignWithoutResetStartsWithTheResetValues() throws {
  let simulator = try NativeSimulator(counters(ClockDomain(reset: nil)))
  simulator.writeWord(0, 1)
  simulator.setReset(true)
  simulator.step(3)
  expectValues([8, 3, 2], simulator)
}

/// Registers that take each other's values do so at once, whatever the order in which they are updated.
@Test(arguments: 0..<60) func registersSampleTogether(seed: UInt64) throws {
  var randomness = Randomness(seed: seed)
  let count = 12
  // Each takes the value of one of the others, or the sum of two, or keeps its own.
  var sources: [(Int, Int, Bool)] = []
  for _ in 0..<count {
    let first = Int(randomness.next() % UInt64(count))
    let second = Int(randomness.next() % UInt64(count))
    let isSum = randomness.next() % 2 == 0
    sources.append((first, second, isSum))
  }
  let width = seed % 3 == 0 ? 70 : 8
  var b = DesignBuilder()
  let outputs = (0..<count).map { b.output("out\($0)", .unsigned(width)) }
  let registers = (0..<count).map { b.register("r\($0)", .unsigned(width), reset: Bits($0 * 17, width: width)) }
  for index in 0..<count {
    let (first, second, isSum) = sources[index]
    let value = b.read(registers[first])
    b.assign(registers[index], isSum ? b.binary(.add, value, b.read(registers[second])) : value)
    b.assign(outputs[index], b.read(registers[index]))
  }
  let simulator = try NativeSimulator(b.design())
  simulator.setReset(true)
  simulator.step(1)
  simulator.setReset(false)
  var expected = (0..<count).map { BitVector($0 * 17, width: width) }
  for cycle in 0..<20 {
    let read = (0..<count).map { BitVector(simulator.read($0).value) }
    #expect(read == expected, "cycle \(cycle), seed \(seed)")
    let before = expected
    for (index, (first, second, isSum)) in sources.enumerated() {
      expected[index] = isSum ? before[first] + before[second] : before[first]
    }
    simulator.step(1)
  }
}

@Test func severalStepsAreTheSameAsOneByOne() throws {
  let (a, b) = (try NativeSimulator(counters(.standard)), try NativeSimulator(counters(.standard)))
  a.writeWord(0, 7)
  b.writeWord(0, 7)
  a.step(100)
  for _ in 0..<100 { b.step(1) }
  expectValues(values(b), a)
  a.finish()
  a.step(5)
  expectValues(values(b), a)
}
