import Bitloom
import Components
import RTL
import Testbench
import Testing

/// Sums products like a multiply-accumulate unit; the register of the operand has no reset.
private struct Forgetful: Module {
  struct IO: Interface {
    @Input var value: Signal = .unsigned(8)
    @Input var enable: Signal = .bit
    @Output var sum: Signal = .unsigned(8)
    @Output var last: Signal = .unsigned(8)
    @Output var count: Signal = .unsigned(4)
    @Output var masked: Signal = .bit
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let operand = register("operand", .unsigned(8))
    let total = register("total", .unsigned(8), reset: 0)
    let delayed = register("delayed", .unsigned(8), reset: 0)
    let count = register("cycles", .unsigned(4), reset: 0)
    when(io.enable) { operand <== io.value }
    total <== total &+ operand
    delayed <== total
    count <== count &+ 1
    io.sum <== total
    io.last <== delayed
    io.count <== count
    io.masked <== operand[0] && count == 15
  }
}

private struct Wrapper: Module {
  struct IO: Interface {
    @Input var address: Signal = .unsigned(2)
    @Input var write: Signal = .bit
    @Output var word: Signal = .unsigned(8)
    @Output var sum: Signal = .unsigned(8)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let inner = Instance("inner", Forgetful())
    let table = memory("words", .unsigned(8), depth: 4)
    when(io.write) { table.write(constant(7, .unsigned(8)), at: io.address) }
    inner.value <== 1
    inner.enable <== 0
    io.sum <== inner.sum
    io.word <== table.read(at: io.address).registered("word_register", reset: 0)
  }
}

/// A divider whose counter has no reset, and is only ever compared.
private struct StuckDivider: Module {
  struct IO: Interface {
    @Output var toggles: Signal = .bit
    @Output var mode: Signal = .unsigned(3)
    @Output var isOpen: Signal = .bit
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let count = register("count", .unsigned(3))
    let level = register("level", .bit, reset: 0)
    count <== count &+ 1
    when(count == 0) { level <== !level }
    io.toggles <== level
    io.mode <== 5
    io.isOpen <== 0
    when(count == 1) {
      io.mode <== 2
      when(level) { io.isOpen <== 1 }
    }
  }
}

@Suite(.enabled(if: Engine.icarus.isAvailable)) struct UnknownOutputTests {
  private func lines(_ outputs: [UnknownOutput]) -> [String] {
    // The place ends with the line of this file, which changes.
    outputs.map { "\($0)".replacing(#/declared at (\w+\/\w+\.swift):\d+:\d+/#) { "declared at \($0.1)" } }
  }

  /// The register that was never reset is named, not those it has spoilt, and not where another signal hides it.
  @Test(arguments: VerilogDialect.allCases) func aRegisterWithoutReset(_ dialect: VerilogDialect) throws {
    let found = try unknownOutputs(of: Forgetful(), dialect: dialect) { $0.step(12) }
    let source =
      "\n  from register 'operand', which reset leaves alone, declared at TestbenchTests/UnknownOutputTests.swift"
    let expected: [String] = [
      "output 'sum' is unknown in cycle 1 after reset 1" + source + ", through 'total'",
      "output 'last' is unknown in cycle 2 after reset 1" + source + ", through 'total', 'delayed'",
    ]
    let told: [String] = lines(found)
    #expect(told == expected)
    #expect(found[0].sources[0].place?.line == 20)
    let later = try unknownOutputs(of: Forgetful()) { $0.step(16) }
    #expect(later.map(\.name) == ["sum", "last", "masked"])
    #expect(later[2].cycle == 15)
  }

  @Test func aRegisterThatIsWrittenInTime() throws {
    let found = try unknownOutputs(of: Forgetful()) { dut in
      dut.enable = 1
      dut.step()
      dut.enable = 0
      dut.step(20)
      // The sum took the unknown operand in the first cycle; a second reset frees it.
      dut.reset()
      dut.step(20)
    }
    #expect(found.map(\.name) == ["sum", "last"])
    #expect(found.allSatisfy { $0.reset == 1 })
  }

  @Test func mayBeUnknown() throws {
    #expect(try unknownOutputs(of: Forgetful(), mayBeUnknown: [\.sum, \.last]) { $0.step(10) } == [])
  }

  @Test func withinInstancesAndFromMemories() throws {
    let found = try unknownOutputs(of: Wrapper()) { dut in
      (dut.write, dut.address) = (1, 2)
      dut.step(2)
      (dut.write, dut.address) = (0, 2)
      dut.step(2)
      dut.address = 1
      dut.step(2)
    }
    let file = "declared at TestbenchTests/UnknownOutputTests.swift"
    #expect(
      lines(found) == [
        "output 'word' is unknown in cycle 1 after reset 1\n"
          + "  from memory 'words', which was read where nothing had been written, \(file), through 'word_register'",
        "output 'sum' is unknown in cycle 1 after reset 1\n"
          + "  from register 'inner.operand', which reset leaves alone, \(file), through 'inner.total'",
      ])
  }

  /// A chain over wires, registers and instances, from two registers and a memory.
  private struct Chain: Module {
    var readsMemory = true

    struct IO: Interface {
      @Input var address: Signal = .unsigned(2)
      @Output var mixed: Signal = .unsigned(8)
    }
    var ports: IO { IO() }

    func build(_ io: IO) {
      let first = register("first", .unsigned(8))
      let second = register("second", .unsigned(8))
      let table = memory("table_words", .unsigned(8), depth: 4)
      when(io.address == 3) { table.write(constant(7, .unsigned(8)), at: io.address) }
      first <== first
      second <== second
      let sum = wire("both", .unsigned(8))
      sum <== first &+ second
      let stage = register("stage", .unsigned(8), reset: 0)
      stage <== sum
      let word = wire("word", .unsigned(8))
      word <== table.read(at: io.address)
      let out = register("out", .unsigned(8), reset: 0)
      out <== (readsMemory ? stage ^ word : stage)
      io.mixed <== out
    }
  }

  @Test func theWayToTheOutput() throws {
    let found = try unknownOutputs(of: Chain()) { $0.step(6) }
    let file = "declared at TestbenchTests/UnknownOutputTests.swift"
    #expect(
      lines(found) == [
        """
        output 'mixed' is unknown in cycle 1 after reset 1
          from memory 'table_words', which was read where nothing had been written, \(file), through 'word', 'out'
        """
      ])
    let later = try unknownOutputs(of: Chain(readsMemory: false)) { $0.step(6) }
    #expect(later.map(\.name) == ["mixed"])
    #expect(later.first?.sources.map(\.path) == ["first", "second"], "\(later)")
    #expect(later.first?.sources.map(\.through) == [["both", "stage", "out"], ["both", "stage", "out"]], "\(later)")
  }

  @Test func nothingIsUnknownInAFifo() throws {
    let fifo = StreamFifo(payload: .unsigned(8), depth: 3)
    let found = try unknownOutputs(of: fifo) { dut in
      dut.output.ready = 1
      dut.step(4)
    }
    #expect(lines(found).count == 1 && lines(found)[0].contains("from memory 'storage'"))
    #expect(try unknownOutputs(of: fifo, mayBeUnknown: [\.output.payload]) { $0.step(4) } == [])
  }

  @Test func theExampleOfTheDocumentation() throws {
    let leaks = try unknownOutputs(of: MultiplyAccumulate()) { dut in
      dut.a = 3
      dut.step(10)
    }
    #expect(leaks.isEmpty)
  }

  @Test func mistakesOfTheTestBenchAreTold() {
    #expect(throws: TestbenchError.self) { try unknownOutputs(of: Forgetful()) { $0.value = 300 } }
  }

  /// In Verilog the level stays 0 for ever; a circuit might do anything.
  @Test func whatAnIfHides() throws {
    #expect(try unknownOutputs(of: StuckDivider()) { $0.step(5) } == [])
    let found = try unknownOutputs(of: StuckDivider(), findsHidden: true) { $0.step(5) }
    let source =
      "\n  from register 'count', which reset leaves alone, declared at TestbenchTests/UnknownOutputTests.swift"
    let decided = "is decided by an unknown value in cycle"
    #expect(
      lines(found) == [
        "output 'mode' \(decided) 0 after reset 1, which Verilog takes for 0" + source,
        "register 'level' \(decided) 1 after reset 1, which Verilog takes for 0" + source,
      ])
  }

  /// A buffer whose payload has no reset decides nothing by it.
  @Test func registersThatDecideNothingHideNothing() throws {
    let slice = StreamRegisterSlice(payload: .unsigned(8))
    let payload: [PartialKeyPath<StreamRegisterSlice<SignalType>.IO>] = [\.output.payload]
    let found = try unknownOutputs(of: slice, mayBeUnknown: payload, findsHidden: true) { dut in
      var random = SeededGenerator(seed: 3)
      for _ in 0..<50 {
        dut.input.valid = Int.random(in: 0...1, using: &random)
        dut.output.ready = Int.random(in: 0...1, using: &random)
        dut.step()
      }
    }
    #expect(found == [])
  }
}
