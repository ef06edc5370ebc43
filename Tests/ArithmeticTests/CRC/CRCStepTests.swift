import Arithmetic
import Bitloom
import Testbench
import Testing

@Suite struct CRCStepTests {
  /// Every code of up to 4 bits, in all orders of bits, for all contents of the register and all data of up to 4 bits.
  @Test(arguments: 1...4)
  func allSmallCodes(_ width: Int) throws {
    for polynomial in stride(from: 1, to: UInt64(1) << width, by: 2) {
      for order in 0..<4 {
        let code = CyclicRedundancyCode(
          "small", width: width, polynomial: polynomial, reflectsInput: order & 1 == 1, reflectsOutput: order & 2 == 2)
        for (symbolWidth, symbols) in [(1, 1), (2, 1), (1, 3), (2, 2), (4, 1)] {
          try checkAll(CRCStep(code, symbolWidth: symbolWidth, symbolsPerCycle: symbols))
        }
      }
    }
  }

  private func checkAll(_ step: CRCStep) throws {
    let (width, bits) = (step.code.width, step.symbolWidth * step.symbolsPerCycle)
    let pairs = allPairs(.unsigned(width), .unsigned(bits))
    var stimulus = Stimulus<CRCStep>()
    stimulus[\.remainder] = pairs.a
    stimulus[\.data] = pairs.b
    let found = try answers(of: step, stimulus, \.next)
    let expected = zip(pairs.a, pairs.b).map { register, data in
      LongDivision.next(after: register, data, dataWidth: bits, symbolWidth: step.symbolWidth, step.code)
    }
    #expect(found == expected, "\(step.moduleName), \(step.code)")
  }

  private static let steps: [(CyclicRedundancyCode, Int, Int)] = [
    (.crc5USB, 11, 1), (.crc8SMBus, 8, 1), (.crc8Maxim, 8, 3), (.crc12UMTS, 8, 2), (.crc15CAN, 1, 1), (.crc16X25, 8, 4),
    (.crc17CANFD, 8, 2), (.crc21CANFD, 3, 5), (.crc32, 8, 1), (.crc32, 8, 4), (.crc32, 32, 1), (.crc32BZIP2, 16, 2),
    (.crc32C, 8, 5), (.crc40GSM, 8, 3), (.crc3GSM, 8, 7),
  ]

  @Test(arguments: steps.indices)
  func randomSteps(_ index: Int) throws {
    let (code, symbolWidth, symbols) = Self.steps[index]
    let seed = UInt64(100 + index)
    var random = SeededGenerator(seed: seed)
    let step = CRCStep(code, symbolWidth: symbolWidth, symbolsPerCycle: symbols)
    let registers = (0..<200).map { _ in Int.random(in: 0..<1 << code.width, using: &random) }
    let data = (0..<200).map { _ in Int.random(in: 0..<1 << (symbolWidth * symbols), using: &random) }
    var stimulus = Stimulus<CRCStep>()
    stimulus[\.remainder] = registers
    stimulus[\.data] = data
    let found = try answers(of: step, stimulus, \.next)
    let expected = zip(registers, data).map {
      LongDivision.next(after: $0, $1, dataWidth: symbolWidth * symbols, symbolWidth: symbolWidth, code)
    }
    #expect(found == expected, "seed \(seed)")
  }

  private static let wideSteps: [(CyclicRedundancyCode, Int)] = [
    (.crc8SMBus, 8), (.crc32, 8), (.crc32MPEG2, 4), (.crc64XZ, 8), (.crc82DARC, 11),
  ]

  /// Nothing but exclusive ORs: so it is right for all numbers when it is for zero and for each single bit.
  @Test(arguments: wideSteps.indices)
  func eachBitOfWideSteps(_ index: Int) throws {
    let (code, bytes) = Self.wideSteps[index]
    let step = CRCStep(code, symbolsPerCycle: bytes)
    let text = try elaborate(step).verilog(.systemVerilog).map(\.text).joined()
    let expressions = text.split(separator: "\n").filter { $0.contains("assign") }.joined()
    #expect(!expressions.contains { "&|~+-*?<>".contains($0) })
    let data = 8 * bytes
    func check(_ dut: Testbench<CRCStep>) throws {
      for one in -1..<code.width + data {
        var (register, word) = (Bits(zeroOfWidth: code.width), Bits(zeroOfWidth: data))
        if 0..<code.width ~= one { register = register.replacing(low: one, with: Bits(onesOfWidth: 1)) }
        if one >= code.width { word = word.replacing(low: one - code.width, with: Bits(onesOfWidth: 1)) }
        dut.set(\.remainder, register)
        dut.set(\.data, word)
        let expected = LongDivision.next(after: register, word, symbolWidth: 8, code)
        #expect(dut.bits(\.next).value == expected, "bit \(one)")
      }
    }
    try simulate(step) { try check($0) }
  }

  @Test func impossibleParametersAreTold() {
    let even = CRCStep(CyclicRedundancyCode("even", width: 8, polynomial: 6), symbolWidth: 0, symbolsPerCycle: 1025)
    #expect(
      even.parameterProblems == [
        "polynomial of 'even' is 0x6; its lowest term must be 1", "symbolWidth is 0; it must be from 1 to 1024",
        "symbolsPerCycle is 1025; it must be from 1 to 1024",
      ])
    let large = CRCStep(.crc32, symbolWidth: 64, symbolsPerCycle: 17)
    let sentence = "symbolWidth is 64 and symbolsPerCycle is 17; a step can have up to 1024 bits"
    #expect(large.parameterProblems == [sentence])
    struct Wrong: Module {
      static let line = #line + 4
      struct IO: Interface { @Output var next: Signal = .unsigned(8) }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let step = Instance("step", CRCStep(.crc8SMBus, symbolWidth: -1))
        step.remainder <== 1
        step.data <== 0
        io.next <== step.next
      }
    }
    let error = #expect(throws: DesignError.self) { try elaborate(Wrong()) }
    #expect(
      error?.description == """
        error[P001]: module 'crc_step_crc8_smbus_m1_1' cannot be built: symbolWidth is -1; it must be from 1 to 1024
          --> ArithmeticTests/CRCStepTests.swift:\(Wrong.line):28
        """)
  }

  /// Every gate has a name that says which bits it adds up.
  @Test func theVerilogSaysWhatIsAdded() throws {
    let text = try elaborate(CRCStep(.crc8SMBus)).verilog(.systemVerilog).map(\.text).joined()
    #expect(
      text == """
        // crc_step_crc8_smbus_8_1: Next remainder of crc8_smbus, 1 x 8 bits.
        //   code = crc8_smbus
        //   symbolWidth = 8
        //   symbolsPerCycle = 1
        // Generated by Bitloom
        module crc_step_crc8_smbus_8_1 (
          input  logic [7:0] remainder,
          input  logic [7:0] data,
          output logic [7:0] next
        );

          logic [7:0] folded;
          logic folded_0_6;
          logic folded_1_2;
          logic folded_3_4;
          logic folded_5_6;

          assign folded = data ^ remainder;
          assign folded_0_6 = folded[0] ^ folded[6];
          assign folded_1_2 = folded[1] ^ folded[2];
          assign folded_3_4 = folded[3] ^ folded[4];
          assign folded_5_6 = folded[5] ^ folded[6];
          assign next[0] = folded[7] ^ folded_0_6;
          assign next[1] = folded[1] ^ folded_0_6;
          assign next[2] = folded_0_6 ^ folded_1_2;
          assign next[3] = folded_1_2 ^ (folded[3] ^ folded[7]);
          assign next[4] = folded[2] ^ folded_3_4;
          assign next[5] = folded[5] ^ folded_3_4;
          assign next[6] = folded[4] ^ folded_5_6;
          assign next[7] = folded[7] ^ folded_5_6;
        endmodule

        """)
  }
}
