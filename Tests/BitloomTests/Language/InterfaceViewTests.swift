import Bitloom
import Testing

private struct Handshake: Interface {
  @Output var payload: Pixel
  @Output var valid: Signal = .bit
  @Input var ready: Signal = .bit

  init() { _payload = Output(wrappedValue: PixelShape(depth: 3).instantiate()) }
}

/// Listens to a handshake and tells where it moves.
private struct Listener: Module {
  struct IO: Interface {
    var handshake: Monitored<Handshake>
    @Output var moved: Signal = .bit
    @Output var red: Signal = .unsigned(3)
  }
  var ports: IO { IO(handshake: Monitored(Handshake())) }

  func build(_ io: IO) {
    io.moved <== io.handshake.valid && io.handshake.ready
    io.red <== io.handshake.payload.red
  }
}

/// A wire from one side to the other, listened to, and an unused sender and receiver.
private struct Listened: Module {
  struct IO: Interface {
    @Flipped var input: Handshake
    var output: Handshake
    var spare: Handshake
    @Flipped var drain: Handshake
    @Output var moved: Signal = .bit
    @Output var red: Signal = .unsigned(3)
  }
  var ports: IO { IO(input: Handshake(), output: Handshake(), spare: Handshake(), drain: Handshake()) }

  func build(_ io: IO) {
    io.output <== io.input
    let listener = Instance("listener", Listener())
    listener.handshake <== io.output
    io.moved <== listener.moved
    io.red <== listener.red
    tieOff(io.spare, idle: [\.payload.red: 5])
    tieOff(io.drain, idle: [\.ready: 1])
  }
}

@Suite struct InterfaceViewTests {
  @Test func everyFieldOfAMonitoredInterfaceIsAnInput() throws {
    let listener = try #require(try elaborate(Listened()).modules.first { $0.name == "listener" })
    let ports: [String] = listener.ports.map { "\($0.direction.rawValue) \($0.name)" }
    let expected: [String] = [
      "input handshake_payload_red", "input handshake_payload_green", "input handshake_valid",
      "input handshake_ready", "output moved", "output red",
    ]
    #expect(ports == expected)
  }

  @Test func aMonitoredInterfaceInsideAFlippedOneIsDriven() throws {
    struct Probe: Interface { var seen: Monitored<Handshake> }
    struct Sample: Module {
      struct IO: Interface {
        @Flipped var probe: Probe
        var source: Monitored<Handshake>
      }
      var ports: IO { IO(probe: Probe(seen: Monitored(Handshake())), source: Monitored(Handshake())) }
      func build(_ io: IO) { io.probe.seen <== io.source.subject }
    }
    let ports = try elaborate(Sample()).modules[0].ports
    let directions: [String] = ports.map(\.direction.rawValue)
    let outputs = [String](repeating: "output", count: 4)
    let inputs = [String](repeating: "input", count: 4)
    let expected: [String] = outputs + inputs
    #expect(directions == expected)
  }

  @Test func whatIsTiedAndListenedTo() throws {
    let text = try #require(try elaborate(Listened()).verilog().first { $0.name == "listened.sv" }?.text)
    for line in [
      ".handshake_payload_green (output_payload_green)", ".handshake_ready         (output_ready)",
      "assign spare_payload_red = 3'd5;", "assign spare_payload_green = 3'd0;", "assign spare_valid = 1'b0;",
      "assign drain_ready = 1'b1;", "assign input_ready = output_ready;",
    ] { #expect(text.contains(line), "\(line) in\n\(text)") }
  }

  @Test func tieOffNamesWhatItTies() throws {
    struct Sample: Module {
      struct IO: Interface {
        var output: Handshake
        @Flipped var input: Handshake
      }
      var ports: IO { IO(output: Handshake(), input: Handshake()) }
      func build(_ io: IO) {
        #expect(tieOff(io.output) == ["payload.red", "payload.green", "valid"])
        #expect(tieOff(io.input) == ["ready"])
        let listener = Instance("listener", Listener())
        #expect(tieOff(listener.handshake) == ["payload.red", "payload.green", "valid", "ready"])
        let idle = wire("idle", PixelShape(depth: 2))
        #expect(tieOff(idle) == ["red", "green"])
      }
    }
    _ = try elaborate(Sample())
  }
}
