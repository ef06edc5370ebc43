extension FeedbackPolynomial {
  /// A polynomial of this degree whose register runs through all 2^degree - 1 states but zero; nil but for degrees from 2 to 64.
  ///
  /// With two taps where there is such a polynomial, else with four. Another one is its `reciprocal`.
  public static func maximalLength(_ degree: Int) -> FeedbackPolynomial? {
    guard 2...64 ~= degree else { return nil }
    return FeedbackPolynomial(taps: [degree] + otherTaps[degree - 2])
  }

  /// For each degree from 2 on the taps but the last: the primitive polynomial whose reciprocal comes first among those with the fewest
  /// terms. Tests prove each primitive.
  private static let otherTaps: [[Int]] = [
    [1], [2], [3], [3], [5], [6], [6, 5, 4], [5],
    [7], [9], [11, 8, 6], [12, 10, 9], [13, 11, 9], [14], [14, 13, 11], [14],
    [11], [18, 17, 14], [17], [19], [21], [18], [23, 21, 20], [22],
    [25, 24, 20], [26, 25, 22], [25], [27], [29, 26, 24], [28], [30, 26, 25], [20],
    [31, 30, 26], [33], [25], [36, 33, 31], [37, 33, 32], [35], [37, 36, 35], [38],
    [39, 38, 35], [40, 39, 37], [42, 39, 38], [44, 42, 41], [40, 39, 38], [42], [44, 41, 39], [40],
    [48, 47, 46], [50, 48, 45], [49], [52, 51, 47], [51, 48, 46], [31], [54, 52, 49], [50],
    [39], [57, 55, 52], [59], [60, 59, 56], [59, 57, 56], [62], [63, 61, 60],
  ]
}
