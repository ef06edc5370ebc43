import Bitloom
import Components
import Testbench
import Testing

/// A stream whose sender and receiver are both outside, watched from within.
private struct Watched: Module {
  struct Point: Interface {
    var x: Signal = .unsigned(3)
    var y: Signal = .signed(2)
  }

  struct PointShape: Shape {
    func instantiate() -> Point { Point() }
  }

  var isAssumed = false

  struct IO: Interface {
    @Flipped var input = Stream(of: PointShape())
    @Input var takes: Signal = .bit
    @Output var all: Signal = .unsigned(5)
  }

  var ports: IO { IO() }

  func build(_ io: IO) {
    io.input.ready <== io.takes
    io.all <== bits(of: io.input.payload)
    if isAssumed { assumeProtocol(of: io.input, "input") } else { assertProtocol(of: io.input, "input") }
  }
}

@Suite struct StreamRulesTests {
  @Test func bitsOfABundleStandInItsOrder() throws {
    try simulate(Watched()) { dut in
      (dut.input.payload.x, dut.input.payload.y) = (5, -1)
      #expect(dut.all == 0b10111)
    }
  }

  @Test(arguments: [false, true], Engine.available)
  func breachesAreTold(_ isAssumed: Bool, _ engine: Engine) throws {
    func check(_ dut: Testbench<Watched>) throws {
      dut.input.valid = 1
      dut.step(2)
      #expect(dut.takeViolations().isEmpty)
      dut.input.payload.y = 1
      dut.step()
      let name = isAssumed ? "assumption 'watched_is_assumed" : "assertion 'watched"
      let changed = dut.takeViolations().map(\.message)
      #expect(
        changed == ["\(name).input_payload_stands' failed: the payload of input changed while its beat waited"])
      dut.input.valid = 0
      dut.step()
      let fell = dut.takeViolations().map(\.message)
      #expect(fell == ["\(name).input_valid_holds' failed: valid of input fell before its beat was taken"])
      // What was taken may go.
      (dut.input.valid, dut.takes) = (1, 1)
      dut.step()
      dut.input.payload.x = 2
      dut.step()
      dut.input.valid = 0
      dut.step()
      #expect(dut.takeViolations().isEmpty)
    }
    try simulate(Watched(isAssumed: isAssumed), on: engine) { try check($0) }
  }
}
