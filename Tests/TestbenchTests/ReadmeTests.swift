import Bitloom
import Foundation
import RTL
import Simulation
import Testbench
import Testing

/// Multiply-accumulate with a synchronous clear.
struct MultiplyAccumulate: Module {
  var operandWidth = 8
  var accumulatorWidth = 32

  struct IO: Interface {
    @Input var a: Signal
    @Input var b: Signal
    @Input var clear: Signal = .bit
    @Output var sum: Signal
  }
  var ports: IO {
    IO(a: .signed(operandWidth), b: .signed(operandWidth), sum: .signed(accumulatorWidth))
  }

  func build(_ io: IO) {
    let accumulator = register("accumulator", .signed(accumulatorWidth), reset: 0)
    when(io.clear) {
      accumulator <== 0
    } otherwise: {
      accumulator <== accumulator &+ io.a * io.b
    }
    io.sum <== accumulator
  }
}

/// What the README shows is what Bitloom does.
@Suite struct ReadmeTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static func readme() throws -> String {
    try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
  }

  @Test func theSwiftOfTheReadmeIsTheDesignTestedHere() throws {
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    let start = try #require(source.range(of: "/// Multiply-accumulate with"))
    let end = try #require(source.range(of: "/// What the README shows"))
    let design = source[start.lowerBound..<end.lowerBound].trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(try Self.readme().contains("```swift\nimport Bitloom\n\n\(design)\n```"), "\(design)")
  }

  @Test func theVerilogOfTheReadmeIsEmitted() throws {
    let file = try #require(try elaborate(MultiplyAccumulate()).verilog().first)
    #expect(try Self.readme().contains("```systemverilog\n\(file.text)```"), "\(file.text)")
  }

  @Test func theWaveformOfTheReadmeIsDrawn() throws {
    let wave = try simulate(MultiplyAccumulate()) { dut in
      var wave = TextWaveform(signals: [
        ("a", .signed(8), nil), ("b", .signed(8), nil), ("clear", .bit, nil), ("sum", .signed(32), nil),
      ])
      for (a, b, clear) in [(3, 5, 0), (-2, 4, 0), (7, 7, 1), (1, -9, 0), (0, 0, 0)] {
        dut.a = a
        dut.b = b
        dut.clear = clear
        wave.record([dut.bits(\.a), dut.bits(\.b), dut.bits(\.clear), dut.bits(\.sum)])
        dut.step()
      }
      return wave.render()
    }
    #expect(try Self.readme().contains(wave), "\(wave)")
  }

  @Test func accumulatesAtRandom() throws {
    try simulate(MultiplyAccumulate(), seed: 4) { dut in
      var sum = 0
      for _ in 0..<100 {
        dut.a = Int.random(in: -128...127, using: &dut.random)
        dut.b = Int.random(in: -128...127, using: &dut.random)
        sum += dut.a * dut.b
        dut.step()
        expect(dut.sum, sum)
      }
    }
  }

  /// The random test of the README is the one above.
  @Test func theRandomTestOfTheReadmeStandsHere() throws {
    func lines(_ text: some StringProtocol) -> String {
      text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n")
    }
    let source = lines(try String(contentsOfFile: #filePath, encoding: .utf8))
    let readme = try Self.readme()
    let start = try #require(readme.range(of: "@Test func accumulatesAtRandom"))
    let end = try #require(readme[start.lowerBound...].range(of: "```"))
    #expect(source.contains(lines(readme[start.lowerBound..<end.lowerBound])))
  }

  @Test func theFailureOfTheReadmeIsTold() throws {
    let failures = try FailureCatcher.failures {
      try simulate(MultiplyAccumulate()) { dut in
        for (a, b) in [(3, 5), (-2, 4), (7, 7)] {
          dut.a = a
          dut.b = b
          dut.step()
        }
        expect(dut.sum, 55)
      }
    }
    let failure = try #require(failures.first)
    guard failure.trace == nil, failure.seed == 1 else { return }
    let text = failure.description.replacingOccurrences(
      of: "TestbenchTests\\.ReadmeTests/theFailureOfTheReadmeIsTold", with: "MACTests/accumulates")
    #expect(try Self.readme().contains("```\n\(text)\n```"), "\(text)")
  }

  @Test(arguments: Engine.available)
  func theTestOfTheReadmePasses(_ engine: Engine) throws {
    try simulate(MultiplyAccumulate(), on: engine) { dut in
      dut.clear = 0
      dut.a = 3
      dut.b = -2
      dut.step()
      #expect(dut.sum == -6)
    }
  }
}
