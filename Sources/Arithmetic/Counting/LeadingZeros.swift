import Bitloom

extension Signal {
  /// The number of zeros above the highest one; the width when there is none.
  ///
  /// Combinational: latency 0, a count a cycle, no registers; a tree of multiplexers, log2(width) of them deep.
  ///
  /// Resources of the example with 8 bits: 10 LUT4 of an iCE40 (Yosys 0.23).
  /// ```swift
  /// io.count <== io.value.leadingZeroCount
  /// ```
  public var leadingZeroCount: Signal { zeroCount(bits: (0..<width).map { self[width - 1 - $0] }) }

  /// The number of zeros below the lowest one, which is the place of that one; the width when there is none.
  ///
  /// Combinational: latency 0, a count a cycle, no registers; a tree of multiplexers, log2(width) of them deep.
  ///
  /// Resources of the example with 8 bits: 10 LUT4 of an iCE40 (Yosys 0.23).
  /// ```swift
  /// io.count <== io.value.trailingZeroCount
  /// ```
  public var trailingZeroCount: Signal { zeroCount(bits: (0..<width).map { self[$0] }) }
}

/// What is known of some neighbouring bits.
private struct ZeroRun {
  /// Whether all are zero.
  var isZero: Signal
  /// How many come before the first one, where there is one; nil for a single bit.
  var count: Signal?
}

/// The number of zeros before the first one.
private func zeroCount(bits: [Signal]) -> Signal {
  var size = 1
  while size < bits.count { size *= 2 }
  // Ones behind the last bit end the search there.
  var runs = bits.map { ZeroRun(isZero: !$0, count: nil) }
  let end = ZeroRun(isZero: constant(0), count: nil)
  runs += [ZeroRun](repeating: end, count: size - bits.count)
  while runs.count > 1 {
    runs = stride(from: 0, to: runs.count, by: 2).map { joined(runs[$0], runs[$0 + 1]) }
  }
  guard let count = runs[0].count else { return runs[0].isZero }
  if size > bits.count { return count }
  let isAnyOne = (!runs[0].isZero).repeated(count.width)
  return cat(runs[0].isZero, count & isAnyOne)
}

private func joined(_ first: ZeroRun, _ second: ZeroRun) -> ZeroRun {
  let isZero = first.isZero && second.isZero
  guard let firstCount = first.count, let secondCount = second.count else {
    return ZeroRun(isZero: isZero, count: first.isZero)
  }
  return ZeroRun(isZero: isZero, count: cat(first.isZero, mux(first.isZero, secondCount, firstCount)))
}
