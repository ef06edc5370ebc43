/// Finds the pairs of terms that several sums modulo 2 have in common.
///
/// The most frequent pair becomes a term of its own, and the search begins again (C. Paar, "Optimized Arithmetic for Reed-Solomon
/// Encoders", ISIT 1997). It does so in those sums alone that stay as shallow as the one with the most terms has to be: sharing
/// costs no depth. A sum fits into d levels of gates as long as 2^depth, added up over its terms, is at most 2^d.
struct PairSharing {
  /// The terms that each pair joins; the first one is numbered behind the inputs.
  private(set) var pairs: [(first: Int, second: Int)] = []
  /// For each term how many gates are above the inputs.
  private(set) var depths: [Int]

  private let inputCount: Int
  private let sumCount: Int
  /// For each term which sums have it, a bit a sum, in so many words.
  private var users: [UInt64]
  private let wordCount: Int
  /// Terms that two sums at least have, in rising order: the others are in no pair.
  private var shared: [Int] = []
  /// For each sum 2^depth added up over its terms, and the most that it may become.
  private var weights: [Int]
  private let limit: Int
  /// For each term the partner below it with which it occurred most often when last looked at. The true number is never more.
  private var candidates: [Candidate] = []

  private struct Candidate {
    var partner = 0
    var count = 0
    var depth = 0

    func isBetter(than other: Candidate) -> Bool {
      count != other.count ? count > other.count : depth < other.depth
    }
  }

  /// - Parameter sums: The inputs that each sum has, each once.
  init(_ sums: [[Int]], inputCount: Int) {
    self.inputCount = inputCount
    sumCount = sums.count
    depths = [Int](repeating: 0, count: inputCount)
    let words: Int = (sums.count + 63) / 64
    wordCount = max(words, 1)
    users = [UInt64](repeating: 0, count: inputCount * wordCount)
    weights = sums.map(\.count)
    var limit = 1
    let heaviest: Int = weights.max() ?? 0
    while limit < heaviest { limit *= 2 }
    self.limit = limit
    for (number, sum) in sums.enumerated() {
      let bit: UInt64 = 1 << UInt64(number % 64)
      for term in sum { users[term * wordCount + number / 64] |= bit }
    }
    shared = (0..<inputCount).filter { isShared($0) }
    candidates = (0..<inputCount).map { bestPartner(of: $0) }
    while let pair = nextPair() { join(pair.first, pair.second) }
  }

  /// The terms that are left of each sum, in rising order.
  var rests: [[Int]] {
    var result = [[Int]](repeating: [], count: sumCount)
    for term in depths.indices {
      for number in numbers(in: usersOf(term)) { result[number].append(term) }
    }
    return result
  }

  /// The inputs that a term adds up, in rising order.
  func inputs(of term: Int) -> [Int] {
    if term < inputCount { return [term] }
    let pair = pairs[term - inputCount]
    return (inputs(of: pair.first) + inputs(of: pair.second)).sorted()
  }

  private mutating func nextPair() -> (first: Int, second: Int)? {
    while true {
      var best = 0
      for term in shared where candidates[term].isBetter(than: candidates[best]) { best = term }
      let known = candidates[best]
      if known.count < 2 { return nil }
      if joinableCount(best, known.partner) == known.count { return (known.partner, best) }
      candidates[best] = bestPartner(of: best)
    }
  }

  private mutating func join(_ first: Int, _ second: Int) {
    let term = depths.count
    var set = [UInt64](repeating: 0, count: wordCount)
    let growth = growth(first, second)
    for number in joinable(first, second) {
      set[number / 64] |= 1 << UInt64(number % 64)
      weights[number] += growth
    }
    for word in 0..<wordCount {
      users[first * wordCount + word] &= ~set[word]
      users[second * wordCount + word] &= ~set[word]
    }
    pairs.append((first, second))
    depths.append(max(depths[first], depths[second]) + 1)
    users += set
    for old in [first, second] where !isShared(old) {
      shared.removeAll { $0 == old }
      candidates[old] = Candidate()
    }
    if isShared(term) { shared.append(term) }
    candidates.append(bestPartner(of: term))
  }

  private func bestPartner(of term: Int) -> Candidate {
    var best = Candidate()
    for partner in shared {
      if partner >= term { break }
      let bound = commonCount(term, partner)
      if bound < 2 || bound < best.count { continue }
      let count = joinableCount(term, partner)
      let candidate = Candidate(partner: partner, count: count, depth: max(depths[term], depths[partner]))
      if candidate.isBetter(than: best) { best = candidate }
    }
    return best
  }

  /// How many sums have both terms.
  private func commonCount(_ a: Int, _ b: Int) -> Int {
    var count = 0
    var word = 0
    while word < wordCount {
      count += (users[a * wordCount + word] & users[b * wordCount + word]).nonzeroBitCount
      word += 1
    }
    return count
  }

  /// How many sums can have the pair for both terms. What is asked most often: loops that cost little without optimisation.
  private func joinableCount(_ a: Int, _ b: Int) -> Int {
    if depths[a] == depths[b] { return commonCount(a, b) }
    let most = limit - growth(a, b)
    var count = 0
    var word = 0
    while word < wordCount {
      var rest = users[a * wordCount + word] & users[b * wordCount + word]
      while rest != 0 {
        if weights[64 * word + rest.trailingZeroBitCount] <= most { count += 1 }
        rest &= rest - 1
      }
      word += 1
    }
    return count
  }

  private func usersOf(_ term: Int) -> ArraySlice<UInt64> { users[(term * wordCount)..<((term + 1) * wordCount)] }

  private func isShared(_ term: Int) -> Bool { commonCount(term, term) > 1 }

  /// How much a sum gains in weight when it has the pair for both terms.
  private func growth(_ a: Int, _ b: Int) -> Int { abs(1 << depths[a] - 1 << depths[b]) }

  /// The sums that have both terms and can have the pair for them.
  private func joinable(_ a: Int, _ b: Int) -> [Int] {
    let growth = growth(a, b)
    let common = zip(usersOf(a), usersOf(b)).map { $0 & $1 }
    return numbers(in: common).filter { weights[$0] + growth <= limit }
  }

  private func numbers(in set: some Collection<UInt64>) -> [Int] {
    var result: [Int] = []
    for (index, word) in set.enumerated() {
      var rest = word
      while rest != 0 {
        result.append(64 * index + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return result
  }
}
