import Bitloom
import Simulation
import Testbench
import Testing

/// What the registers of the bank must hold.
private struct IndexBankModel {
  var numbers = [Int](repeating: 0, count: 5)
  var bits = [Int](repeating: 0, count: 7)
  var bytes = [Int](repeating: 0, count: 8)
  var samples = [[Int]](repeating: [0, 0, 0, 0], count: 3)
  var matrix = [[0, 0, 0], [0, 0, 0]]

  mutating func write(_ number: Int, _ sample: [Int], _ index: Int, _ other: Int) {
    if numbers.indices.contains(index) { numbers[index] = number }
    if bits.indices.contains(index) { bits[index] = number & 1 }
    bytes[index] = number & 7
    if samples.indices.contains(index) { samples[index] = sample }
    if samples.indices.contains(other) { samples[other][3] = (number >> 3) & 7 }
    if index & 3 < 3 { matrix[other & 1][index & 3] = number & 7 }
  }
}

extension Array {
  fileprivate func at(_ index: Int, else none: Element) -> Element { indices.contains(index) ? self[index] : none }
}

@Suite struct IndexBankTests {
  @Test func toolsAreSilent() throws {
    #expect(try lint(IndexBank()) == "")
  }

  @Test(arguments: [7, 8] as [UInt64]) func readsAndWritesOnEveryEngine(_ seed: UInt64) throws {
    try simulate(IndexBank(), on: everyEngine()) { dut in
      var random = SeededGenerator(seed: seed)
      var model = IndexBankModel()
      for cycle in 0..<1500 {
        let (index, other) = (Int.random(in: 0...7, using: &random), Int.random(in: 0...7, using: &random))
        let number = Int.random(in: -32...31, using: &random)
        let sample = [
          Int.random(in: -16...15, using: &random), Int.random(in: 0...2, using: &random),
          Int.random(in: 0...7, using: &random), Int.random(in: 0...7, using: &random),
        ]
        let writes = random.chance(0.7)
        (dut.index, dut.other, dut.number, dut.write) = (index, other, number, writes ? 1 : 0)
        dut.sample.values = sample
        let place = "in cycle \(cycle), seed \(seed):"
        let none = [0, 0, 0, 0]
        let first = model.numbers.at(index, else: 0)
        try require([dut.read, dut.sum], [first, first + model.numbers.at(other, else: 0)], "\(place) numbers")
        let bits = model.bits.reversed().reduce(0) { $0 << 1 | $1 }
        let bytes = model.bytes.reversed().reduce(0) { $0 << 3 | $1 }
        try require([dut.flags, dut.whole, dut.part], [bits, bytes, model.bytes[other]], "\(place) vectors")
        try require(dut.chosen.values, model.samples.at(other, else: none), "\(place) bundle")
        let indexed = model.samples.at(index, else: none)
        try require([dut.level, dut.port(\.kind.signal).value], [indexed[0], indexed[1]], "\(place) fields")
        let inner = model.samples.at(other, else: none)[2 + index % 2]
        try require(
          [dut.inner, dut.matrix], [inner, model.matrix[other & 1].at(index & 3, else: 0)], "\(place) inner")
        try require(dut.mixed, [number, index, -1].at(other & 3, else: 0), "\(place) mixed")
        let driven = (0..<3).map { $0 == other & 3 ? number : -3 }
        try require(dut.driven.values, driven, "\(place) driven")
        if writes { model.write(number, sample, index, other) }
        dut.step()
      }
    }
  }
}
