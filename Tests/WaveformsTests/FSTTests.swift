import Foundation
import Testing

@testable import Waveforms

@Suite(.enabled(if: Tool.fst2vcd != nil, "fst2vcd, of the package gtkwave, is not installed"))
struct FSTTests {
  /// What GTKWave's own reader makes of a file.
  private func dump(_ path: String) throws -> DumpText {
    try DumpText(Tool.run(#require(Tool.fst2vcd), [path]))
  }

  @Test(arguments: [(3, false), (40, true), (200, false)])
  func filesHaveTheValuesOfTheDump(_ samples: Int, _ hasUnknown: Bool) throws {
    let wave = RandomWave(samples: samples, seed: 11 + UInt64(samples), hasUnknown: hasUnknown)
    func check(_ folder: String) throws {
      try wave.write(to: FSTWriter(path: "\(folder)/a.fst", wave.hierarchy))
      try wave.write(to: VCDWriter(path: "\(folder)/a.vcd", wave.hierarchy))
      let expected = wave.expectedChanges()
      let compressed = try dump("\(folder)/a.fst")
      #expect(compressed.changes == expected)
      let plain = try DumpText(Files.text("\(folder)/a.vcd"))
      #expect(plain.changes == expected)
      var ranges = plain.ranges
      for name in ranges.keys where name.hasSuffix("_case") { ranges[name] = nil }
      #expect(compressed.ranges == ranges)
    }
    try Files.inFolder { try check($0) }
  }

  @Test func sectionsFollowOneAnother() throws {
    let wave = RandomWave(samples: 500, seed: 3)
    try Files.inFolder { folder in
      try wave.write(to: FSTWriter(path: "\(folder)/a.fst", wave.hierarchy, mostChanges: 200))
      #expect(try dump("\(folder)/a.fst").changes == wave.expectedChanges())
    }
  }

  @Test func timesThatDoNotBeginWithZero() throws {
    let wave = RandomWave(samples: 20, seed: 5, start: 123_450)
    try Files.inFolder { folder in
      try wave.write(to: FSTWriter(path: "\(folder)/a.fst", wave.hierarchy, mostChanges: 50))
      #expect(try dump("\(folder)/a.fst").changes == wave.expectedChanges())
    }
  }

  @Test func equalWavesAreEqualFiles() throws {
    let wave = RandomWave(samples: 50, seed: 7)
    try Files.inFolder { folder in
      for name in ["a", "b"] { try wave.write(to: FSTWriter(path: "\(folder)/\(name).fst", wave.hierarchy)) }
      #expect(FileManager.default.contentsEqual(atPath: "\(folder)/a.fst", andPath: "\(folder)/b.fst"))
    }
  }

  @Test func enumerationsAndBinaryPointsAreInTheHierarchy() throws {
    let wave = RandomWave(samples: 2, seed: 9)
    try Files.inFolder { folder in
      try wave.write(to: FSTWriter(path: "\(folder)/a.fst", wave.hierarchy))
      // The extensions of fst2vcd tell attributes as comments.
      let text = try Tool.run(#require(Tool.fst2vcd), ["-e", "\(folder)/a.fst"])
      #expect(text.contains("Phase 3 idle run done 00 01 10"))
      #expect(text.contains("sfixed"))
      #expect(text.contains("gain [1:-6]"))
    }
  }
}
