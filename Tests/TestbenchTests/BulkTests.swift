import Bitloom
import RTL
import Simulation
import Testbench
import Testing

/// Many cycles in one call, and ports through handles.
@Suite struct BulkTests {
  @Test(arguments: Engine.available)
  func theExampleOfTheDocumentation(_ engine: Engine) throws {
    try simulate(MultiplyAccumulate(), on: engine) { dut in
      var stimulus: Stimulus<MultiplyAccumulate> = [\.a: [3, 5, 7], \.b: [1, -1, 2]]
      stimulus[\.clear] = [1, 0, 0]
      check(dut.run(stimulus, sampling: [\.sum, \.a]))
      #expect(dut.cycle == 3)
    }
  }

  private func check(_ samples: Samples<MultiplyAccumulate>) {
    let sums: [Int] = [0, -5, 9]
    #expect(samples[\.sum] == sums)
    let operands: [Int] = [3, 5, 7]
    #expect(samples[\.a] == operands)
    #expect(samples[\.clear].isEmpty)
    #expect(samples.bits(\.sum)[1] == LogicBits(Bits(-5, width: 32)))
  }

  @Test(arguments: Engine.available)
  func runsFollowOneAnother(_ engine: Engine) throws {
    func check(_ dut: Testbench<MultiplyAccumulate>) {
      dut.run([\.a: [3, 5, 7], \.b: [1, -1, 2], \.clear: [1, 0, 0]])
      let sums: [Int] = dut.run([\.b: [0, 1]], sampling: \.sum, at: .beforeEdge)
      #expect(sums == [9, 9])
      #expect(dut.sum == 16)
      dut.run(Stimulus(cycles: 2))
      #expect(dut.sum == 30)
    }
    try simulate(MultiplyAccumulate(), on: engine) { check($0) }
  }

  /// Ports of all kinds, with an observer and without.
  @Test(arguments: Engine.available, [false, true])
  func asALoopDoes(_ engine: Engine, _ isRecorded: Bool) throws {
    let cycles = 300
    var random = SeededGenerator(seed: 9)
    let wide = (0..<cycles).map { _ in Bits(words: [random.next(), random.next()], width: 70) }
    let numbers = (0..<cycles).map { _ in Int.random(in: -8...7, using: &random) }
    let places = (0..<cycles).map { _ in Int.random(in: -32...31, using: &random) }
    func run(_ body: (Testbench<Panel>) -> [[LogicBits]]) throws -> [[LogicBits]] {
      try simulate(Panel(), on: engine) { dut in
        let recording = isRecorded ? dut.record(\.sum) : nil
        return withExtendedLifetime(recording) { body(dut) }
      }
    }
    let expected = try run { dut in
      let outputs = outputs.map { dut.port($0) }
      var samples = outputs.map { _ in [LogicBits]() }
      for cycle in 0..<cycles {
        dut.set(\.wide, wide[cycle])
        dut.numbers[1] = numbers[cycle]
        dut.point.x = places[cycle]
        dut.step()
        for index in outputs.indices { samples[index].append(outputs[index].bits) }
      }
      return samples
    }
    let found = try run { dut in
      var stimulus: Stimulus<Panel> = [\.numbers[1]: numbers, \.point.x: places]
      stimulus.set(\.wide, wide)
      let samples = dut.run(stimulus, sampling: outputs)
      #expect(dut.cycle == cycles)
      return outputs.map { samples.bits($0) }
    }
    #expect(found == expected)
  }

  private var outputs: [KeyPath<Panel.IO, Signal>] { [\.sum, \.inverted, \.negated[1], \.echo.x] }

  @Test func whatDoesNotFitIsReported() throws {
    #expect {
      try simulate(MultiplyAccumulate(operandWidth: 4)) { dut in
        var stimulus: Stimulus<MultiplyAccumulate> = [\.a: [1, 8, -8], \.b: [1, 2], \.sum: [1, 1, 1]]
        stimulus.set(\.clear, [Bits(1, width: 2), Bits(0, width: 1), Bits(0, width: 1)])
        #expect(dut.run(stimulus, sampling: \.sum).count == 2)
      }
    } throws: {
      "\($0)" == """
        8 does not fit port 'a', which is signed 4
        2 values were given for 'b' in a run of 3 cycles
        'sum' is an output and cannot be set to 3 values
        2'h1 does not fit port 'clear', which is bit
        """
    }
  }

  @Test(arguments: Engine.available)
  func handles(_ engine: Engine) throws {
    try simulate(MultiplyAccumulate(operandWidth: 5, accumulatorWidth: 12), on: engine) { dut in
      let (a, b, sum) = (dut.port(\.a), dut.port(\.b), dut.port(\.sum))
      var expected = 0
      for left in -16..<16 {
        a.value = left
        b.value = -7
        #expect(a.value == left && dut.a == left)
        dut.step()
        expected += left * -7
        #expect(sum.value == expected && dut.sum == expected)
      }
      #expect(a.path == "a" && sum.type.width == 12)
    }
    for (value, isInput) in [(16, true), (-17, true), (3, false)] {
      #expect(throws: TestbenchError.self) {
        try simulate(MultiplyAccumulate(operandWidth: 5, accumulatorWidth: 12), on: engine) { dut in
          dut.port(isInput ? \.a : \.sum).value = value
        }
      }
    }
  }

  @Test func designsArePreparedTogether() throws {
    let modules = (3...6).map { MultiplyAccumulate(operandWidth: $0) }
    let designs = try modules.map { try elaborate($0) }
    for engine in Engine.available {
      try engine.prepare(designs)
      for (module, design) in zip(modules, designs) {
        let dut = try Testbench(module, design: design, on: engine, options: EngineOptions(threads: 1))
        dut.a = -4
        dut.b = 3
        dut.step()
        #expect(dut.sum == -12)
        try dut.finish()
      }
    }
  }
}
