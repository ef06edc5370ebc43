import Bitloom

/// Compressors leave the sum as it is: at each bit what goes in is what comes out, which is so for the whole then.
struct CarrySaveClaim: Module {
  var width: Int
  /// Whether the sums of the whole numbers are compared, too: a solver does that for short ones alone.
  var isSumCompared: Bool

  struct IO: Interface {
    @Input var operands: [Signal]
  }

  var ports: IO { IO(operands: .unsigned(width, count: 4)) }

  func build(_ io: IO) {
    let (a, b, c, d) = (io.operands[0], io.operands[1], io.operands[2], io.operands[3])
    let three = CarrySave(a, b, c, width: width)
    assert(!three.carry[0], "nothing is carried into the lowest bit")
    for bit in 0..<(width - 1) {
      let ones = (a[bit] + b[bit]) + c[bit]
      assert(cat(three.carry[bit + 1], three.sum[bit]) == ones, "a full adder", named: "full_adder_\(bit)")
    }
    // A 4:2 compressor is two 3:2 compressors, but for its depth.
    let four = CarrySave(a, b, c, d, width: width)
    let second = CarrySave(three.sum, three.carry, d, width: width)
    assert(four.sum == second.sum && four.carry == second.carry, "4:2 is 3:2 twice")

    guard isSumCompared else { return }
    assert(three.sum &+ three.carry == a &+ b &+ c, "3:2")
    assert(four.sum &+ four.carry == a &+ b &+ c &+ d, "4:2")
    let signed = CarrySave(a, b.asSigned, c.asSigned, d, width: width + 2)
    let total = (a + b.asSigned) + (c.asSigned + d)
    assert(signed.sum &+ signed.carry == total.truncated(to: width + 2).asUnsigned, "signed operands, widened")
  }
}
