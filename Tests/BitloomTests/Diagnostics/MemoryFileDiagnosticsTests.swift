import Bitloom
import Foundation
import Testing

/// Files with the contents of memories: every fault names the file, the line and the numbers.
@Suite struct MemoryFileDiagnosticsTests {
  private func told(_ text: String, width: Int = 8, depth: Int = 4) throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("bitloom-\(UUID().uuidString).hex").path
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return mistakes { io in
      io.total <== 0
      _ = memory("words", .unsigned(width), depth: depth, contents: .file(path))
    }.replacingOccurrences(of: path, with: "table.hex")
  }

  private func expectFault(_ text: String, _ fault: String, _ location: Testing.SourceLocation = #_sourceLocation)
    throws
  {
    expect(
      try told(text),
      """
      error[M013]: the contents of memory 'words' cannot be used: \(fault)
        --> MARK
        help: the file is read as by '$readmemh': hexadecimal words, '@' before an address, comments as in Verilog
      """.replacing("MARK", with: "@2:17"), sourceLocation: location)
  }

  @Test func aFileThatIsNotThere() {
    let found = mistakes { io in
      _ = memory("words", .unsigned(8), depth: 4, contents: .file("no/such.hex"))
    }
    expect(
      found,
      """
      error[M012]: the contents of memory 'words' cannot be read: there is no file 'no/such.hex'
        --> @1:17
        help: a path that does not begin with '/' begins in the folder in which the program runs
      """)
  }

  @Test func faultyFiles() throws {
    try expectFault("1 2 3\n", "'table.hex' has 3 words, the memory 4")
    try expectFault("", "'table.hex' has 0 words, the memory 4")
    try expectFault("1 2 3 4\n5", "'table.hex' has 5 words, the memory 4")
    try expectFault("1 2\n3 xx\n", "table.hex:2: 'xx' is not a hexadecimal number")
    try expectFault("1\n2\n3 _\n", "table.hex:3: '_' is not a hexadecimal number")
    try expectFault("1 2\n/* two\nlines */ 3 1ff", "table.hex:3: '1ff' needs 9 bits, the words of the memory have 8")
    try expectFault("1 2 /* 3 4\n", "table.hex:1: a comment that does not end")
    try expectFault("@0 1 2 3\n@2 4", "table.hex:2: a second word for address 2")
    try expectFault("@0 1 2\n@3 4", "'table.hex' has no word for address 2")
    try expectFault("@4 1", "table.hex:1: address 4 does not exist: the memory has 4 words")
    try expectFault("@-1 1", "table.hex:1: '@-1' is not a hexadecimal address")
    try expectFault("@3 1 2", "'table.hex' has 5 words, the memory 4")
  }

  @Test func whatAFileMayHold() throws {
    let good = """
      // A table.
      0f F0 // two words
      /* and */ @3 0_0_0_7
      @2 00/**/
      """
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("bitloom-\(UUID().uuidString).hex").path
    try good.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let design = try elaborate(FileTable(path: path))
    let expected: [Bits] = [0x0f, 0xf0, 0, 7].map { Bits($0, width: 8) }
    #expect(design.top.memories.first?.contents == expected)
  }

  /// Whatever stands in a file, reading it ends with a diagnostic or with all words.
  @Test func mutatedFilesNeverTrap() throws {
    var state: UInt64 = 0x1234_5678
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    let original = Array("// words\n@0 00 1f a_5 /* c */ ff\n@4 01 02 03 04\n".utf8)
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("bitloom-\(UUID().uuidString).hex").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var accepted = 0
    for _ in 0..<2000 {
      var bytes = original
      for _ in 0...next(4) {
        let place = next(bytes.count)
        switch next(4) {
        case 0: bytes[place] = UInt8(next(256))
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(bytes[next(bytes.count)], at: place)
        default: bytes = Array(bytes[..<place] + bytes[next(bytes.count)...])
        }
        if bytes.isEmpty { bytes = [0] }
      }
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      do {
        let design = try elaborate(FileTable(path: path, depth: 8))
        let count = design.top.memories.first?.contents?.count
        #expect(count == 8)
        accepted += 1
      } catch let error as DesignError {
        let codes: [String] = error.diagnostics.map(\.code)
        #expect(codes == ["M013"])
      }
    }
    #expect(accepted > 10)
  }
}

private struct FileTable: Module {
  var path: String
  var depth = 4

  struct IO: Interface {
    @Input var address: Signal
    @Output var word: Signal = .unsigned(8)
  }
  var ports: IO { IO(address: .unsigned(depth == 4 ? 2 : 3)) }
  var moduleName: String { "file_table" }

  func build(_ io: IO) {
    io.word <== memory("words", .unsigned(8), depth: depth, contents: .file(path))[io.address]
  }
}
