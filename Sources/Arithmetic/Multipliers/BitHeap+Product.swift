import Bitloom

extension BitHeap {
  /// Adds a product times 2^`shift`, of operands of any widths and signs.
  ///
  /// The digits of `b`, radix 4 as Booth's, select multiples of `a`: half as many rows as `b` has bits, each three gates behind
  /// the digits. Combinational: latency 0, a product a cycle, no registers.
  ///
  /// Resources of the example with operands of 8 bits: 261 LUT4 of an iCE40 (Yosys 0.23).
  /// ```swift
  /// var heap = BitHeap("complex", width: 17)
  /// heap.addProduct(io.a, io.b)
  /// heap.addProduct(io.c, io.d)
  /// io.product <== heap.sum().asSigned
  /// ```
  public mutating func addProduct(_ a: Signal, _ b: Signal, shiftedBy shift: Int = 0) {
    let digits = BoothDigit.digits(of: b)
    // One bit more for the double; another one for the sign that a negative digit gives an unsigned number.
    let width = a.width + (a.isSigned ? 1 : 2)
    let once = a.extended(to: width).asUnsigned
    for (index, digit) in digits.enumerated() {
      let twice = cat(once[(width - 2)...0], constant(0))
      let one = digit.isOne.repeated(width)
      let two = digit.isTwo.repeated(width)
      let row = ((one & once) | (two & twice)) ^ digit.isNegative.repeated(width)
      let named = row.named("\(name)_row\(index)")
      // Two gates of the digit, three of the multiple.
      add(named.asSigned, shiftedBy: shift + 2 * index, arrival: 5)
      add(digit.isNegative, shiftedBy: shift + 2 * index)
    }
  }
}
