import Accelerators
import Testbench
import Testing

@Suite struct PassResultTests {
  /// The two numbers of a pass wrap each by itself; their sum has the sign.
  @Test(arguments: [(8, 26, 32), (8, 20, 20), (5, 12, 40), (16, 33, 24), (2, 8, 64)])
  func passesAddUp(_ operandWidth: Int, _ width: Int, _ resultWidth: Int) throws {
    let module = PassResult(operandWidth: operandWidth, accumulatorWidth: width, resultWidth: resultWidth)
    let digits = (operandWidth + 1) / 2
    try simulate(module, seed: 3) { dut in
      for _ in 0..<100 {
        var expected = 0
        for weight in 0..<digits {
          let pass = Int.random(in: -(1 << (width - 1))..<(1 << (width - 1)), using: &dut.random)
          let carry = Int.random(in: 0..<(1 << width), using: &dut.random)
          expected &+= pass << (2 * weight)
          dut.sum = (pass &- carry) & ((1 << width) - 1)
          dut.carry = carry
          dut.weight = weight
          dut.valid = 1
          dut.step()
          dut.valid = 0
          if Bool.random(using: &dut.random) { dut.step() }
        }
        dut.step()
        let shift = Int.bitWidth - resultWidth
        expect(dut.result, (expected << shift) >> shift)
      }
    }
  }
}
