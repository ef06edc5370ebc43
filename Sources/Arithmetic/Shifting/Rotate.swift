import Bitloom

extension Signal {
  /// The bits moved up by `amount` places, those beyond the top coming in again below; modulo the width.
  ///
  /// Combinational: latency 0, a result a cycle, no registers; a row of multiplexers for each bit of `amount`.
  ///
  /// Resources of the example with 8 bits: 24 LUT4 of an iCE40 (Yosys 0.23).
  /// ```swift
  /// io.rotated <== io.value.rotatedLeft(by: io.amount)
  /// ```
  public func rotatedLeft(by amount: Signal) -> Signal { rotated(by: amount) { $0 } }

  /// The bits moved down by `amount` places, those beyond the bottom coming in again above; modulo the width.
  ///
  /// Combinational: latency 0, a result a cycle, no registers; a row of multiplexers for each bit of `amount`.
  ///
  /// Resources of the example with 8 bits: 24 LUT4 of an iCE40 (Yosys 0.23).
  /// ```swift
  /// io.rotated <== io.value.rotatedRight(by: io.amount)
  /// ```
  public func rotatedRight(by amount: Signal) -> Signal { rotated(by: amount) { -$0 } }

  /// The bits moved up by a fixed number of places, those beyond the top coming in again below. Makes no hardware.
  public func rotatedLeft(by places: Int) -> Signal {
    let places = ((places % width) + width) % width
    if places == 0 { return asUnsigned }
    return cat(self[(width - places - 1)...0], self[(width - 1)...(width - places)])
  }

  private func rotated(by amount: Signal, _ direction: (Int) -> Int) -> Signal {
    var result = asUnsigned
    // 2^k modulo the width, which is no power of two in general.
    var places = 1 % width
    for index in 0..<amount.width {
      if places != 0 { result = mux(amount[index], result.rotatedLeft(by: direction(places)), result) }
      places = places * 2 % width
    }
    return result
  }
}
