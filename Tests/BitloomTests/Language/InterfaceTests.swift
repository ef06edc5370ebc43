import Bitloom
import Testing

/// What ports an interface makes, as `input a: unsigned 4`.
private func ports<M: Module>(of module: M) throws -> [String] {
  try elaborate(module).modules[0].ports.map { "\($0.direction.rawValue) \($0.name): \($0.type)" }
}

private struct Handshake<Payload: Bundle>: Interface {
  @Output var payload: Payload
  @Output var valid: Signal
  @Input var ready: Signal

  init(_ payload: Payload) {
    _payload = Output(wrappedValue: payload)
    _valid = Output(wrappedValue: .bit)
    _ready = Input(wrappedValue: .bit)
  }
}

@Suite struct InterfaceTests {
  @Test func directionsNestAndFlip() throws {
    struct Link: Interface {
      var request: Handshake<Signal>
      @Flipped var response: Handshake<Pixel>
    }
    struct Sample: Module {
      struct IO: Interface {
        var master: Link
        @Flipped var slave: Link
      }
      var ports: IO {
        func link() -> Link {
          Link(request: Handshake(.unsigned(4)), response: Handshake(PixelShape(depth: 2).instantiate()))
        }
        return IO(master: link(), slave: link())
      }
      func build(_ io: IO) { io.master <== io.slave }
    }
    #expect(
      try ports(of: Sample()) == [
        "output master_request_payload: unsigned 4", "output master_request_valid: bit",
        "input master_request_ready: bit", "input master_response_payload_red: unsigned 2",
        "input master_response_payload_green: unsigned 2", "input master_response_valid: bit",
        "output master_response_ready: bit", "input slave_request_payload: unsigned 4",
        "input slave_request_valid: bit", "output slave_request_ready: bit",
        "output slave_response_payload_red: unsigned 2", "output slave_response_payload_green: unsigned 2",
        "output slave_response_valid: bit", "input slave_response_ready: bit",
      ])
  }

  @Test func arraysAndOptionalPorts() throws {
    struct Sample: Module {
      var hasMask: Bool
      struct IO: Interface {
        @Input var words: [Signal]
        @Input var mask: Signal?
        @Output var links: [[Signal]]
        @Output var none: [Signal]
      }
      var ports: IO {
        IO(
          words: .signed(3, count: 2), mask: hasMask ? .unsigned(2) : nil,
          links: [.bits(count: 2), .bits(count: 1)], none: [])
      }
      func build(_ io: IO) {
        io.links[0][0] <== io.words[0] < io.words[1]
        io.links[0][1] <== io.mask?[1] ?? constant(0)
        io.links[1][0] <== 1
      }
    }
    let common = ["output links_0_0: bit", "output links_0_1: bit", "output links_1_0: bit"]
    let words = ["input words_0: signed 3", "input words_1: signed 3"]
    #expect(try ports(of: Sample(hasMask: true)) == words + ["input mask: unsigned 2"] + common)
    #expect(try ports(of: Sample(hasMask: false)) == words + common)
  }

  @Test func enumerationsAsPorts() throws {
    let design = try elaborate(TrafficLight())
    let expectedNames: [String] = ["button", "state", "walk"]
    let names: [String] = design.modules[0].ports.map(\.name)
    #expect(names == expectedNames)
    let type = design.modules[0].ports[1].type
    #expect(type.width == 2)
    let enumeration = try #require(type.enumeration)
    let colours: [String] = design.modules[0].enumerations[enumeration].cases.map(\.name)
    #expect(colours == ["green", "yellow", "red"])
  }

  @Test func portsKeepTheirDeclaredOrderWhateverIsMadeFirst() throws {
    // Swift makes what is written out before the defaults.
    #expect(
      try ports(of: MultiplyAccumulate()) == [
        "input a: signed 8", "input b: signed 8", "input clear: bit", "output sum: signed 32",
      ])
  }

  @Test func instanceMembersAreThePortsOfTheInstance() throws {
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .signed(4)
        @Output var sum: Signal = .signed(8)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let mac = Instance("mac", MultiplyAccumulate(operandWidth: 4, accumulatorWidth: 8))
        mac.a <== io.a
        mac.b <== io.a
        mac.clear <== 0
        io.sum <== mac.sum
      }
    }
    let text = try #require(try elaborate(Sample()).verilog().first { $0.name == "sample.sv" }?.text)
    for connection in [".a     (a)", ".b     (a)", ".sum   (sum)"] { #expect(text.contains(connection)) }
  }

  @Test func wiresAndRegistersOfBundles() throws {
    struct Sample: Module {
      struct IO: Interface {
        @Input var pixel: Pixel
        @Output var delayed: Pixel
        @Output var table: Pixel
      }
      var ports: IO {
        let shape = PixelShape(depth: 3)
        return IO(pixel: shape.instantiate(), delayed: shape.instantiate(), table: shape.instantiate())
      }
      func build(_ io: IO) {
        let stage = register("stage", PixelShape(depth: 3), count: 2, reset: 0)
        stage[0] <== io.pixel
        stage[1] <== stage[0]
        io.delayed <== stage[1]
        let pixels = memory("pixels", PixelShape(depth: 3), depth: 8)
        pixels.write(io.pixel, at: io.pixel.red)
        io.table <== pixels.read(at: io.pixel.green)
      }
    }
    let module = try elaborate(Sample()).modules[0]
    let registers: [String] = module.registers.map { module.signals[$0.signal].name }
    let expected: [String] = ["stage_0_red", "stage_0_green", "stage_1_red", "stage_1_green"]
    #expect(registers == expected)
    let memories: [String] = module.memories.map(\.name)
    #expect(memories == ["pixels_red", "pixels_green"])
  }
}
