import Bitloom
import Simulation
import Testbench
import Testing

/// What checks tell, in all engines.
@Suite struct CheckTests {
  /// Random stimulus in several instances and domains: all engines tell the same events in the same cycles.
  @Test func allEnginesTellTheSame() throws {
    let seed: UInt64 = 11
    var random = SeededGenerator(seed: seed)
    var messages: [CheckEvent] = []
    func check(_ dut: Testbench<Kennel>) throws {
      dut.displaySink = { messages.append($0) }
      var violations: [SimulationViolation] = []
      for cycle in 0..<1500 {
        dut.start.values = (0..<3).map { _ in random.chance(0.5) ? 1 : 0 }
        dut.stop.values = (0..<3).map { _ in random.chance(0.2) ? 1 : 0 }
        dut.offset.values = (0..<3).map { _ in Int.random(in: -16...15, using: &random) }
        let clocks: [ClockDomain] = [[.standard], [Kennel.other], [.standard, Kennel.other]][Int(random.next() % 3)]
        try dut.step(clocks: clocks)
        if random.chance(0.02) { dut.reset() }
        if random.chance(0.02) {
          try dut.setReset(true, of: Kennel.other)
          dut.step()
          try dut.setReset(false, of: Kennel.other)
        }
        if cycle % 100 == 0 { violations += dut.takeViolations() }
      }
      violations += dut.takeViolations()
      let paths = ["kennel.first", "kennel.outer.inner", "kennel.foreign"]
      for path in paths {
        #expect(violations.contains { $0.message.contains("'\(path).") }, "seed \(seed)")
        #expect(messages.contains { $0.path == path }, "seed \(seed)")
        #expect(dut.coverPoints.contains { $0.path == path && $0.count > 0 }, "seed \(seed)")
      }
      #expect(messages.map(\.edge) == messages.map(\.edge).sorted())
      print("checks: \(violations.count) violations, \(messages.count) messages, \(dut.coverPoints.map(\.description))")
    }
    try simulate(Kennel(), on: everyEngine()) { try check($0) }
  }

  /// The exact text, with the cycle, the instance and the place.
  @Test(arguments: Engine.available) func whatIsTold(_ engine: Engine) throws {
    func check(_ dut: Testbench<Watchdog>) {
      var messages: [String] = []
      dut.displaySink = { messages.append("\($0.edge): \($0.message)") }
      dut.offset = -3
      func step(_ cycles: Int, start: Int, stop: Int) {
        dut.start = start
        dut.stop = stop
        dut.step(cycles)
      }
      step(1, start: 1, stop: 0)
      step(4, start: 0, stop: 0)
      step(1, start: 1, stop: 1)
      step(1, start: 0, stop: 0)
      let told: [String] = dut.takeViolations().map {
        $0.description.replacing(/\([A-Za-z]*\/Watchdog.swift:[0-9]+:[0-9]+\)/, with: "@")
      }
      #expect(
        told == [
          "clock edge 4: assertion 'watchdog_2_is_checked.up_to_of_2' failed: counting up to 2 of 2 @",
          "clock edge 6: assumption 'watchdog_2_is_checked.one_command' failed @",
        ])
      #expect(messages == ["6: late: 0x3 = 0b0011, -3, -0.375"])
      #expect(dut.coverCount("became_late") == 2)
      #expect(dut.coverCount("nothing") == nil)
      dut.offset = 15
      dut.step(7)
      let last = dut.takeViolations().last?.message
      #expect(last == "assertion 'watchdog_2_is_checked.is_too_much' failed: 69 is too much, 000000000000000045")
    }
    try simulate(Watchdog(limit: 2), on: engine) { check($0) }
  }

  /// A check that fails and that nobody has asked for ends the simulation with an error.
  @Test(arguments: Engine.available) func aFailedCheckIsAnError(_ engine: Engine) throws {
    let error = #expect(throws: TestbenchError.self) {
      try simulate(Watchdog(), on: engine) { dut in
        (dut.start, dut.stop) = (1, 1)
        dut.step(2)
      }
    }
    let lines = (error?.description ?? "").split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first?.hasPrefix("clock edge 1: assumption 'watchdog_5_is_checked.one_command' failed (") == true)
  }
}
