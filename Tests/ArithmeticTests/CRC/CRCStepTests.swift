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
      LongDivision.next(after: register, data, symbolWidth: step.symbolWidth, symbols: step.symbolsPerCycle, step.code)
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
      LongDivision.next(after: $0, $1, symbolWidth: symbolWidth, symbols: symbols, code)
    }
    #expect(found == expected, "seed \(seed)")
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
          --> ArithmeticTests/CRCStepTests.swift:\(Wrong.line):20
        """)
  }

  /// Every gate has a name that says which bits it adds up.
  @Test func theVerilogSaysWhatIsAdded() throws {
    let text = try elaborate(CRCStep(.crc8SMBus)).verilog(.systemVerilog).map(\.text).joined()
    #expect(
      text == """
        """)
  }
}
