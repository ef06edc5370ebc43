/// What a linear feedback shift register does in several steps, in terms of its bits before them.
struct LookAhead {
  /// For each stage the bits that it adds up.
  private(set) var next: [Set<Int>]
  /// The same for the bits that leave the register, the first one first.
  private(set) var leaving: [Set<Int>] = []

  init(_ polynomial: FeedbackPolynomial, _ form: LFSR.Form, steps: Int) {
    next = (0..<polynomial.degree).map { [$0] }
    for _ in 0..<steps {
      let first = next.removeFirst()
      leaving.append(first)
      switch form {
      case .galois:
        next.append([])
        for tap in polynomial.taps { next[tap - 1].formSymmetricDifference(first) }
      case .fibonacci:
        let stages = [first] + next
        let entering = polynomial.taps.reduce(into: Set()) {
          $0.formSymmetricDifference(stages[polynomial.degree - $1])
        }
        next.append(entering)
      }
    }
  }
}
