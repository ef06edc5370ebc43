import Accelerators
import Bitloom
import Testbench
import Testing
import ToolTestSupport

/// The waveforms in the documentation of the elements are those of a simulation.
@Suite struct BitWeightDocumentationTests {
  private static func documentation(of name: String) throws -> ComponentDocumentation {
    let all = try ComponentDocumentation.all(in: "Sources/Accelerators/BitWeight")
    return try #require(all.first { $0.name == name })
  }

  private static func check(_ name: String, _ waveform: String) throws {
    let shown = try documentation(of: name).blocks("").first ?? []
    let lines = waveform.split(separator: "\n").map(String.init)
    #expect(shown == lines, "\(name):\n\(waveform)")
  }

  private static let pairs: [(a: Int, b: Int, load: Int, last: Int)] = [
    (2, 3, 1, 0), (4, 5, 0, 0), (1, 1, 0, 1), (3, -1, 1, 1), (0, 0, 0, 0), (0, 0, 0, 0),
  ]

  @Test func anAccumulatorIsShown() throws {
    let module = OperatorAccumulator()
    let waveform = try simulate(module) { dut in
      let wave = dut.record(\.a[0], \.b[0], \.load!, \.last!, \.sum, \.done!, radix: .decimal)
      for pair in Self.pairs {
        (dut.a[0], dut.b[0]) = (pair.a, pair.b)
        (dut.load, dut.last) = (pair.load, pair.last)
        dut.step()
      }
      return wave.description
    }
    try Self.check("OperatorAccumulator", waveform)
  }

  @Test func aSparseEncoderIsShown() throws {
    let waveform = try simulate(SparseEncoder()) { dut in
      let wave = dut.record(
        \.group.valid, \.group.ready, \.group.payload.isNonzero, \.group.payload.first, \.group.payload.last,
        \.position,
        \.digit.isOne, \.digit.isTwo, \.digit.isNegative, \.load!, \.done!, radix: .binary)
      let groups: [[Int]] = [[1, 0, 0, -2], [0, 0, 0, 0]]
      var next = 0
      for _ in 0..<7 {
        let group = next < groups.count ? groups[next] : []
        dut.group.valid = group.isEmpty ? 0 : 1
        dut.group.payload.first = next == 0 ? 1 : 0
        dut.group.payload.last = next == 1 ? 1 : 0
        var marks = 0
        for index in 0..<4 {
          let digit = group.isEmpty ? 0 : group[index]
          if digit != 0 { marks += 1 << index }
          dut.group.payload.digits[index].isOne = abs(digit) == 1 ? 1 : 0
          dut.group.payload.digits[index].isTwo = abs(digit) == 2 ? 1 : 0
          dut.group.payload.digits[index].isNegative = digit < 0 ? 1 : 0
        }
        dut.group.payload.isNonzero = marks
        let isTaken = dut.group.ready == 1
        dut.step()
        if isTaken { next += 1 }
      }
      return wave.description
    }
    try Self.check("SparseEncoder", waveform)
  }

  /// What the library says of every module: its latency, its registers and its reset.
  @Test func everyModuleTellsItsTiming() throws {
    let all = try ComponentDocumentation.all(in: "Sources/Accelerators/BitWeight")
    #expect(all.count == 13)
    for module in all {
      let prose = module.prose
      for word in ["atency", "egisters", "eset"] { #expect(prose.contains(word), "\(module.name): \(word)") }
    }
  }
}
