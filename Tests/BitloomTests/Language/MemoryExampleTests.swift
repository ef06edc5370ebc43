import Bitloom
import Foundation
import Testing

/// The examples of the memories' documentation.
@Suite struct MemoryExampleTests {
  struct Example: Module {
    var table: [Int]
    var file: String

    struct IO: Interface {
      @Input var store: Signal = .bit
      @Input var load: Signal = .bit
      @Input var address: Signal = .unsigned(10)
      @Input var bytes: Signal = .unsigned(4)
      @Input var value: Signal = .unsigned(32)
      @Output var word: Signal = .unsigned(32)
      @Output var sample: Signal = .signed(8)
      @Output var instruction: Signal = .unsigned(32)
    }
    var ports: IO { IO() }
    var moduleName: String { "example" }

    func build(_ io: IO) {
      let storage = memory("storage", .unsigned(32), depth: 1024, contents: .repeated(0))
      when(io.store) { storage.write(io.value, at: io.address, mask: io.bytes) }
      io.word <== storage.read(at: io.address, latency: 1, enable: io.load, duringWrite: .undefined)

      let sine = memory("sine", .signed(8), contents: table)
      let instructions = memory("instructions", .unsigned(32), depth: 256, contents: .file(file))
      io.sample <== sine[io.address[1...0]]
      io.instruction <== instructions[io.address[7...0]]
    }
  }

  @Test func theExamplesAreADesign() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("bitloom-\(UUID().uuidString).hex").path
    let text = (0..<256).map { String($0 * 0x0101_0101, radix: 16) }.joined(separator: "\n")
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let design = try elaborate(Example(table: [0, 127, 0, -127], file: path)) { Issue.record("\($0)") }
    let memories = design.top.memories
    let names: [String] = memories.map(\.name)
    let expectedNames: [String] = ["storage", "sine", "instructions"]
    #expect(names == expectedNames)
    let lastWords: [String?] = memories.map { $0.contents?.last?.decimalString(signed: true) }
    let expectedWords: [String?] = ["0", "-127", "-1"]
    #expect(lastWords == expectedWords)
  }

  struct Bundles: Module {
    struct IO: Interface {
      @Input var address: Signal = .bit
      @Output var red: Signal = .unsigned(4)
      @Output var joined: Signal = .unsigned(4)
    }
    var ports: IO { IO() }
    var moduleName: String { "bundles" }

    func build(_ io: IO) {
      let words = MemoryContents.values([0x12, 0x34])
      io.red <== memory("apart", PixelShape(depth: 4), depth: 2, contents: words)[io.address].red
      io.joined <== memory("together", PixelShape(depth: 4), depth: 2, packed: true, contents: words)[io.address].red
    }
  }

  /// A word of a bundle is one number, the first field most significant.
  @Test func contentsOfBundles() throws {
    let memories = try elaborate(Bundles()).top.memories
    let contents = Dictionary(uniqueKeysWithValues: memories.map { ($0.name, $0.contents?.map(\.hexadecimalString)) })
    let red: [String] = ["1", "3"]
    #expect(contents["apart_red"] == red)
    let together: [String] = ["12", "34"]
    #expect(contents["together"] == together)
  }
}
