import Foundation
import RTL
import Testing

@testable import Waveforms

struct VCDTests {
  private var small: WaveformHierarchy {
    var hierarchy = WaveformHierarchy()
    let phase = EnumerationDefinition(
      name: "Phase", width: 1,
      cases: [.init(name: "idle", code: Bits(0, width: 1)), .init(name: "run", code: Bits(1, width: 1))])
    let type = SignalType(width: 1, isSigned: false, enumeration: EnumerationID(0))
    let names = hierarchy.reading(of: type, fraction: nil, enumerations: [phase])
    hierarchy.enter("top", module: "top")
    let value = hierarchy.addStore(width: 70)
    hierarchy.add(.init(name: "value", path: "value", width: 70, kind: .output, reading: .signed, store: value))
    let state = hierarchy.addStore(width: 1)
    hierarchy.add(.init(name: "state", path: "state", width: 1, kind: .register, reading: names, store: state))
    hierarchy.leave()
    return hierarchy
  }

  @Test func textOfASmallFile() throws {
    try Files.inFolder { folder in
      let writer = try VCDWriter(path: "\(folder)/a.vcd", small)
      try writer.begin(at: 0)
      writer.change(0, [0, 0], unknown: nil)
      writer.change(1, [0], unknown: nil)
      try writer.begin(at: 5)
      writer.change(0, [5, 1], unknown: nil)
      try writer.begin(at: 10)
      writer.change(1, [1], unknown: nil)
      try writer.begin(at: 15)
      writer.change(1, [0], unknown: [1])
      try writer.finish()
      let zeros = String(repeating: "0", count: 61)
      #expect(
        try Files.text("\(folder)/a.vcd") == """
          $version Bitloom $end
          $timescale 1ns $end
          $scope module top $end
          $var wire 70 ! value [69:0] $end
          $var reg 1 " state $end
          $var string 1 # state_case $end
          $upscope $end
          $enddefinitions $end
          #0
          $dumpvars
          b0 !
          sidle #
          0"
          $end
          #5
          b1\(zeros)101 !
          #10
          srun #
          1"
          #15
          s? #
          x"

          """)
    }
  }

  @Test func dumpsOfOtherProgramsAreRead() throws {
    let wave = RandomWave(samples: 60, seed: 21, hasUnknown: true)
    try Files.inFolder { folder in
      try wave.write(to: VCDWriter(path: "\(folder)/a.vcd", wave.hierarchy))
      try convertVCD(at: "\(folder)/a.vcd", of: wave.hierarchy, named: .own(.fst), to: .file("\(folder)/b.vcd"))
      #expect(try DumpText(Files.text("\(folder)/b.vcd")).changes == wave.expectedChanges())
    }
  }

  /// The values at the beginning of a part are there although they changed before it.
  @Test func partsOfADump() throws {
    let wave = RandomWave(samples: 100, seed: 22)
    try Files.inFolder { folder in
      try wave.write(to: VCDWriter(path: "\(folder)/a.vcd", wave.hierarchy))
      for extent in [Trace.Extent.cycles(9..<20), .last(3), .last(1000), .cycles(48..<60)] {
        let trace = Trace(path: "\(folder)/b.vcd", extent: extent)
        try convertVCD(at: "\(folder)/a.vcd", of: wave.hierarchy, named: .own(.fst), to: trace)
        // The last sample is at 495 ns.
        let window =
          switch extent {
          case .cycles(let cycles): 10 * cycles.lowerBound + 10..<10 * cycles.upperBound + 10
          case .last(let cycles): max(0, 495 - 10 * cycles)..<Int.max
          case .all: 0..<Int.max
          }
        let expected = wave.expectedChanges().mapValues { Self.part($0, window) }
        #expect(try DumpText(Files.text(trace.path)).changes == expected)
      }
    }
  }

  static func part(_ changes: [String], _ window: Range<Int>) -> [String] {
    let pairs = changes.map { line in
      let words = line.split(separator: " ")
      return (time: Int(words[0]) ?? 0, value: String(words[1]))
    }
    var result = pairs.filter { window.contains($0.time) }
    if let before = pairs.last(where: { $0.time < window.lowerBound }), result.first?.time != window.lowerBound {
      result.insert((window.lowerBound, before.value), at: 0)
    }
    return result.map { "\($0.time) \($0.value)" }
  }

  @Test(arguments: ["vcd", "fst", "html"])
  func filesThatCannotBeWritten(_ form: String) throws {
    let path = "/nonexistent-folder/a.\(form)"
    #expect(throws: WaveformError.self) { try makeWaveformWriter(path: path, small) }
    do { _ = try makeWaveformWriter(path: path, small) } catch {
      #expect("\(error)" == "cannot write the waveform file '\(path)': No such file or directory")
    }
  }

  @Test func formsOfPaths() {
    let forms = ["a.vcd", "b.FST", "c.html", "d.htm", "e", "f.txt"].map { WaveformFormat(path: $0) }
    let expected: [WaveformFormat] = [.vcd, .fst, .html, .html, .vcd, .vcd]
    #expect(forms == expected)
  }
}
