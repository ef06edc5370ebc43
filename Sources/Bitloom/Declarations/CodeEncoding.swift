import RTL

/// Which codes the cases of an enumeration have in hardware.
public enum CodeEncoding: Hashable, Sendable {
  /// Counted up from 0: the fewest bits.
  case binary
  /// Counted up from 0 in a Gray code: neighbours in the order of declaration differ in one bit.
  case gray
  /// A bit for each case, the first case the lowest one: the least logic behind the register.
  case oneHot

  /// Number of bits of the codes of `count` cases, at least 1.
  func width(count: Int) -> Int {
    switch self {
    case .binary, .gray: max(1, 64 - max(count - 1, 0).leadingZeroBitCount)
    case .oneHot: max(1, count)
    }
  }

  /// The code of case number `index` of `count`.
  func code(_ index: Int, count: Int) -> Bits {
    let width = width(count: count)
    return switch self {
    case .binary: Bits(index, width: width)
    case .gray: Bits(index ^ (index >> 1), width: width)
    case .oneHot: Bits(zeroOfWidth: width).replacing(low: index, with: Bits(1, width: 1))
    }
  }
}
