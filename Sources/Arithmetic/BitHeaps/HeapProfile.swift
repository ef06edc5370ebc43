/// What the adders of a bit heap are made for.
public enum HeapProfile: String, Hashable, Sendable, CaseIterable {
  /// Rows of full adders down to two numbers, and a parallel-prefix adder for these.
  case gates
  /// Numbers as long as they can be, added in pairs with `+`: an FPGA has carry chains, and lookup tables make poor full adders.
  case fpga
}
