import Bitloom
import Synchronization
import Testing

private let buildCount = Mutex(0)

/// An inverter that counts how often it is built.
private struct Inverter: Module {
  struct IO: Interface {
    @Input var a: Signal = .bit
    @Output var y: Signal = .bit
  }
  var ports: IO { IO() }
  func build(_ io: IO) {
    buildCount.withLock { $0 += 1 }
    io.y <== !io.a
  }
}

/// The same values of different types.
private struct Tagged<Tag: FixedWidthInteger & Sendable>: Module {
  var tag: Tag
  struct IO: Interface {
    @Output var y: Signal = .unsigned(8)
  }
  var ports: IO { IO() }
  var moduleName: String { "tagged_\(Tag.self)".lowercased() }
  func build(_ io: IO) { io.y <== Int(tag) }
}

@Suite struct ElaborationTests {
  @Test func equalModulesAreBuiltOnce() throws {
    struct Pair: Module {
      struct IO: Interface {
        @Input var a: Signal = .signed(8)
        @Output var sums: [Signal]
        @Output var state: EnumSignal<TrafficLight.State> = .port
      }
      var ports: IO { IO(sums: .signed(32, count: 2)) }
      func build(_ io: IO) {
        for index in 0..<2 {
          let mac = Instance("mac_\(index)", MultiplyAccumulate())
          mac.a <== io.a
          mac.b <== io.a
          mac.clear <== 0
          io.sums[index] <== mac.sum
        }
        let light = Instance("light", TrafficLight())
        light.button <== io.a[0]
        io.state <== light.state
      }
    }
    let design = try elaborate(Pair())
    let expected: [String] = ["pair", "multiply_accumulate_8_32", "traffic_light_8_2"]
    let names: [String] = design.modules.map(\.name)
    #expect(names == expected)
    let ports: [String] = design.modules[1].ports.map(\.name)
    let expectedPorts: [String] = ["a", "b", "clear", "sum"]
    #expect(ports == expectedPorts)
  }

  @Test func tenThousandInstancesBuildTheirModuleOnce() throws {
    struct Chain: Module {
      struct IO: Interface {
        @Input var a: Signal = .bit
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        var signal = io.a
        for index in 0..<10_000 {
          let cell = Instance("cell_\(index)", Inverter())
          cell.a <== signal
          signal = cell.y
        }
        io.y <== signal
      }
    }
    buildCount.withLock { $0 = 0 }
    let design = try elaborate(Chain())
    #expect(buildCount.withLock { $0 } == 1)
    #expect(design.modules.count == 2)
    #expect(design.modules[0].instances.count == 10_000)
  }

  @Test func modulesOfDifferentTypesAreDifferentThoughTheirValuesAreEqual() throws {
    struct Sample: Module {
      struct IO: Interface {
        @Output var y: Signal = .unsigned(8)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let a = Instance("a", Tagged(tag: 1 as Int))
        let b = Instance("b", Tagged(tag: 1 as UInt8))
        let c = Instance("c", Tagged(tag: 1 as Int))
        io.y <== a.y ^ b.y ^ c.y
      }
    }
    #expect(try elaborate(Sample()).modules.map(\.name) == ["sample", "tagged_int", "tagged_uint8"])
  }

  @Test func theSameDesignGivesTheSameBytes() throws {
    func text() throws -> [String] { try elaborate(TrafficLight()).verilog().map(\.text) }
    let first = try text()
    for _ in 0..<3 { #expect(try text() == first) }
  }

  @Test func callsOutsideOfElaborationDoNothing() {
    let a = wire("a", .unsigned(4))
    a <== 3
    when(a == 2) { a <== a &+ 1 }
    _ = Instance("cell", Inverter())
    #expect(a.width == 1)
  }
}

@Suite struct ModuleNameTests {
  private enum Mode { case fast, verySmall }

  private struct Settings: Hashable {
    var depth = 4
    var isPipelined = true
  }

  private struct Sample: Module {
    var width = 8
    var offset = -3
    var isSigned = false
    var hasCarry = true
    var mode = Mode.verySmall
    var limit: Int?
    var settings = Settings()
    struct IO: Interface {
      @Output var y: Signal = .bit
    }
    var ports: IO { IO() }
    func build(_ io: IO) { io.y <== 0 }
  }

  private struct Wrapper<Inner: Module>: Module {
    var inner: Inner
    var shape = SignalType.signed(5)
    var lanes = VectorShape(SignalType.unsigned(2), count: 3)
    struct IO: Interface {
      @Output var y: Signal = .bit
    }
    var ports: IO { IO() }
    func build(_ io: IO) { io.y <== 0 }
  }

  @Test func parametersStandInTheName() {
    #expect(Sample().moduleName == "sample_8_m3_has_carry_very_small_settings_4_is_pipelined")
    #expect(Sample(limit: 7).moduleName == "sample_8_m3_has_carry_very_small_7_settings_4_is_pipelined")
    #expect(Wrapper(inner: Follower()).moduleName == "wrapper_follower_8_s5_u2x3")
  }

  @Test func longNamesAreCutToADigest() throws {
    struct Long: Module {
      var text: [Int]
      var first = Sample()
      var second = Sample(width: 9)
      struct IO: Interface {
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) { io.y <== 0 }
    }
    let name = Long(text: [1]).moduleName
    #expect(name.hasPrefix("long_") && name.count <= 96)
    #expect(name == Long(text: [1]).moduleName)
    #expect(name != Long(text: [2]).moduleName)
  }
}

@Suite struct NamedExpressionTests {
  @Test func namesOfExpressionsAreKept() throws {
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .unsigned(4)
        @Output var y: Signal = .unsigned(5)
        @Output var z: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let sum = (io.a + 1).named("incremented")
        io.y <== sum
        io.z <== sum == 3
      }
    }
    let text = try elaborate(Sample()).verilog()[0].text
    #expect(text.contains("[4:0] incremented"))
  }
}
