import Bitloom
import Components
import RTL
import Testbench
import Testing

/// A counter that is reset by nothing but the beginning.
private struct PoweredOn: Module {
  var cycles: Int
  var kind: ClockDomain.Reset.Kind
  var polarity: ClockDomain.Reset.Polarity

  struct IO: Interface {
    @Output var isReset: Signal = .bit
    @Output var count: Signal = .unsigned(8)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let own = ClockDomain(reset: .init(name: "power_on_rst", kind: kind, polarity: polarity))
    let powerOn = clocked(by: own) { Instance("power_on", PowerOnReset(cycles: cycles, polarity: polarity)) }
    driveReset(of: own, with: powerOn.resetOut)
    io.isReset <== powerOn.resetOut
    clocked(by: own) { io.count <== Instance("counter", StepCounter()).count }
  }
}

@Suite struct PowerOnResetTests {
  @Test(arguments: [1, 2, 5, 16], MadeResetBank.forms)
  func powerUpResets(_ cycles: Int, _ form: (ClockDomain.Reset.Kind, ClockDomain.Reset.Polarity)) throws {
    let module = PoweredOn(cycles: cycles, kind: form.0, polarity: form.1)
    #expect(try lint(module) == "")
    let (active, idle) = form.1 == .activeHigh ? (1, 0) : (0, 1)
    func check(_ dut: Testbench<PoweredOn>) {
      // The bench has run a cycle already.
      for cycle in 1..<30 {
        #expect(dut.isReset == (cycle < cycles ? active : idle), "cycle \(cycle)")
        #expect(dut.count == 3 + max(0, cycle - cycles), "cycle \(cycle)")
        dut.step()
      }
    }
    try simulate(module, on: everyEngine()) { check($0) }
  }

  @Test func noCyclesAreRefused() {
    #expect { try elaborate(PowerOnReset(cycles: 0)) } throws: {
      "\($0)".contains("cycles is 0; it must be from 1 to 1073741824")
    }
  }
}
