import Bitloom
import Components
import RTL
import Testbench
import Testing

@testable import Examples

/// A UART's bit clock as one writes it in a hurry: the counter of clocks has no reset.
private struct HastyBitClock: Module {
  struct IO: Interface {
    @Input var enable: Signal = .bit
    @Output var tick: Signal = .bit
    @Output var bits: Signal = .unsigned(4)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let clocks = register("clocks", .unsigned(below: 16))
    let bits = register("bit_count", .unsigned(4), reset: 0)
    when(io.enable) {
      clocks.increment(wrappingAt: 16)
      bits <== bits &+ (clocks == 15)
    }
    io.tick <== clocks == 15
    io.bits <== bits
  }
}

/// An example with a stimulus that reaches all its outputs, short enough for Icarus.
private struct Exercise: Sendable, CustomStringConvertible {
  var description: String
  /// Elaborates the design, changes it, and runs it.
  var run: @Sendable ((inout Design) -> Void) throws -> [UnknownOutput]

  init<M: Module>(_ module: M, _ body: @escaping @Sendable (Testbench<M>, inout SeededGenerator) throws -> Void) {
    description = module.moduleName
    run = { change in
      var design = try elaborate(module)
      change(&design)
      return try unknownOutputs(of: module, design: design, findsHidden: true) { dut in
        var random = SeededGenerator(seed: 7)
        try body(dut, &random)
      }
    }
  }

  static let all = [
    Exercise(UARTTransmitter(format: UARTFormat(clocksPerBit: 4, parity: .odd))) { dut, random in
      dut.step(3)
      for _ in 0..<100 {
        dut.data.payload = random.number(below: 256)
        dut.data.valid = random.number(below: 2)
        dut.step()
      }
    },
    Exercise(UARTReceiver(format: UARTFormat(clocksPerBit: 8, parity: .even), oversampling: 8)) { dut, random in
      dut.rxd = 1
      dut.step(20)
      for _ in 0..<40 {
        dut.rxd = random.number(below: 2)
        dut.step(8)
      }
    },
    Exercise(SPIMaster(width: 4)) { dut, random in
      for _ in 0..<80 {
        dut.word.payload = random.number(below: 16)
        dut.word.valid = random.number(below: 2)
        dut.miso = random.number(below: 2)
        dut.step()
      }
    },
    Exercise(I2CMaster(quarterPeriod: 4)) { dut, random in
      for cycle in 0..<600 {
        dut.request.payload.command = [.start, .write, .read, .stop][cycle / 150]
        dut.request.payload.data = random.number(below: 256)
        dut.request.valid = 1
        (dut.scl, dut.sda) = (dut.sclLow == 1 ? 0 : 1, random.number(below: 2))
        dut.step()
      }
    },
    Exercise(Examples.StreamArbiter(payload: .unsigned(4), inputs: 3)) { dut, random in
      for _ in 0..<80 {
        for input in 0..<3 {
          dut.inputs[input].payload = random.number(below: 16)
          dut.inputs[input].valid = random.number(below: 2)
        }
        dut.urgent = random.number(below: 8)
        dut.output.ready = random.number(below: 2)
        dut.step()
      }
    },
    Exercise(CRC()) { dut, random in
      for _ in 0..<50 {
        dut.data = random.number(below: 1 << 32)
        dut.enable = random.number(below: 2)
        dut.clear = random.number(below: 8) / 7
        dut.step()
      }
    },
    Exercise(
      VGATiming(
        mode: VideoMode(
          horizontal: .init(visible: 5, frontPorch: 2, sync: 2, backPorch: 3),
          vertical: .init(visible: 3, frontPorch: 1, sync: 1, backPorch: 1)))
    ) { dut, _ in
      dut.enable = 1
      dut.step(100)
    },
    Exercise(RISCVCore()) { dut, random in
      var program =
        Assembly.clearRegisters + Assembly.li(1, 0x1234_5678) + [Assembly.sw(1, 0, 8), Assembly.lw(2, 0, 8)]
      program += [Assembly.branch(0, rs1: 1, rs2: 2, 8), Assembly.ebreak, Assembly.store(0, rs2: 2, rs1: 0, 5)]
      program += [Assembly.jal(3, 8), Assembly.ebreak, Assembly.jalr(4, 3, 8), Assembly.load(1, rd: 5, rs1: 0, 4)]
      program += [Assembly.r(0x20, 5, rd: 5, rs1: 5, rs2: 2), Assembly.sw(5, 0, 12), Assembly.ebreak]
      var address = 0
      for _ in 0..<80 {
        dut.step()
        dut.instruction = address / 4 < program.count ? Int(program[address / 4]) : 0
        dut.data.ready = random.number(below: 2)
        dut.data.readData = random.number(below: 1 << 32)
        address = max(dut.fetchAddress, 0)
      }
    },
    Exercise(FIRFilter()) { dut, random in
      for _ in 0..<60 {
        dut.sample = random.number(below: 4096) - 2048
        dut.sampleValid = random.number(below: 2)
        dut.step()
      }
    },
    Exercise(Cache(lines: 4, wordsPerLine: 2, addressWidth: 6)) { dut, random in
      (dut.command.ready, dut.evicted.ready, dut.filled.valid, dut.request.valid) = (1, 1, 1, 1)
      for _ in 0..<200 {
        if dut.request.ready == 1 {
          dut.step()
          dut.request.payload.address = random.number(below: 64)
          dut.request.payload.isWrite = random.number(below: 2)
          dut.request.payload.strobes = random.number(below: 16)
        }
        dut.filled.payload = random.number(below: 1 << 32)
        dut.step()
      }
    },
    Exercise(RegisterBlock()) { dut, random in
      for _ in 0..<100 {
        dut.status.values = [random.number(below: 1 << 32), random.number(below: 1 << 32)]
        (dut.axi.awvalid, dut.axi.wvalid, dut.axi.bready) = (1, 1, random.number(below: 2))
        (dut.axi.arvalid, dut.axi.rready) = (random.number(below: 2), random.number(below: 2))
        dut.axi.awaddr = random.number(below: 32)
        dut.axi.araddr = random.number(below: 32)
        (dut.axi.wdata, dut.axi.wstrb) = (random.number(below: 1 << 32), random.number(below: 16))
        dut.step()
      }
    },
  ]
}

/// Unknown values under Icarus, those that Verilog's `if` hides too. There is nothing that may be unknown: the payloads of
/// streams are known even without a beat.
@Suite(.enabled(if: Engine.icarus.isAvailable)) struct UnknownValueTests {
  @Test(arguments: Exercise.all) fileprivate func noOutputIsUnknownAfterReset(_ exercise: Exercise) throws {
    #expect(try exercise.run { _ in } == [])
  }

  @Test func aForgottenResetIsReportedByName() throws {
    let found = try unknownOutputs(of: HastyBitClock()) { dut in
      dut.enable = 1
      dut.step(3)
    }
    let source =
      "\n  from register 'clocks', which reset leaves alone, declared at ExamplesTests/UnknownValueTests.swift:19:26"
    let texts = found.map(\.description)
    let expected: [String] = [
      "output 'tick' is unknown in cycle 0 after reset 1" + source,
      "output 'bits' is unknown in cycle 1 after reset 1" + source + ", through 'bit_count'",
    ]
    #expect(texts == expected)
  }

  /// Every register of every example loses its reset, one at a time. Whatever is found is put down to that register and no other
  /// one (an empty cache's tags may be named with it). Some are harmless: they load something known while the reset lasts.
  @Test func everyForgottenResetIsReportedByName() throws {
    var (planted, reported) = (0, 0)
    var silent: [String] = []
    for exercise in Exercise.all {
      var registers = 0
      _ = try exercise.run { registers = $0.top.registers.count }
      for index in 0..<registers {
        var name = ""
        let found = try exercise.run { design in
          name = design.modules[0].signals[design.modules[0].registers[index].signal].name
          design.modules[0].registers[index].resetValue = nil
        }
        planted += 1
        reported += found.isEmpty ? 0 : 1
        if found.isEmpty { silent.append("\(exercise).\(name)") }
        for output in found {
          let registers = output.sources.filter { $0.kind == .register }.map(\.path)
          #expect(registers == [name], "\(exercise): \(output)")
        }
      }
    }
    print("forgotten resets: \(planted) planted, \(reported) reported by name, harmless: \(silent)")
    #expect(planted > 80 && reported > 50)
  }
}
