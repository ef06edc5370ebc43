import Bitloom

/// A heap of numbers, constants and products with constants is their sum.
struct HeapClaim: Module {
  var width: Int
  var count: Int
  var profile: HeapProfile

  struct IO: Interface {
    @Input var operands: [Signal]
    @Input var offset: Signal
  }

  var ports: IO { IO(operands: .unsigned(width, count: count), offset: .signed(width)) }

  func build(_ io: IO) {
    let total = width + 6
    var heap = BitHeap("heap", width: total, for: profile)
    var expected = constant(-3, .signed(total))
    heap.add(constant: -3)
    for (place, operand) in io.operands.enumerated() {
      if place % 3 == 2 {
        heap.subtract(operand)
        expected = (expected - operand).truncated(to: total).asSigned
      } else {
        heap.add(operand, shiftedBy: place % 2)
        expected = (expected + (operand << (place % 2))).truncated(to: total).asSigned
      }
    }
    heap.add(io.offset)
    heap.addProduct(io.offset, by: 11)
    let product = io.offset * constant(11)
    expected = (expected + io.offset + product).truncated(to: total).asSigned
    assert(heap.sum() == expected.asUnsigned, "the sum")
    let (sum, carry) = heap.compressed()
    assert(sum &+ carry == expected.asUnsigned, "the two numbers of the carry-save form")
  }
}
