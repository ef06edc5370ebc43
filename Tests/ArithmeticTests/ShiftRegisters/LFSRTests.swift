import Arithmetic
import Bitloom
import Testbench
import Testing

/// A register drawn as in textbooks: stage 1 on the left, where bits enter or wander from, the last one on the right, where they leave.
private struct DrawnRegister {
  let taps: [Int]
  let form: LFSR.Form
  var stages: [Bool]

  init(_ module: LFSR) {
    taps = module.polynomial.taps
    form = module.form
    stages = []
    fill(module.seed)
  }

  mutating func fill(_ value: UInt64) {
    let places: Range<Int> = 0..<(taps.max() ?? 0)
    stages = places.reversed().map { place -> Bool in (value >> UInt64(place)) & 1 == 1 }
  }

  var value: UInt64 { stages.reduce(0) { $0 << 1 | ($1 ? 1 : 0) } }

  /// Makes a step; the bit that leaves.
  mutating func step() -> Bool {
    let leaving = stages[stages.count - 1]
    switch form {
    case .fibonacci:
      // Stage t of a Fibonacci register is the one that a bit is in t steps after it has entered.
      let entering = taps.count { stages[$0 - 1] } % 2 == 1
      stages = [entering] + stages.dropLast()
    case .galois:
      stages = [false] + stages.dropLast()
      for tap in taps { stages[stages.count - tap] = stages[stages.count - tap] != leaving }
    }
    return leaving
  }
}

@Suite struct LFSRTests {
  @Test(arguments: 2...64)
  func theTableIsOfPrimitivePolynomials(_ degree: Int) throws {
    let polynomial = try #require(FeedbackPolynomial.maximalLength(degree))
    #expect(polynomial.degree == degree)
    #expect([2, 4].contains(polynomial.taps.count))
    #expect(BinaryField(polynomial).isPrimitive)
    #expect(BinaryField(polynomial.reciprocal).isPrimitive)
    #expect(polynomial.problems == [])
  }

  @Test func degreesBeyondTheTableHaveNone() {
    #expect(FeedbackPolynomial.maximalLength(1) == nil)
    #expect(FeedbackPolynomial.maximalLength(65) == nil)
    // The judge knows one that is not: x^4 + x^3 + x^2 + x + 1 divides x^5 + 1.
    #expect(!BinaryField(FeedbackPolynomial(taps: [4, 3, 2, 1])).isPrimitive)
    #expect("\(FeedbackPolynomial(taps: [1, 4, 3, 3]))" == "x^4 + x^3 + x + 1")
    #expect(FeedbackPolynomial(taps: [16, 14, 13, 11]).reciprocal.taps == [16, 5, 3, 2])
  }

  @Test(arguments: 2...11, LFSR.Form.allCases)
  func shortRegistersRunThroughAllStates(_ width: Int, _ form: LFSR.Form) throws {
    func check(_ dut: Testbench<LFSR>) {
      dut.enable = 1
      var seen: Set<Int> = []
      while seen.insert(dut.state).inserted { dut.step() }
      #expect(seen.count == 1 << width - 1)
      #expect(!seen.contains(0))
      #expect(dut.cycle == 1 << width - 1)
    }
    try simulate(LFSR(width: width, form: form)) { check($0) }
  }

  private static let registers: [LFSR] = [
    LFSR(width: 2), LFSR(width: 3, form: .fibonacci, bitsPerCycle: 2),
    LFSR(FeedbackPolynomial(taps: [7, 6]), bitsPerCycle: 3),
    LFSR(FeedbackPolynomial(taps: [7, 6]), form: .fibonacci, bitsPerCycle: 9),
    LFSR(width: 16, bitsPerCycle: 8, seed: 0xace1),
    LFSR(width: 16, form: .fibonacci, bitsPerCycle: 16, seed: 1),
    LFSR(FeedbackPolynomial(taps: [31, 28]), form: .fibonacci, bitsPerCycle: 32), LFSR(width: 33, bitsPerCycle: 40),
    LFSR(width: 64, form: .galois, bitsPerCycle: 64), LFSR(width: 64, form: .fibonacci, bitsPerCycle: 7, seed: 1 << 63),
    LFSR(FeedbackPolynomial(taps: [5]), bitsPerCycle: 2, seed: 3),
    LFSR(FeedbackPolynomial(taps: [9, 4, 1]), bitsPerCycle: 20),
  ]

  /// States and bits are those of the drawing; bits are the sum of those as many steps before as there are taps.
  @Test(arguments: registers.indices)
  func stepsAreThoseOfTheDrawing(_ index: Int) throws {
    let module = Self.registers[index]
    func check(_ dut: Testbench<LFSR>) {
      var drawing = DrawnRegister(module)
      var sequence: [Bool] = []
      for _ in 0..<200 {
        #expect(dut.bits(\.state).value == Bits(drawing.value, width: module.polynomial.degree))
        let isEnabled = Int.random(in: 0..<4, using: &dut.random) > 0
        dut.enable = isEnabled ? 1 : 0
        var after = drawing
        let leaving = (0..<module.bitsPerCycle).map { _ in after.step() }
        let found = dut.bits(\.randomBits).value
        #expect((0..<module.bitsPerCycle).map { found[$0] } == leaving)
        if isEnabled {
          drawing = after
          sequence += leaving
        }
        dut.step()
      }
      let taps = module.polynomial.taps
      for time in module.polynomial.degree..<sequence.count {
        #expect(sequence[time] == (taps.count { sequence[time - $0] } % 2 == 1))
      }
    }
    try simulate(module, seed: UInt64(40 + index)) { check($0) }
  }

  @Test(arguments: [
    LFSR(width: 16, bitsPerCycle: 8, hasLoad: true),
    LFSR(width: 5, form: .fibonacci, hasLoad: true, recoversFromZero: true),
  ])
  func loadsOnEveryEngine(_ module: LFSR) throws {
    func check(_ dut: Testbench<LFSR>) {
      var drawing = DrawnRegister(module)
      let limit = 1 << module.polynomial.degree
      for _ in 0..<400 {
        #expect(dut.state == Int(drawing.value))
        if Int.random(in: 0..<60, using: &dut.random) == 0 {
          dut.reset()
          drawing.fill(module.seed)
        }
        let (enable, load) = (Int.random(in: 0...1, using: &dut.random), Int.random(in: 0..<8, using: &dut.random) == 0)
        let value = module.recoversFromZero && load && enable == 1 ? 0 : Int.random(in: 1..<limit, using: &dut.random)
        (dut.enable, dut.load, dut.loadValue) = (enable, load ? 1 : 0, value)
        if load {
          drawing.fill(UInt64(value))
        } else if enable == 1 {
          if drawing.value == 0 {
            drawing.fill(module.seed)
          } else {
            for _ in 0..<module.bitsPerCycle { _ = drawing.step() }
          }
        }
        dut.step()
      }
    }
    try simulate(module, on: everyEngine(), seed: 77) { check($0) }
  }

  @Test func zeroStaysAndIsTold() throws {
    try simulate(LFSR(width: 8, hasLoad: true)) { dut in
      (dut.enable, dut.load, dut.loadValue) = (1, 1, 0)
      dut.step()
      dut.load = 0
      dut.step(10)
      #expect(dut.state == 0)
      let messages = dut.takeViolations().map(\.message)
      let name = "lfsr_8_6_5_4_galois_with_load.not_zero"
      #expect(messages == ["assumption '\(name)' failed: zero is loaded, where the register stays"])
    }
  }

  @Test func impossibleParametersAreTold() throws {
    let problems: [(LFSR, [String])] = [
      (LFSR(width: 65), ["polynomial has the taps 65; they must be from 1 to 64, one of them above 1"]),
      (LFSR(FeedbackPolynomial(taps: [])), ["polynomial has no taps"]),
      (
        LFSR(FeedbackPolynomial(taps: [4, 0])),
        ["polynomial has the taps 4, 0; they must be from 1 to 64, one of them above 1"]
      ),
      (LFSR(width: 8, seed: 0), ["seed is 0; the register would stay at 0"]),
      (LFSR(width: 8, seed: 300), ["seed is 300; it must fit in 8 bits"]),
      (LFSR(width: 8, bitsPerCycle: 0), ["bitsPerCycle is 0; it must be from 1 to 256"]),
      (
        LFSR(width: 8, bitsPerCycle: -1, seed: 0),
        ["bitsPerCycle is -1; it must be from 1 to 256", "seed is 0; the register would stay at 0"]
      ),
    ]
    for (module, expected) in problems {
      #expect(module.parameterProblems == expected)
      let error = #expect(throws: DesignError.self) { try elaborate(module) }
      let text: String = error?.description ?? ""
      let parts: [String] = text.components(separatedBy: "error[")
      #expect(parts.count == expected.count + 1, "\(text)")
    }
    struct Wrong: Module {
      static let line = #line + 4
      struct IO: Interface { @Output var state: Signal = .unsigned(8) }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let noise = Instance("noise", LFSR(width: 8, seed: 0))
        noise.enable <== 1
        io.state <== noise.state
      }
    }
    let error = #expect(throws: DesignError.self) { try elaborate(Wrong()) }
    #expect(
      error?.description == """
        error[P001]: module 'lfsr_8_6_5_4_galois_from_0' cannot be built: seed is 0; the register would stay at 0
          --> ArithmeticTests/LFSRTests.swift:\(Wrong.line):29
        """)
  }

  private func body(of module: LFSR) throws -> String {
    let text = try elaborate(module).verilog(.systemVerilog).map(\.text).joined()
    return text.components(separatedBy: ");\n\n").dropFirst().joined(separator: ");\n\n")
  }

  @Test func theVerilogOfAStep() throws {
    let text = try body(of: LFSR(width: 8))
    #expect(
      text == """
          logic [7:0] stages;
          logic [7:0] next;

          assign next[2:0] = stages[3:1];
          assign next[3] = stages[0] ^ stages[4];
          assign next[4] = stages[0] ^ stages[5];
          assign next[5] = stages[0] ^ stages[6];
          assign next[6] = stages[7];
          assign next[7] = stages[0];
          assign random_bits = stages[0];
          assign state = stages;

          always_ff @(posedge clk) begin
            if (rst) begin
              stages <= 8'd255;
            end else if (enable) begin
              stages <= next;
            end
          end
        endmodule

        """)
  }

  @Test func theVerilogOfSeveralSteps() throws {
    let text = try body(of: LFSR(width: 8, form: .fibonacci, bitsPerCycle: 4))
    #expect(
      text == """
          logic [7:0] stages;
          logic [7:0] next;
          logic stages_2_4;
          logic stages_3_5;

          assign stages_2_4 = stages[2] ^ stages[4];
          assign stages_3_5 = stages[3] ^ stages[5];
          assign next[3:0] = stages[7:4];
          assign next[4] = stages_2_4 ^ (stages[0] ^ stages[3]);
          assign next[5] = stages_3_5 ^ (stages[1] ^ stages[4]);
          assign next[6] = stages_2_4 ^ (stages[5] ^ stages[6]);
          assign next[7] = stages_3_5 ^ (stages[6] ^ stages[7]);
          assign random_bits = stages[3:0];
          assign state = stages;

          always_ff @(posedge clk) begin
            if (rst) begin
              stages <= 8'd255;
            end else if (enable) begin
              stages <= next;
            end
          end
        endmodule

        """)
  }
}
