import Bitloom
import Components
import Simulation
import Testbench
import Testing

/// What the bank must hold.
private struct EnableBankModel {
  var free = 1
  var once = 2
  var twice = 3
  var counters = [3, 3, 3]
  // What no reset touches.
  var loose: Int?
  var words = [0, 0, 0, 0]
  var word: Int?

  mutating func reset() {
    let old = self
    self = EnableBankModel()
    (loose, words, word) = (old.loose, old.words, old.word)
  }

  /// `enables` are the three enables and `go`.
  mutating func clock(_ enables: [Bool], value: Int, address: Int, isReset: Bool) {
    let (first, second, third, go) = (enables[0], enables[1], enables[2], enables[3])
    if second { word = words[address] }
    if first, go { words[address] = value }
    if first { loose = go ? 255 : value }
    if isReset { return reset() }
    if go { free = (free + 1) % 256 }
    if go, first { once = (once + value) % 256 }
    if go, first, second { twice ^= value }
    for (index, isEnabled) in [first, first && second, third].enumerated() where isEnabled {
      counters[index] = (counters[index] + 1) % 256
    }
  }
}

@Suite struct ClockEnableTests {
  @Test func everythingWaitsForItsEnables() throws {
    let seed: UInt64 = 77
    let unknown: [PartialKeyPath<EnableBank.IO>] = [\.loose, \.word]
    try simulate(EnableBank(), on: everyEngine(), mayBeUnknown: unknown) { dut in
      var random = SeededGenerator(seed: seed)
      var model = EnableBankModel()
      for cycle in 0..<3_000 {
        let isReset = random.chance(0.02)
        let enables = (0..<4).map { _ in random.chance(0.6) }
        dut.first = enables[0] ? 1 : 0
        dut.second = enables[1] ? 1 : 0
        dut.third = enables[2] ? 1 : 0
        dut.go = enables[3] ? 1 : 0
        dut.value = Int.random(in: 0..<256, using: &random)
        dut.address = Int.random(in: 0..<4, using: &random)
        let what = "in cycle \(cycle), seed \(seed)"
        try require(dut.free, model.free, "free \(what)")
        try require(dut.once, model.once, "once \(what)")
        try require(dut.twice, model.twice, "twice \(what)")
        try require(dut.chosen, enables[3] ? dut.value : 7, "chosen \(what)")
        try require(dut.counters.values, model.counters, "counters \(what)")
        if let loose = model.loose { try require(dut.loose, loose, "loose \(what)") }
        if let word = model.word { try require(dut.word, word, "word \(what)") }
        model.clock(enables, value: dut.value, address: dut.address, isReset: isReset)
        if isReset { dut.reset() } else { dut.step() }
      }
    }
  }

  static let domains = [
    ClockDomain.standard, ClockDomain(reset: .init(kind: .asynchronous, polarity: .activeLow)),
    ClockDomain(edge: .falling),
  ]

  /// Whatever a module does, with an enable it does in the cycles that are enabled, and nothing in the others.
  @Test(arguments: domains) func anyModuleStandsStill(_ domain: ClockDomain) throws {
    try checkSteps(of: StateBank(), domain, seed: 1, mayBeUnknown: [\.word, \.registered, \.wide])
    try checkSteps(of: MemoryBank(), domain, seed: 2, mayBeUnknown: [\.word])
    try checkSteps(of: MemoryBank(width: 12, lanes: 3, writePorts: 2), domain, seed: 3, mayBeUnknown: [\.word])
    try checkSteps(of: StreamFifo(payload: .unsigned(8), depth: 5), domain, seed: 4)
    try checkSteps(of: StreamRegisterSlice(payload: .unsigned(8)), domain, seed: 5)
    try checkSteps(of: PacketParser(), domain, seed: 6)
    try checkSteps(of: EnableBank(namesThird: false), domain, seed: 7, mayBeUnknown: [\.loose, \.word])
  }

  /// Runs a module with an enable, and the same without one that is given the enabled cycles alone.
  private func checkSteps<M: Module>(
    of module: M, _ plain: ClockDomain, seed: UInt64, cycles: Int = 1_000, mayBeUnknown: [PartialKeyPath<M.IO>] = []
  ) throws {
    var enabled = plain
    enabled.enable = "step"
    let reference = try NativeSimulator(elaborate(module, domain: plain))
    func reset() {
      reference.setReset(true)
      reference.step(1)
      reference.setReset(false)
    }
    reset()
    try simulate(module, on: everyEngine(), domain: enabled, mayBeUnknown: mayBeUnknown) { dut in
      var random = SeededGenerator(seed: seed)
      let ports = dut[dynamicMember: \.self].allPorts
      var activity = 0.5
      for cycle in 0..<cycles {
        if random.chance(0.02) { activity = [0.1, 0.5, 0.9, 1].randomElement(using: &random) ?? 1 }
        // What a memory's port holds before it has read anything means nothing.
        let isStarting = cycle < 3
        let isEnabled = isStarting || random.chance(activity)
        try dut.setEnable(isEnabled, of: enabled)
        for (index, port) in ports.enumerated() where reference.ports[index].direction == .input {
          let value = Bits.random(width: port.type.width, using: &random)
          port.set(value)
          reference.write(index, value)
        }
        for (index, port) in ports.enumerated() where reference.ports[index].direction == .output && !isStarting {
          try require(
            port.bits, reference.read(index), "\(port.path) of \(module.moduleName) in cycle \(cycle), seed \(seed),")
        }
        if isEnabled, random.chance(0.02) {
          reset()
          dut.reset()
        } else {
          if isEnabled { reference.step(1) }
          dut.step()
        }
      }
      try require(dut.takeViolations().count, reference.takeViolations().count, "number of violations")
    }
  }

  @Test func enablesOfTheTopAreSetByName() throws {
    func check(_ dut: Testbench<StepCounter>) throws {
      #expect(dut.count == 3)
      dut.step(2)
      #expect(dut.count == 5)
      try dut.setEnable(false, of: ClockDomain(enable: "tick"))
      dut.step(2)
      #expect(dut.count == 5)
      let error = #expect(throws: TestbenchError.self) { try dut.setEnable(true, of: ClockDomain(enable: "other")) }
      #expect(error?.description == "there is no enable 'other' in 'step_counter_8'")
    }
    try simulate(StepCounter(), domain: ClockDomain(enable: "tick")) { try check($0) }
  }

  @Test func verilogIsSilent() throws {
    #expect(try lint(EnableBank()) == "")
  }

  /// An enable becomes that of the flip-flops and of the block memory, and costs no logic.
  @Test(.enabled(if: VerilogTools.path(of: "yosys") != nil), arguments: VerilogDialect.allCases)
  func enablesAreThoseOfTheCells(_ dialect: VerilogDialect) throws {
    let domain = ClockDomain(reset: nil, enable: "ce")
    let counter = try VerilogTools.cells(of: elaborate(StepCounter(), domain: domain), dialect, "proc; opt_dff; opt")
    #expect(counter["$dffe"] == 1, "\(counter)")
    let withReset = ClockDomain(enable: "ce")
    let reset = try VerilogTools.cells(of: elaborate(StepCounter(), domain: withReset), dialect, "proc; opt_dff; opt")
    // Reset does not wait for the enable.
    #expect(reset["$sdffe"] == 1, "\(reset)")
    let asynchronous = ClockDomain(reset: .init(kind: .asynchronous), enable: "ce")
    let adff = try VerilogTools.cells(of: elaborate(StepCounter(), domain: asynchronous), dialect, "proc; opt_dff; opt")
    #expect(adff["$adffe"] == 1, "\(adff)")
    for duringWrite in [ReadDuringWrite.undefined, .old] {
      for latency in [1, 2] {
        let form = BlockMemory(latency: latency, duringWrite: duringWrite, hasEnable: true)
        let design = try elaborate(form, domain: withReset)
        let cells = try VerilogTools.cells(of: design, dialect, "synth_ice40 -top block_memory")
        #expect(cells["SB_RAM40_4K"] == 1, "\(cells)")
      }
    }
    let block = try elaborate(BlockMemory(duringWrite: .undefined), domain: withReset)
    let cells = try VerilogTools.cells(of: block, dialect, "synth_ecp5 -top block_memory")
    #expect(cells["DP16KD"] == 1, "\(cells)")
  }

  @Test func enabledModulesAreWrittenAsText() throws {
    let design = try elaborate(EnableBank())
    #expect(try Design(text: design.text()).verilog() == design.verilog())
  }

  /// Of several writes the later one holds, whatever enables they wait for.
  @Test func writesOfOneMemoryKeepTheirOrder() throws {
    struct Writers: Module {
      struct IO: Interface {
        @Input var enables: [Signal]
        @Input var values: [Signal]
        @Input var writes: [Signal]
        @Output var word: Signal = .unsigned(4)
        @Output var kept: Signal = .unsigned(4)
      }
      var ports: IO { IO(enables: .bits(count: 2), values: .unsigned(4, count: 4), writes: .bits(count: 4)) }
      func build(_ io: IO) {
        let words = memory("words", .unsigned(4), depth: 2, contents: .repeated(0))
        let kept = clocked(enable: io.enables[0]) { register("kept_now", .unsigned(4), reset: 0) }
        for index in 0..<4 {
          when(io.writes[index]) {
            if index == 1 {
              words.write(io.values[index], at: constant(0))
            } else {
              clocked(enable: io.enables[index / 3]) { words.write(io.values[index], at: constant(0)) }
            }
            if index != 1 { kept <== io.values[index] }
          }
        }
        io.word <== words.read(at: constant(0))
        io.kept <== kept
      }
    }
    #expect(try lint(Writers()) == "")
    try simulate(Writers(), on: everyEngine()) { dut in
      var random = SeededGenerator(seed: 12)
      var (word, kept) = (0, 0)
      for cycle in 0..<1_000 {
        dut.enables.values = [0, 1].map { _ in random.chance(0.5) ? 1 : 0 }
        dut.values.values = (0..<4).map { _ in Int.random(in: 0..<16, using: &random) }
        dut.writes.values = (0..<4).map { _ in random.chance(0.4) ? 1 : 0 }
        try require(dut.word, word, "word in cycle \(cycle)")
        try require(dut.kept, kept, "kept in cycle \(cycle)")
        for index in 0..<4 where dut.writes[index] == 1 {
          if index == 1 || dut.enables[index / 3] == 1 { word = dut.values[index] }
          if index != 1, dut.enables[0] == 1 { kept = dut.values[index] }
        }
        dut.step()
      }
    }
  }
}
