import RTL
import Simulation
import Testing

/// `y` follows from `a`, `z` from `b`, so that outer connections may cross.
private func twoInverters() -> ModuleDefinition {
  var b = DesignBuilder("inverters")
  let ports = [b.input("a", .unsigned(4)), b.input("b", .unsigned(4))]
  let outputs = [b.output("y", .unsigned(4)), b.output("z", .unsigned(4))]
  let middle = b.wire("middle", .unsigned(4))
  b.assign(middle, b.unary(.not, b.read(ports[0])))
  b.assign(outputs[0], b.read(middle))
  b.assign(outputs[1], b.unary(.not, b.read(ports[1])))
  return b.module
}

@Test func signalsCrossAnInstanceTwice() throws {
  let child = twoInverters()
  var b = DesignBuilder("crossing")
  let a = b.input("a", .unsigned(4))
  let y = b.output("y", .unsigned(4))
  let ports = b.instance("pair", 1, of: child)
  b.assign(ports[0], b.read(a))
  // The module's second half depends on its first one: no loop.
  b.assign(ports[1], b.binary(.add, b.read(ports[2]), b.constant(1, .unsigned(4))))
  b.assign(y, b.read(ports[3]))
  let simulator = try NativeSimulator(b.design([child]))
  for value in 0..<16 {
    simulator.writeWord(0, UInt64(value))
    let inverted = ~value & 15
    let expected = UInt64(~(inverted + 1) & 15)
    #expect(simulator.readWord(1) == expected)
    #expect(simulator.read(path: "crossing.pair.middle")?.value == Bits(inverted, width: 4))
    #expect(simulator.read(path: "pair.b")?.value == Bits(inverted + 1, width: 4))
  }
  #expect(
    simulator.signalPaths == [
      "crossing.a", "crossing.y", "crossing.pair.a", "crossing.pair.b", "crossing.pair.y", "crossing.pair.z",
      "crossing.pair.middle",
    ])
  for path in ["pair.nothing", "nothing.a", "", "pair", "crossing", "crossing.pair.middle.a"] {
    #expect(simulator.read(path: path) == nil)
  }
}

@Test func signalsWithinCanBeReadAtAnyTime() throws {
  let design = SystolicArray.design(rows: 2, columns: 3)
  let (observed, other) = (try NativeSimulator(design), try NativeSimulator(design))
  var randomness = Randomness(seed: 3)
  for cycle in 0..<40 {
    for port in 0..<5 {
      let value = randomness.next()
      observed.writeWord(port, value)
      other.writeWord(port, value)
    }
    observed.step(1)
    other.step(1)
    // From cycle 20 on the one keeps all signals.
    if cycle >= 20 {
      #expect(observed.read(path: "array.pe_1_2.accumulator") == other.read(other.ports.count - 1))
      #expect(observed.read(path: "pe_0_0.right") == observed.read(path: "pe_0_1.a"))
    }
    for port in 6..<12 { #expect(observed.read(port) == other.read(port), "port \(port)") }
  }
}
