import Bitloom

extension Signal {
  /// The number of ones.
  ///
  /// Combinational: a bit heap with all bits in one column.
  ///
  /// - Parameter name: Begins the names of the wires.
  public func populationCount(_ name: String = "ones", for profile: HeapProfile = .gates) -> Signal {
    var heap = BitHeap(name, width: SignalType.unsigned(below: width + 1).width, for: profile)
    for index in 0..<width { heap.add(self[index]) }
    return heap.sum()
  }
}
