import Bitloom
import Components
import RTL
import Testbench
import Testing

@Suite struct ResetSynchroniserTests {
  @Test(arguments: [2, 3, 8], [ClockDomain.Reset.Polarity.activeHigh, .activeLow])
  func resetsComeAtOnceAndGoWithTheClock(_ stages: Int, _ polarity: ClockDomain.Reset.Polarity) throws {
    let module = ResetSynchroniser(stages: stages, polarity: polarity)
    #expect(try lint(module) == "")
    let (active, idle) = polarity == .activeHigh ? (1, 0) : (0, 1)
    try simulate(module, on: everyEngine(), mayBeUnknown: [\.synchronised]) { dut in
      func expect(_ level: Int) { #expect(dut.synchronised == level) }
      for _ in 0..<3 {
        dut.asynchronous = active
        expect(active)
        dut.step(2)
        dut.asynchronous = idle
        for _ in 0..<stages {
          expect(active)
          dut.step()
        }
        expect(idle)
        dut.step(3)
        expect(idle)
        // Without any edge.
        dut.asynchronous = active
        expect(active)
        dut.asynchronous = idle
        expect(active)
      }
    }
  }

  @Test func resetSynchronisersAreRecordedForConstraints() throws {
    let design = try elaborate(MadeResetBank(kind: .asynchronous, polarity: .activeHigh))
    let found = design.synchronisers.map { "\($0.path) \($0.width) \($0.clock) \($0.crossing.rawValue)" }
    #expect(found == ["synchroniser.stage_0 1 clk resetSynchroniser", "synchroniser.stage_1 1 clk resetSynchroniser"])
    let texts = design.verilog().map(\.text)
    #expect(texts.contains { $0.contains("(* ASYNC_REG = \"TRUE\" *) logic stage_0;") })
  }

  @Test func tooFewStagesAreRefused() {
    #expect { try elaborate(ResetSynchroniser(stages: 1)) } throws: {
      "\($0)".contains("stages is 1; it must be from 2 to 8")
    }
  }

  /// What differs in names alone is one module, also with a domain of its own within.
  @Test func synchronisersOfSeveralResetsAreOneModule() throws {
    struct TwoResets: Module {
      struct IO: Interface {
        @Input var buttons: [Signal]
        @Output var counts: [Signal]
      }
      var ports: IO { IO(buttons: .bits(count: 3), counts: .unsigned(8, count: 3)) }
      func build(_ io: IO) {
        for (index, name) in ["main_rst", "debug_rst", "other_rst"].enumerated() {
          let clock = index < 2 ? "clk" : "other_clk"
          let own = ClockDomain(clock: clock, reset: .init(name: name, kind: .asynchronous))
          clocked(by: own) {
            let clean = Instance("synchroniser_\(index)", ResetSynchroniser())
            clean.asynchronous <== io.buttons[index]
            driveReset(of: own, with: clean.synchronised)
            io.counts[index] <== Instance("counter_\(index)", StepCounter()).count
          }
        }
      }
    }
    let design = try elaborate(TwoResets())
    #expect(design.modules.count == 3)
    #expect(try lint(TwoResets()) == "")
    func check(_ dut: Testbench<TwoResets>) {
      dut.buttons.values = [1, 1, 1]
      dut.step()
      dut.buttons.values = [0, 1, 0]
      dut.step(3)
      #expect(dut.counts.values == [4, 3, 4])
      dut.buttons.values = [0, 0, 1]
      #expect(dut.counts.values == [4, 3, 3])
    }
    try simulate(TwoResets(), on: everyEngine()) { check($0) }
  }
}
