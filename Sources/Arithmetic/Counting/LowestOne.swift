import Bitloom

extension Signal {
  /// The lowest one alone, as a bit at its place; all zero when there is none.
  ///
  /// Combinational: latency 0, a result a cycle, no registers; a parallel prefix of ORs, log2(width) of them deep.
  ///
  /// Resources of the example with 8 bits: 9 LUT4 of an iCE40 (Yosys 0.23).
  /// ```swift
  /// io.grant <== io.requests.lowestOne
  /// ```
  public var lowestOne: Signal { asUnsigned & ~onesBelow(self) }

  /// The highest one alone, as a bit at its place; all zero when there is none.
  ///
  /// Combinational: latency 0, a result a cycle, no registers; a parallel prefix of ORs, log2(width) of them deep.
  ///
  /// Resources of the example with 8 bits: 9 LUT4 of an iCE40 (Yosys 0.23).
  /// ```swift
  /// io.grant <== io.requests.highestOne
  /// ```
  public var highestOne: Signal { reversed.lowestOne.reversed }

  /// The bits in the opposite order. Makes no hardware.
  public var reversed: Signal { cat((0..<width).map { self[$0] }) }
}

/// For each bit whether there is a one below it.
private func onesBelow(_ value: Signal) -> Signal {
  var found = value.asUnsigned
  var distance = 1
  while distance < value.width {
    found = found | (found &<< distance)
    distance *= 2
  }
  return found &<< 1
}
