import Bitloom
import Components
import Foundation
import RTL
import Testing

@testable import Testbench

/// Adds an amount when it is told to.
struct Worker: Module {
  enum Mode: HardwareEnum { case idle, work, finish }

  struct Core: Module {
    struct IO: Interface {
      @Input var amount: Signal = .unsigned(4)
      @Output var result: Signal = .unsigned(4)
    }
    var ports: IO { IO() }

    func build(_ io: IO) {
      let step = wire("step", .unsigned(4))
      step <== io.amount
      io.result <== step
    }
  }

  struct IO: Interface {
    @Input var start: Signal = .bit
    @Input var amount: Signal = .unsigned(4)
    @Output var total: Signal = .unsigned(4)
    @Output var last: Signal = .unsigned(4)
    @Output var done: Signal = .bit
    @Output var mode: EnumSignal<Mode> = .port
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let sum = register("sum", .unsigned(4), reset: 0)
    let log = memory("log", .unsigned(4), depth: 4, contents: .repeated(0))
    let core = Instance("core", Core())
    core.amount <== io.amount
    io.done <== 0
    io.mode
      <== stateMachine("state", initial: Mode.idle) { mode, state in
        switch mode {
        case .idle:
          state.move(to: .work, when: io.start)
        case .work:
          sum <== sum &+ core.result
          log.write(core.result, at: sum[1...0])
          state.move(to: .finish)
        case .finish:
          io.done <== 1
          state.move(to: .idle)
        }
      }
    io.total <== sum
    io.last <== log[sum[1...0]]
  }
}

/// `Docs/Testbench.md` says what is so.
@Suite struct TestbenchPageTests {
  private static func page() throws -> String {
    let url = ReadmeTests.root.appendingPathComponent("Docs/Testbench.md")
    return try String(contentsOf: url, encoding: .utf8)
  }

  private static func lines(_ text: some StringProtocol) -> String {
    text.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: "\n")
  }

  /// Every snippet of Swift stands in this file.
  @Test func theSnippetsAreCompiled() throws {
    let source = Self.lines(try String(contentsOfFile: #filePath, encoding: .utf8))
    let blocks = try Self.page().components(separatedBy: "```swift\n").dropFirst()
    #expect(blocks.count == 6)
    for block in blocks {
      let snippet = Self.lines(block[..<(try #require(block.firstRange(of: "```")).lowerBound)])
      #expect(source.contains(snippet), "\(snippet)")
    }
  }

  @Test func expectations() throws {
    try simulate(Worker(), seed: 7) { dut in
      dut.amount = Int.random(in: 1...15, using: &dut.random)
      dut.start = 1
      dut.step()
      dut.start = 0
      try dut.waitUntil(\.done, timeout: 20)
      expect(dut.total, dut.amount)
      dut.step()
      expect(dut.mode, .idle)
    }
  }

  @Test func theFailure() throws {
    let failures = try FailureCatcher.failures {
      try simulate(Worker(), seed: 7) { dut in
        dut.amount = 3
        dut.start = 1
        dut.step()
        dut.start = 0
        dut.step(3)
        expect(dut.total, 4)
      }
    }
    let failure = try #require(failures.first)
    guard failure.trace == nil, failure.seed == 7 else { return }
    let text = failure.description.replacingOccurrences(
      of: "TestbenchTests\\.TestbenchPageTests/theFailure", with: "WorkerTests/adds")
    #expect(try Self.page().contains("```\n\(text)\n```"), "\(text)")
  }

  /// In each engine alone, and in all of them side by side.
  @Test func manyCyclesInOneCall() throws {
    func check(_ dut: Testbench<Worker>) {
      let stimulus: Stimulus<Worker> = [\.start: [1, 0, 0, 1, 0, 0], \.amount: [3, 3, 3, 5, 5, 5]]
      let totals = dut.run(stimulus, sampling: \.total)
      #expect(totals == [0, 3, 3, 3, 8, 8])
      #expect(dut.cycle == 6)
      expect(dut.mode, .idle)
    }
    for engine in Engine.available { try simulate(Worker(), on: engine) { check($0) } }
    try simulate(Worker(), on: Lockstep(Engine.available)) { check($0) }
  }

  @Test(arguments: Engine.available)
  func signalsWithin(_ engine: Engine) throws {
    try simulate(Worker(), on: engine, internals: ["sum", "core.*", "log"]) { dut in
      dut.force("core.step", 3)
      dut.start = 1
      dut.amount = 5
      dut.step(2)
      expect(dut.signal("sum"), 3)
      dut.release("core.step")
      expect(dut.signal("core.step"), 5)
      let log = dut.memory("log")
      log[2] = 9
      log.load([7, 8], from: 0)
      #expect(log.values(count: 3) == [7, 8, 9])
    }
  }

  @Test func streamsAndScoreboards() throws {
    try simulate(StreamFifo(payload: .unsigned(8), depth: 4)) { dut in
      let beats = (0..<50).map { _ in [Int.random(in: 0...255, using: &dut.random)] }
      let sender = StreamDriver(dut.input, beats: beats, pauseProbability: 0.3)
      let receiver = StreamMonitor(dut.output, pauseProbability: 0.3)
      let board = dut.scoreboard("beats", of: dut.output)
      dut.checkProtocol(of: dut.output)
      dut.onTransfer(of: dut.input) { beat in board.expect(beat) }
      dut.onTransfer(of: dut.output) { beat in board.receive(beat) }
      try dut.run([sender], [receiver], limit: 1_000) { board.matchedCount == 50 }
    }
  }

  @Test func coverage() throws {
    let coverage = Coverage()
    for amount in [0, 1] {
      try simulate(Worker(), coverage: coverage) { dut in
        dut.amount = amount
        dut.start = 1
        dut.step(2)
      }
    }
    print(coverage.report)
    let report = coverage.report.replacing(#/\(\w+\/\w+\.swift:\d+(:\d+)?\)/#, with: "(Worker.swift)")
    #expect(try Self.page().contains("```\n\(report)```"), "\(report)")
  }

  @Test(.enabled(if: Lockstep(netlistsFor: [.ice40]).skipped.isEmpty, "Yosys or Icarus is not installed"))
  func netlists() throws {
    let fork = StreamFork(payload: .unsigned(8), outputs: 2)
    try simulate(fork, on: Lockstep(netlistsFor: [.ice40, .ecp5])) { dut in
      dut.driveRandomly(cycles: 1_000, resetProbability: 0.01)
    }
  }

  // MARK: Reserved names

  /// The public members of `Testbench`, as its sources declare them.
  private static func members() throws -> Set<String> {
    let folder = ReadmeTests.root.appendingPathComponent("Sources/Testbench")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    var names: Set<String> = []
    for file in files where file.pathExtension == "swift" {
      var isTestbench = false
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        if let declared = line.firstMatch(
          of: #/^(?:public |private |fileprivate |final )*(?:extension|class|struct|enum|protocol) (\w+)/#)
        {
          isTestbench = declared.1 == "Testbench"
        }
        guard isTestbench, let member = line.firstMatch(of: #/^  public (?:private\(set\) )?(?:func|var|let) (\w+)/#)
        else {
          continue
        }
        names.insert(String(member.1))
      }
    }
    return names
  }

  @Test func reservedNames() throws {
    let list = try Self.members().sorted().map { "`\($0)`" }.joined(separator: ", ")
    let page = try Self.page().replacing("\n", with: " ")
    #expect(page.contains("1)`:  \(list) "), "\(list)")
  }

  private struct Stepper: Module {
    struct IO: Interface {
      @Input var step: Signal = .unsigned(4)
      @Output var random: Signal = .unsigned(4)
    }
    var ports: IO { IO() }

    func build(_ io: IO) { io.random <== ~io.step }
  }

  @Test func portsOfReservedNames() throws {
    try simulate(Stepper()) { dut in
      dut.port(\.step).value = 3
      expect(dut.port(\.random), 12)
      expect(dut.port(\.step), 3)
    }
  }
}
