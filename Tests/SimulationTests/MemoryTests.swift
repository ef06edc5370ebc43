import RTL
import Simulation
import Testing

/// Two write ports with enables, the second one later in the module, and a read port; the depth is no power of two.
private func memory(depth: Int, width: Int, addressWidth: Int) -> Design {
  var b = DesignBuilder("ram")
  let ports = (0..<2).map { index in
    [
      b.input("enable\(index)", .bit), b.input("address\(index)", .unsigned(addressWidth)),
      b.input("data\(index)", .unsigned(width)),
    ]
  }
  let readAddress = b.input("read_address", .unsigned(addressWidth))
  let read = b.output("read", .unsigned(width))
  let sampled = b.output("sampled", .unsigned(width))
  let words = b.memory("words", depth: depth, .unsigned(width))
  let register = b.register("read_register", .unsigned(width))
  for port in ports {
    b.when([(b.read(port[0]), { $0.write(words, $0.read(port[1]), $0.read(port[2])) })])
  }
  b.assign(read, b.readMemory(words, b.read(readAddress)))
  b.assign(register, b.readMemory(words, b.read(readAddress)))
  b.assign(sampled, b.read(register))
  return b.design()
}

@Test(arguments: [(6, 8, 3), (5, 64, 4), (4, 65, 3), (7, 130, 70), (1, 1, 1), (3, 8, 66)])
func memoriesSampleAtTheEdge(depth: Int, width: Int, addressWidth: Int) throws {
  let seed = UInt64(depth * 1000 + width)
  var randomness = Randomness(seed: seed)
  let simulator = try NativeSimulator(memory(depth: depth, width: width, addressWidth: addressWidth))
  var model = [BitVector](repeating: BitVector(0, width: width), count: depth)
  let zero = BitVector(0, width: width)
  var sampled = zero
  for cycle in 0..<200 {
    var writes: [(enable: Bool, address: Int, data: BitVector)] = []
    for port in 0..<2 {
      let write = (
        randomness.next() % 3 > 0, Int(randomness.next() % UInt64(min(1 << min(addressWidth, 8), depth + 2))),
        BitVector(random: width, &randomness)
      )
      writes.append(write)
      simulator.writeWord(3 * port, write.0 ? 1 : 0)
      simulator.write(3 * port + 1, Bits(write.1, width: addressWidth))
      simulator.write(3 * port + 2, write.2.rtl)
    }
    let address = Int(randomness.next() % UInt64(min(1 << min(addressWidth, 8), depth + 2)))
    simulator.write(6, Bits(address, width: addressWidth))
    let expected = address < depth ? model[address] : zero
    #expect(BitVector(simulator.read(7).value) == expected, "cycle \(cycle), seed \(seed)")
    #expect(BitVector(simulator.read(8).value) == sampled, "cycle \(cycle), seed \(seed)")
    simulator.step(1)
    // What is read at an edge is what was there before it.
    sampled = expected
    for write in writes where write.enable && write.address < depth { model[write.address] = write.data }
  }
}

@Test func anAddressOfManyBitsIsNotCutOff() throws {
  let simulator = try NativeSimulator(memory(depth: 4, width: 8, addressWidth: 70))
  simulator.writeWord(0, 1)
  simulator.write(1, Bits(words: [1, 1], width: 70))
  simulator.writeWord(2, 99)
  simulator.step(1)
  simulator.write(6, Bits(1, width: 70))
  #expect(simulator.readWord(7) == 0)
  simulator.write(1, Bits(1, width: 70))
  simulator.step(1)
  #expect(simulator.readWord(7) == 99)
  simulator.write(6, Bits(words: [1, 1], width: 70))
  #expect(simulator.readWord(7) == 0)
}

@Test func writesUnderNestedConditions() throws {
  var b = DesignBuilder("nested")
  let select = b.input("select", .unsigned(2))
  let other = b.input("other", .bit)
  let outputs = (0..<4).map { b.output("word\($0)", .unsigned(8)) }
  let words = b.memory("words", depth: 4, .unsigned(8))
  func write(_ address: Int, _ value: Int) -> (inout DesignBuilder) -> Void {
    { $0.write(words, $0.constant(address, .unsigned(2)), $0.constant(value, .unsigned(8))) }
  }
  let subject = b.read(select)
  let condition = b.read(other)
  b.match(
    subject,
    [
      ([0], write(0, 10)),
      (
        [1, 2],
        { b in
          b.when(
            [(condition, write(1, 11)), (b.selectBit(subject, b.constant(0, .bit)), write(2, 12))],
            otherwise: write(3, 13))
        }
      ),
    ], otherwise: write(0, 14))
  for (index, output) in outputs.enumerated() {
    b.assign(output, b.readMemory(words, b.constant(index, .unsigned(2))))
  }
  let simulator = try NativeSimulator(b.design())
  func expectWords(
    _ expected: [UInt64], after select: UInt64, _ other: UInt64, location: Testing.SourceLocation = #_sourceLocation
  ) {
    simulator.writeWord(0, select)
    simulator.writeWord(1, other)
    simulator.step(1)
    let found: [UInt64] = (2..<6).map { simulator.readWord($0) }
    #expect(found == expected, sourceLocation: location)
  }
  expectWords([10, 0, 0, 0], after: 0, 1)
  expectWords([10, 11, 0, 0], after: 1, 1)
  expectWords([10, 11, 12, 0], after: 1, 0)
  expectWords([10, 11, 12, 13], after: 2, 0)
  expectWords([14, 11, 12, 13], after: 3, 0)
}
