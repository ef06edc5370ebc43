import Bitloom
import Testbench
import Testing

/// Memories in instances: of one module several times, and melted into the module around them.
@Suite struct MemoryHierarchyTests {
  struct Pair: Module {
    var isInlined = false

    struct IO: Interface {
      @Input var address: Signal = .unsigned(5)
      @Input var store: Signal = .bit
      @Input var value: Signal = .unsigned(8)
      @Output var words: [Signal]
    }
    var ports: IO { IO(words: .unsigned(8, count: 4)) }

    func build(_ io: IO) {
      for index in 0..<2 {
        let table = Instance(
          "table_\(index)", Table(contents: (0..<32).map { $0 * 7 }, latency: 2), inlined: isInlined)
        table.address <== io.address
        io.words[index] <== table.word
        let block = Instance("block_\(index)", BlockMemory(depth: 32, duringWrite: .new), inlined: isInlined)
        block.store <== (index == 0 ? io.store : !io.store)
        block.storeAddress <== io.address
        block.loadAddress <== io.address
        block.value <== io.value
        io.words[2 + index] <== block.word
      }
    }
  }

  @Test(arguments: [false, true])
  func instancesHaveWordsOfTheirOwn(_ isInlined: Bool) throws {
    let pair = Pair(isInlined: isInlined)
    try simulate(pair, on: everyEngine(), mayBeUnknown: [\.words]) { dut in
      var random = SeededGenerator(seed: 3)
      var words: [[Int?]] = Array(repeating: Array(repeating: nil, count: 32), count: 2)
      var tables: [Int] = []
      for cycle in 0..<300 {
        let (address, value) = (Int.random(in: 0..<32, using: &random), Int.random(in: 0..<256, using: &random))
        let store = random.chance(0.5)
        (dut.address, dut.value, dut.store) = (address, value, store ? 1 : 0)
        dut.step()
        words[store ? 0 : 1][address] = value
        tables.append(address * 7)
        for index in 0..<2 {
          if let word = words[index][address] {
            try require(dut.words[2 + index], word, "cycle \(cycle), word \(index)")
          }
          if cycle > 0 { try require(dut.words[index], tables[cycle - 1], "cycle \(cycle), table \(index)") }
        }
      }
    }
    let design = try elaborate(pair)
    let images: [String] = design.verilog().flatMap(\.images).map(\.name)
    let inlined: [String] = (0..<2).map { "\(design.top.name).table_\($0)_words.hex" }
    let expected: [String] = isInlined ? inlined : ["table_32_8_2.words.hex"]
    #expect(images == expected)
    if isInlined {
      let names = design.top.signals.map(\.name)
      #expect(names.contains("table_0_words_read_word"), "\(names)")
    }
  }
}
