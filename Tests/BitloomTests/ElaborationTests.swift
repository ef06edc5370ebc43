import Bitloom
import Testing

struct Pair: Module {
  struct IO: Interface {
    @Input var a: Signal = .signed(8)
    @Input var clear: Signal = .bit
    @Output var sums: [Signal]
    @Output var state: EnumSignal<TrafficLight.State> = .port
  }
  var ports: IO { IO(sums: .signed(32, count: 2)) }
  func build(_ io: IO) {
    for index in 0..<2 {
      let mac = Instance("mac_\(index)", MultiplyAccumulate())
      mac.a <== io.a
      mac.b <== io.a
      mac.clear <== io.clear
      io.sums[index] <== mac.sum
    }
    let light = Instance("light", TrafficLight())
    light.button <== io.a[0]
    io.state <== light.state
  }
}

struct Mistakes: Module {
  struct IO: Interface {
    @Input var a: Signal = .signed(8)
    @Input var b: Signal = .unsigned(8)
    @Output var c: Signal = .unsigned(4)
  }
  var ports: IO { IO() }
  func build(_ io: IO) {
    io.c <== io.b
    io.c <== io.a &+ io.b
    let x = wire("x", .signed(9))
    x <== io.a + io.a + 1
    when(io.b) {
      io.a <== 3
    }
    io.c <== 77
    io.c <== io.b[12]
  }
}

@Suite struct ElaborationTests {
  @Test func equalModulesAreBuiltOnce() throws {
    let design = try elaborate(Pair())
    #expect(design.modules.map(\.name) == ["pair", "multiply_accumulate_8_32", "traffic_light_8_2"])
    #expect(design.modules[1].ports.map(\.name) == ["a", "b", "clear", "sum"])
  }

  @Test func mistakes() throws {
    do {
      _ = try elaborate(Mistakes())
    } catch let error as DesignError {
      print(error)
    }
  }
}
