import Bitloom
import Foundation
import RTL
import Simulation
import Testing

@testable import Testbench

@Suite struct CoverageTests {
  struct Gate: Module {
    enum Mode: HardwareEnum { case off, on, broken }

    struct IO: Interface {
      @Input var request: Signal = .bit
      @Input var amount: Signal = .unsigned(4)
      @Output var total: Signal = .unsigned(4)
      @Output var isOn: Signal = .bit
    }
    var ports: IO { IO() }

    func build(_ io: IO) {
      let sum = register("sum", .unsigned(4), reset: 0)
      let mode = stateMachine("mode", initial: Mode.off) { mode, state in
        switch mode {
        case .off:
          state.move(to: .on, when: io.request)
        case .on:
          when(io.amount > 7) {
            sum <== 0
          }.elseWhen(io.amount > 0) {
            sum <== sum &+ io.amount
          }
          state.move(to: .broken, when: sum == 15)
          state.move(to: .off, when: !io.request)
        case .broken:
          state.markFinal()
        }
      }
      io.total <== sum
      io.isOn <== mode == .on
    }
  }

  private func run(_ coverage: Coverage, amounts: [Int]) throws {
    try simulate(Gate(), coverage: coverage) { dut in
      dut.request = 1
      dut.step()
      for amount in amounts {
        dut.amount = amount
        dut.step()
      }
      dut.request = 0
      dut.step(2)
    }
  }

  @Test func whatWasNeverExercised() throws {
    let coverage = Coverage()
    try run(coverage, amounts: [1, 2, 0])
    let data = try #require(coverage.designs.first)
    let report = coverage.report.replacing(#/\(TestbenchTests/CoverageTests.swift:\d+(:\d+)?\)/#, with: "(here)")
    let expected = """
      coverage of gate: 1 run, 7 cycles
        toggle      12 of 24 changes of bits (50.0 %)
        branch       8 of 10 branches taken (80.0 %)
        state        2 of  3 states reached (66.6 %)
        transition   2 of  3 transitions made (66.6 %)
      never exercised:
        toggle      'amount' never rose in bits 3-2, never fell in bits 3-2 (here)
        toggle      'total' never rose in bits 3-2, never fell (here)
        toggle      'mode' never rose in bit 1, never fell in bit 1 (here)
        branch      when in 'gate' never held (here)
        branch      when in 'gate' never held (here)
        state       'mode' was never broken
        transition  'mode' never went from on to broken (here)

      """
    #expect(report == expected, "\(report)")
    let missed = data.branches.filter { $0.count == 0 }
    let places = missed.compactMap(\.place)
    #expect(places.count == 2)
  }

  @Test func runsAreMerged() throws {
    let together = Coverage()
    try run(together, amounts: [1, 2, 0])
    try run(together, amounts: [7, 7, 1, 0, 0])
    let first = Coverage()
    let second = Coverage()
    try run(first, amounts: [1, 2, 0])
    try run(second, amounts: [7, 7, 1, 0, 0])
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = ["first.json", "second.json"].map { folder.appendingPathComponent($0).path }
    try first.write(to: paths[0])
    try second.write(to: paths[1])
    let merged = try Coverage(files: paths)
    #expect(merged.designs == together.designs)
    #expect(merged.report == together.report)
    #expect(merged.designs.first?.stateFigure.covered == 3)
    #expect(merged.designs.first?.runs == 2)
    #expect(try merged.json == together.json)
    #expect(throws: TestbenchError.self) { try merged.merge(contentsOf: "/nowhere/first.json") }
    try Data("{}".utf8).write(to: URL(fileURLWithPath: paths[0]))
    let error = #expect(throws: TestbenchError.self) { try merged.merge(contentsOf: paths[0]) }
    #expect(error?.description == "'\(paths[0])' is no coverage file")
  }

  /// Every toggle is counted as an independent count of the values says.
  @Test func togglesAgreeWithTheValues() throws {
    let coverage = Coverage()
    var rose = 0
    var fell = 0
    try simulate(Counter(width: 70), coverage: coverage) { dut in
      var last: [Bits] = []
      for _ in 0..<50 {
        dut.enable = Int.random(in: 0...1, using: &dut.random)
        dut.loads = Int.random(in: 0...1, using: &dut.random)
        let words = [dut.random.next(), dut.random.next()]
        dut.set(\.load, Bits(words: words, width: 70))
        let value = dut.bits(\.count).value
        last.append(value)
        dut.step()
      }
      var up = Bits(zeroOfWidth: 70)
      var down = Bits(zeroOfWidth: 70)
      for (before, after) in zip(last, last.dropFirst()) {
        up = up | (after & ~before)
        down = down | (before & ~after)
      }
      rose = (0..<70).count { up[$0] }
      fell = (0..<70).count { down[$0] }
    }
    let toggle = try #require(coverage.designs.first?.toggles.first { $0.path == "count" })
    func ones(_ mask: String) -> Int { mask.reduce(0) { $0 + ($1.hexDigitValue ?? 0).nonzeroBitCount } }
    #expect(ones(toggle.rose) == rose)
    #expect(ones(toggle.fell) == fell)
    #expect(rose > 40)
  }

  @Test func theResultsAreTheSame() throws {
    func values(_ coverage: Coverage?) throws -> [Int] {
      func next(_ dut: Testbench<Lanes>) -> Int {
        dut.x = Int.random(in: -128...127, using: &dut.random)
        dut.start.values = [Int.random(in: 0...1, using: &dut.random), 1]
        dut.step()
        let (first, second): (Int, Int) = (dut.sums[0], dut.sums[1])
        return first &+ 5000 &* second
      }
      return try simulate(Lanes(), coverage: coverage) { dut in (0..<200).map { _ in next(dut) } }
    }
    let coverage = Coverage()
    #expect(try values(nil) == values(coverage))
    #expect(coverage.designs.first?.cycles == 201)
    #expect(coverage.designs.first?.stateFigure.covered == 6)
  }

  @Test func aRunThatFailsCounts() throws {
    let coverage = Coverage()
    #expect(throws: TestbenchError.self) {
      try simulate(Gate(), coverage: coverage) { dut in
        dut.step(3)
        throw TestbenchError("on purpose")
      }
    }
    #expect(coverage.designs.first?.cycles == 4)
  }

  @Test(.enabled(if: Engine.icarus.isAvailable, "needs Icarus"))
  func otherEngines() {
    let error = #expect(throws: TestbenchError.self) {
      try simulate(Gate(), on: .icarus, coverage: Coverage()) { _ in }
    }
    #expect(error?.description == "coverage is collected by the native engine, not by icarus")
  }
}
