import Bitloom
import BitloomTesting
import Foundation
import RTL
import Simulation
import Synchronization
import Testing

@testable import Testbench

/// Takes the failures of test benches.
final class FailureCatcher: Sendable {
  private let list = Mutex<[ExpectationFailure]>([])

  var failures: [ExpectationFailure] { list.withLock { $0 } }

  /// The failures of what `body` does.
  static func failures(_ body: () throws -> Void) rethrows -> [ExpectationFailure] {
    let catcher = FailureCatcher()
    try FailureHandling.$handler.withValue(
      { failure in catcher.list.withLock { $0.append(failure) } }, operation: body)
    return catcher.failures
  }
}

@Suite struct ExpectTests {
  @Test func whatIsExpectedIsQuiet() throws {
    try simulate(Panel()) { dut in
      dut.numbers.values = [3, -8, 0]
      dut.bias = 7
      dut.colour = .green
      dut.extra.unwrapped()?.valid = 1
      dut.set(\.wide, Bits(5, width: 70))
      expect(dut.sum, 2)
      expect(dut.negated[1], 8)
      expect(dut.negated, [-3, 8, 0])
      expect(dut.bias, 7)
      expect(dut.nextColour, .blue)
      expect(dut.echo.x, 0)
      expect(dut.extraSeen, false)
      expect(dut.inverted, ~Bits(5, width: 70))
      expect(dut.port(\.sum), 2)
      expect(dut.port(\.wide), Bits(5, width: 70))
    }
  }

  @Test func theTextOfAFailure() throws {
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
    #expect(failures.count == 1)
    #expect(failure.place.fileID == "TestbenchTests/ExpectTests.swift")
    #expect(failure.place.line == #line - 6)
    let seed = failure.seed
    guard failure.trace == nil else { return }
    #expect(
      failure.description == """
        'sum' is 56, expected 55
        in cycle 3 after the reset of multiply_accumulate_8_32, native engine
          cycle  0    1    2    3
          a      ┃ 3  ┃ -2 ┃ 7       ┃
          b      ┃ 5  ┃ 4  ┃ 7       ┃
          clear  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
        > sum    ┃ 0  ┃ 15 ┃ 7  ┃ 56 ┃
                                ^^^^^
        replay with a waveform: BITLOOM_SEED=\(seed) BITLOOM_TRACE=run.vcd \
        swift test --filter 'TestbenchTests\\.ExpectTests/theTextOfAFailure'
        """, "\(failure)")
  }

  @Test func findings() throws {
    let failures = try FailureCatcher.failures {
      try simulate(Panel(hasBias: false)) { dut in
        dut.colour = .green
        dut.numbers.values = [1, 2, 3]
        expect(dut.nextColour, .red)
        expect(dut.sum, 100_000)
        expect(dut.bias, 3)
        expect(dut.negated, [-1, 2, 3])
        expect(dut.negated, [-1])
        expect(dut.extraSeen, true)
        expect(dut.inverted, Bits(1, width: 70))
        expect(dut.wide, 1 << 40)
        expect(dut.port(\.sum), -7)
      }
    }
    let expected: [String] = [
      "'nextColour' is blue, expected red",
      "'sum' is 6, expected 100000, which signed 16 never is",
      "a port that its parameter switches off cannot be 3",
      "'negated[1]' is -2, expected 2; 'negated[2]' is -3, expected 3",
      "1 numbers are expected of 3 ports",
      "'extraSeen' is 0, expected 1",
      "'inverted' is 0x3fffffffffffffffff (1180591620717411303423), expected 0x000000000000000001 (1)",
      "'wide' is 0x000000000000000000 (0), expected 0x000000010000000000 (1099511627776)",
      "'sum' is 6, expected -7",
    ]
    let found: [String] = failures.map(\.finding)
    #expect(found == expected)
    // Of many ports those of the group come first.
    let picture = try #require(failures.first).waveform
    #expect(picture.contains("\n> nextColour          ┃ blue"), "\(picture)")
    #expect(picture.contains("more ports)"))
  }

  @Test(.enabled(if: Engine.icarus.isAvailable, "needs Icarus"))
  func unknownBits() throws {
    let failures = try FailureCatcher.failures {
      try simulate(Counter(width: 4, hasReset: false), on: .icarus) { dut in
        dut.step()
        expect(dut.count, 0)
        expect(dut.count, .min)
        dut.load = 9
        dut.loads = 1
        dut.step()
        expect(dut.count, 8)
      }
    }
    let expected: [String] = [
      "'count' is unknown ('bxxxx), expected 0",
      "'count' is unknown ('bxxxx), expected -9223372036854775808, which unsigned 4 never is",
      "'count' is 9, expected 8",
    ]
    let found: [String] = failures.map(\.finding)
    #expect(found == expected)
    let last = try #require(failures.last)
    #expect(last.waveform.contains("> count   ┃ x     ┃ 9 ┃\n"), "\(failures)")
    #expect(last.context == "in cycle 2 after the reset of counter_4, icarus engine")
  }

  /// The last cycles are shown, of many run at once too, and only those that follow one another.
  @Test(arguments: Engine.available)
  func theLastCycles(_ engine: Engine) throws {
    let failures = try FailureCatcher.failures {
      try simulate(Counter(), on: engine) { dut in
        dut.enable = 1
        dut.step(100)
        expect(dut.count, 0)
        dut.reset()
        dut.step(2)
        expect(dut.count, 0)
      }
    }
    #expect(failures.count == 2)
    let first = try #require(failures.first?.waveform)
    #expect(first.hasPrefix("  cycle   84    85    86    87 "), "\(first)")
    #expect(first.contains("┃ 98  ┃ 99  ┃ 100 ┃"), "\(first)")
    let second = try #require(failures.last?.waveform)
    #expect(second.hasPrefix("  cycle   0   1   2\n"), "\(second)")
  }

  @Test func aRunOfManyCyclesIsNotRecordedFurther() throws {
    let failures = try FailureCatcher.failures {
      try simulate(Counter()) { dut in
        dut.enable = 1
        for _ in 0...RunSettings.recordedCycles { dut.step() }
        expect(dut.count, 0)
      }
    }
    let wave = try #require(failures.first?.waveform)
    if RunSettings.current.history == nil {
      #expect(
        wave
          == "  enable = 1, load = 0, loads = 0, count = 17, isZero = 0\n  (the last cycles of a run this long are shown with BITLOOM_HISTORY=16)\n"
      )
    }
  }

  @Test func aFailureInEveryCycleIsNotToldEachTime() throws {
    let failures = try FailureCatcher.failures {
      try simulate(Counter()) { dut in
        for _ in 0..<100 {
          dut.step()
          expect(dut.count, 3)
        }
      }
    }
    #expect(failures.count == 21)
    #expect(failures.last?.finding == "and 80 more expectations failed")
  }

  /// Without a test library the failures are thrown at the end.
  @Test func failuresThatNobodyTakes() async throws {
    let error = await Task.detached { () -> String in
      // No test is running in a detached task.
      do {
        try simulate(Counter()) { dut in
          dut.step()
          expect(dut.count, 3)
        }
      } catch { return "\(error)" }
      return "none"
    }.value
    #expect(
      error.hasPrefix("'count' is 0, expected 3\nin cycle 1 after the reset of counter_8_has_reset, native engine\n"),
      "\(error)")
    #expect(error.contains("replay with a waveform: BITLOOM_SEED=") || error.contains("\nwaveform: "), "\(error)")
  }

  /// The failure belongs to the running test, at the line of the expectation.
  @Test func issuesOfTheRunningTest() throws {
    let line = #line + 4
    try withKnownIssue {
      try simulate(Counter()) { dut in
        dut.step()
        expect(dut.count, 3)
      }
    } matching: { issue in
      issue.sourceLocation?.line == line && issue.comments.first?.rawValue.hasPrefix("'count' is 0, expected 3") == true
    }
    #expect(IssueRecorder.currentTest == "TestbenchTests.ExpectTests/issuesOfTheRunningTest")
  }

  @Test func randomNumbersComeFromTheSeed() throws {
    func numbers(seed: UInt64?) throws -> [Int] {
      try simulate(Counter(), seed: seed) { dut in (0..<4).map { _ in Int.random(in: 0...255, using: &dut.random) } }
    }
    #expect(try numbers(seed: nil) == numbers(seed: nil))
    if RunSettings.current.seed == nil { #expect(try numbers(seed: 7) != numbers(seed: 8)) }
  }

  @Test func settingsOfTheEnvironment() {
    let settings = RunSettings(["BITLOOM_SEED": "42", "BITLOOM_TRACE": "out/run.vcd", "BITLOOM_HISTORY": "5000"])
    #expect(settings.seed == 42)
    #expect(settings.trace == "out/run.vcd")
    #expect(settings.history == 1000)
    #expect(RunSettings(["BITLOOM_SEED": "random"]).seed != nil)
    #expect(RunSettings(["BITLOOM_SEED": "many"]).seed == nil)
    #expect(RunSettings([:]).seed == nil)
    #expect(RunSettings([:]).nextTrace() == nil)
    #expect(RunSettings.numbered("out/run.vcd", 1) == "out/run.vcd")
    #expect(RunSettings.numbered("out.d/run.vcd", 3) == "out.d/run-3.vcd")
    #expect(RunSettings.numbered("out.d/run", 3) == "out.d/run-3")
    #expect(
      RunSettings.replayCommand(seed: 3, test: "A.B/c")
        == "BITLOOM_SEED=3 BITLOOM_TRACE=run.vcd swift test --filter 'A\\.B/c'")
  }
}
