import Bitloom
import Components
import Testbench
import Testing

/// Two counters that wait for enables of the module's own: one of an area, one of a named domain that it drives.
private struct OwnEnables: Module {
  struct IO: Interface {
    @Input var fast: Signal = .bit
    @Output var area: Signal = .unsigned(8)
    @Output var named: Signal = .unsigned(8)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let serial = ClockDomain(enable: "bit_tick")
    driveEnable(of: serial, with: !io.fast)
    io.area <== clocked(enable: io.fast) { counter("area_count") }
    io.named <== clocked(by: serial) { counter("named_count") }
  }

  private func counter(_ name: String) -> Signal {
    let count = register(name, .unsigned(8), reset: 0)
    count <== count &+ 1
    return count
  }
}

/// Has areas and a driven enable of the same names as the instances within.
private struct AreasAround: Module {
  struct IO: Interface {
    @Input var first: Signal = .bit
    @Input var second: Signal = .bit
    @Input var fast: Signal = .bit
    /// Of the module itself: in two areas, and in the domain whose enable it drives.
    @Output var own: [Signal]
    /// Of instances in no area, and in one.
    @Output var free: [Signal]
    @Output var waiting: [Signal]
  }
  var ports: IO {
    IO(own: .unsigned(8, count: 3), free: .unsigned(8, count: 2), waiting: .unsigned(8, count: 2))
  }

  func build(_ io: IO) {
    for (index, enable) in [io.first, io.second].enumerated() {
      clocked(enable: enable) { io.own[index] <== Instance("counter_\(index)", StepCounter()).count }
    }
    let free = Instance("free", OwnEnables())
    free.fast <== io.fast
    io.free[0] <== free.area
    io.free[1] <== free.named
    clocked(enable: io.first) {
      let waiting = Instance("waiting", OwnEnables())
      waiting.fast <== io.fast
      io.waiting[0] <== waiting.area
      io.waiting[1] <== waiting.named
      let last = register("last", .unsigned(8), reset: 0)
      last <== io.own[0]
      io.own[2] <== last
    }
  }
}

/// An enable that a module makes concerns nobody around it, though it has a name that is used there too.
@Suite struct NestedEnableTests {
  @Test func enablesOfInstancesAreTheirOwn() throws {
    let module = AreasAround()
    let inputs = try elaborate(module).top.ports.filter { $0.direction == .input }
    let names: [String] = inputs.map(\.name)
    let expected: [String] = ["first", "second", "fast"]
    #expect(names == expected)
    #expect(try lint(module) == "")
    try simulate(module, on: everyEngine()) { dut in
      var random = SeededGenerator(seed: 91)
      var (own, free, waiting) = (dut.own.values, dut.free.values, dut.waiting.values)
      for cycle in 0..<500 {
        let bits = (0..<3).map { _ in Int.random(in: 0...1, using: &random) }
        (dut.first, dut.second, dut.fast) = (bits[0], bits[1], bits[2])
        dut.step()
        if bits[0] == 1 { own[2] = own[0] }
        for index in 0..<2 where bits[index] == 1 { own[index] = (own[index] + 1) % 256 }
        let counter = bits[2] == 1 ? 0 : 1
        free[counter] = (free[counter] + 1) % 256
        // A named domain does not wait for the area around the instance.
        if counter == 1 || bits[0] == 1 { waiting[counter] = (waiting[counter] + 1) % 256 }
        try require(dut.own.values, own, "own in cycle \(cycle)")
        try require(dut.free.values, free, "free in cycle \(cycle)")
        try require(dut.waiting.values, waiting, "waiting in cycle \(cycle)")
      }
    }
  }
}
