import Bitloom
import Components

/// The examples of the documentation of clock crossings and of the register file.
enum ClockExamples {
  static let all: [any Module] = [
    Crossing(), Settings(), PressedButton(), Strobe(), PowerOn(), Clean(), Registers(),
  ]
}

private let pixel = ClockDomain(clock: "pixel_clk", reset: .init(name: "pixel_rst"))
private let system = ClockDomain.standard

private struct Crossing: Module {
  struct IO: Interface {
    @Flipped var input: Stream<Signal>
    var output: Stream<Signal>
  }
  var ports: IO { IO(input: Stream(of: .unsigned(32)), output: Stream(of: .unsigned(32))) }

  func build(_ io: IO) {
    let crossing = AsynchronousFifo(payload: .unsigned(32), depth: 512, write: pixel, read: system, storage: .block)
    let fifo = Instance("fifo", crossing)
    fifo.input <== io.input
    io.output <== fifo.output
  }
}

private struct Settings: Module {
  typealias IO = ByteIO
  var ports: IO { IO() }

  func build(_ io: IO) {
    let settings = Instance("settings", HandshakeSynchroniser(payload: .unsigned(8), from: pixel))
    settings.input <== io.input
    io.output <== settings.output
  }
}

private struct PressedButton: Module {
  struct IO: Interface {
    @Input var pin: Signal = .bit
    @Output var isPressed: Signal = .bit
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let button = Instance("button", LevelSynchroniser())
    button.value <== io.pin
    io.isPressed <== button.synchronised
  }
}

private struct Strobe: Module {
  struct IO: Interface {
    @Input var isFrameDone: Signal = .bit
    @Output var frames: Signal = .unsigned(8)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let frames = register("count", .unsigned(8), reset: 0)
    let done = Instance("done", PulseSynchroniser(from: pixel))
    done.pulse <== io.isFrameDone
    when(done.synchronised) { frames <== frames &+ 1 }
    io.frames <== frames
  }
}

private struct PowerOn: Module {
  struct IO: Interface {
    @Output var count: Signal = .unsigned(8)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let own = ClockDomain(reset: .init(name: "power_on_rst"))
    clocked(by: own) {
      let powerOn = Instance("power_on", PowerOnReset(cycles: 16))
      driveReset(of: .current, with: powerOn.resetOut)
      let count = register("cycles", .unsigned(8), reset: 0)
      count <== count &+ 1
      io.count <== count
    }
  }
}

private struct Clean: Module {
  struct IO: Interface {
    @Input var button: Signal = .bit
    @Output var count: Signal = .unsigned(8)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let system = ClockDomain(reset: .init(name: "system_rst", kind: .asynchronous))
    let clean = clocked(by: system) { Instance("reset_synchroniser", ResetSynchroniser()) }
    clean.asynchronous <== io.button
    driveReset(of: system, with: clean.synchronised)
    clocked(by: system) {
      let count = register("cycles", .unsigned(8), reset: 0)
      count <== count &+ 1
      io.count <== count
    }
  }
}

private struct Registers: Module {
  struct IO: Interface {
    @Flipped var sAXI: AXILite
  }
  var ports: IO { IO(sAXI: AXILite(AXILiteShape(addressWidth: 12))) }

  func build(_ io: IO) {
    let timer = Timer.map
    let count = register("count", .unsigned(32), reset: 0)
    let registers = Instance("registers", RegisterFile(timer))
    registers.axi <== io.sAXI
    when(registers.fields.control.enable) { count <== count &+ 1 }
    registers.fields.count.value <== count
    registers.fields.events.expiredSet <== (count == registers.fields.limit.value)
  }
}
