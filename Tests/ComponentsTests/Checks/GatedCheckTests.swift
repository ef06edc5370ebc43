import Bitloom
import Simulation
import Testbench
import Testing

/// Says what it takes while `tick` lets it, and claims something of a counter that a register of its own resets.
struct GatedChecks: Module {
  static let soft = ClockDomain(reset: .init(name: "soft_rst", kind: .asynchronous))

  struct IO: Interface {
    @Input var tick: Signal = .bit
    @Input var clear: Signal = .bit
    @Input var value: Signal = .unsigned(4)
    @Output var last: Signal = .unsigned(4)
    @Output var count: Signal = .unsigned(4)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let clearing = register("clearing", .bit, reset: 1)
    clearing <== io.clear
    driveReset(of: Self.soft, with: clearing)
    clocked(enable: io.tick) {
      let last = register("last_value", .unsigned(4), reset: 0)
      last <== io.value
      display("took \(io.value)")
      io.last <== last
    }
    clocked(by: Self.soft) {
      let count = register("count_now", .unsigned(4), reset: 0)
      count <== count &+ 1
      assert(count < 5, "count is \(count)")
      io.count <== count
    }
  }
}

/// Checks under an enable, and under a reset that the design makes.
@Suite struct GatedCheckTests {
  @Test func checksWaitForTheEnableAndForTheReset() throws {
    let seed: UInt64 = 23
    var random = SeededGenerator(seed: seed)
    var messages: [String] = []
    var expectedMessages: [String] = []
    var expectedViolations: [String] = []
    func check(_ dut: Testbench<GatedChecks>) {
      dut.displaySink = { messages.append($0.message) }
      var (count, clearing) = (0, 1)
      for _ in 0..<400 {
        let (tick, clear) = (random.chance(0.4) ? 1 : 0, random.chance(0.15) ? 1 : 0)
        let value = Int(random.next() % 16)
        (dut.tick, dut.clear, dut.value) = (tick, clear, value)
        if tick == 1 { expectedMessages.append("took \(value)") }
        if clearing == 0, count >= 5 { expectedViolations.append("count is \(count)") }
        dut.step()
        // The reset acts as long as the register holds it, before the edge and behind it.
        count = clearing == 1 || clear == 1 ? 0 : (count + 1) % 16
        clearing = clear
        #expect(dut.count == count, "seed \(seed)")
      }
      let told: [String] = dut.takeViolations().map(\.message)
      #expect(told.count == expectedViolations.count, "seed \(seed)")
      for (message, expected) in zip(told, expectedViolations) {
        #expect(message.hasSuffix(expected), "seed \(seed): \(message)")
      }
    }
    try simulate(GatedChecks(), on: everyEngine()) { check($0) }
    #expect(messages == expectedMessages, "seed \(seed)")
    #expect(expectedViolations.count > 20)
  }
}
