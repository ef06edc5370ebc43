import Bitloom

/// The polynomial of a linear feedback shift register over GF(2), given by its taps.
///
/// Taps are counted from 1 as the stages of the register are, the last of the n stages being tap n: 16, 14, 13 and 11 stand for
/// x^16 + x^14 + x^13 + x^11 + 1.
/// ```swift
/// let polynomial = FeedbackPolynomial(taps: [16, 14, 13, 11])
/// let longest = FeedbackPolynomial.maximalLength(32)
/// ```
public struct FeedbackPolynomial: Hashable, Sendable {
  /// The exponents but 0, the highest first.
  public let taps: [Int]

  /// - Parameter taps: In any order. One that is given twice counts once.
  public init(taps: [Int]) {
    self.taps = Set(taps).sorted(by: >)
  }

  /// Number of stages.
  public var degree: Int { taps.first ?? 0 }

  /// The polynomial with the coefficients in the opposite order: its register runs through the same bits backwards.
  public var reciprocal: FeedbackPolynomial {
    FeedbackPolynomial(taps: [degree] + taps.dropFirst().map { degree - $0 })
  }

  /// What is wrong with the taps, a sentence each.
  public var problems: [String] {
    let text = taps.map(String.init).joined(separator: ", ")
    guard let highest = taps.first, let lowest = taps.last else { return ["polynomial has no taps"] }
    if lowest < 1 || !(2...64 ~= highest) {
      return ["polynomial has the taps \(text); they must be from 1 to 64, one of them above 1"]
    }
    return []
  }
}

extension FeedbackPolynomial: NamedParameter, CustomStringConvertible {
  public var nameComponent: String { taps.map(String.init).joined(separator: "_") }

  /// `x^16 + x^14 + x^13 + x^11 + 1`.
  public var description: String { (taps.map { $0 == 1 ? "x" : "x^\($0)" } + ["1"]).joined(separator: " + ") }
}
