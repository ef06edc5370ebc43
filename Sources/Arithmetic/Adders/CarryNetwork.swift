/// How an adder finds its carries.
///
/// A parallel-prefix network combines pairs of generate and propagate bits level by level, until each position knows whether a
/// carry comes into it. See R. Zimmermann, "Binary Adder Architectures for Cell-Based VLSI and their Synthesis", ETH Zurich 1997.
///
/// | network | levels for n bits | combining cells | widest fan-out |
/// |---|---|---|---|
/// | `ripple` | n - 1 | n - 1 | 2 |
/// | `brentKung` | 2 log2(n) - 1 | 2n - 2 - log2(n) | log2(n) |
/// | `sklansky` | log2(n) | n/2 log2(n) | n/2 |
/// | `koggeStone` | log2(n) | n log2(n) - n + 1 | 2 |
///
/// In an FPGA none of them pays: `+` takes the carry chain that is there. They are for gates.
public enum CarryNetwork: String, Hashable, Sendable, CaseIterable {
  case ripple, brentKung, sklansky, koggeStone

  /// For each level, and each position in it, the lower position that it is combined with; nil where nothing happens.
  ///
  /// After the last level each position is combined with all below it.
  func levels(width: Int) -> [[Int?]] {
    switch self {
    case .ripple:
      return (1..<max(width, 1)).map { level in
        (0..<width).map { $0 == level ? level - 1 : nil }
      }
    case .sklansky:
      return Self.spans(width).map { span in
        (0..<width).map { $0 & span == 0 ? nil : $0 / span * span - 1 }
      }
    case .koggeStone:
      return Self.spans(width).map { span in
        (0..<width).map { $0 < span ? nil : $0 - span }
      }
    case .brentKung:
      let up = Self.spans(width).map { span in
        (0..<width).map { ($0 + 1) % (2 * span) == 0 ? $0 - span : nil }
      }
      let down = Self.spans(width).reversed().map { span in
        (0..<width).map { ($0 + 1) % (2 * span) == span && $0 > span ? $0 - span : nil }
      }
      return (up + down).filter { level in level.contains { $0 != nil } }
    }
  }

  /// 1, 2, 4 and so on below a width.
  private static func spans(_ width: Int) -> [Int] {
    Array(sequence(first: 1) { $0 * 2 }.prefix { $0 < width })
  }
}
