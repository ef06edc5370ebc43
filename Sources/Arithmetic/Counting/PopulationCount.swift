import Bitloom

extension Signal {
  /// The number of ones.
  ///
  /// Combinational: latency 0, a count a cycle, no registers; a bit heap with all bits in one column.
  ///
  /// Resources of the example with 8 bits: 12 LUT4 of an iCE40 (Yosys 0.23).
  /// ```swift
  /// io.count <== io.value.populationCount()
  /// ```
  /// - Parameter name: Begins the names of the wires.
  public func populationCount(_ name: String = "ones", for profile: HeapProfile = .gates) -> Signal {
    var heap = BitHeap(name, width: SignalType.unsigned(below: width + 1).width, for: profile)
    for index in 0..<width { heap.add(self[index]) }
    return heap.sum()
  }
}
