import Arithmetic
import Bitloom
import Testbench
import Testing

@Suite struct DivisionTests {
  @Test(arguments: [false, true], 1...5)
  func allDivisions(_ isSigned: Bool, _ width: Int) throws {
    let type = SignalType(width: width, isSigned: isSigned)
    func check(_ dut: Testbench<Divider>) throws {
      dut.results.ready = 1
      for dividend in type.allValues {
        for divisor in type.allValues {
          dut.operands.payload.dividend = dividend
          dut.operands.payload.divisor = divisor
          dut.operands.valid = 1
          dut.step()
          dut.operands.valid = 0
          let start = dut.cycle
          try dut.waitUntil(\.results.valid, timeout: width)
          #expect(dut.cycle - start == width)
          let expected = Self.expected(dividend, divisor, type)
          #expect(dut.results.payload.quotient == expected.quotient, "\(dividend) / \(divisor)")
          #expect(dut.results.payload.remainder == expected.remainder, "\(dividend) % \(divisor)")
          #expect(dut.results.payload.isByZero == (divisor == 0 ? 1 : 0))
          dut.step()
        }
      }
    }
    try simulate(Divider(type)) { try check($0) }
  }

  private static func expected(_ dividend: Int, _ divisor: Int, _ type: SignalType) -> (quotient: Int, remainder: Int) {
    guard divisor != 0 else { return (type.isSigned ? -1 : 1 << type.width - 1, dividend) }
    let quotient = dividend / divisor
    return (type.allValues.contains(quotient) ? quotient : type.allValues.lowerBound, dividend % divisor)
  }

  @Test(arguments: 1...9)
  func allSquareRoots(_ width: Int) throws {
    func check(_ dut: Testbench<SquareRoot>) throws {
      dut.results.ready = 1
      for radicand in 0..<1 << width {
        dut.radicand.payload = radicand
        dut.radicand.valid = 1
        dut.step()
        dut.radicand.valid = 0
        let start = dut.cycle
        try dut.waitUntil(\.results.valid, timeout: width)
        #expect(dut.cycle - start == (width + 1) / 2)
        let root = (0...radicand).last { $0 * $0 <= radicand } ?? 0
        #expect(dut.results.payload.root == root)
        #expect(dut.results.payload.remainder == radicand - root * root)
        dut.step()
      }
    }
    try simulate(SquareRoot(width: width)) { try check($0) }
  }

  @Test func impossibleWidthsAreTold() {
    #expect(throws: DesignError.self) { try elaborate(Divider(.unsigned(0))) }
    #expect(throws: DesignError.self) { try elaborate(SquareRoot(width: 300)) }
  }
}
