/// How columns with different rows of A wait for each other.
///
/// A column takes as many cycles for a group of k's as its row has digits other than 0 there, so that columns drift
/// apart; they take the same elements of B, which come to all of them at once.
public enum ColumnSynchronisation: Hashable, Sendable {
  /// All columns wait for the slowest at the end of each stretch, and none before.
  case barrier(Stretch)
  /// Each column has a queue of so many groups before it. A group goes to all columns at once, as soon as every queue
  /// has room, at most one in a cycle. Without a place (depth 0) all columns begin a group together.
  case queue(depth: Int)

  /// What columns do between two barriers.
  public enum Stretch: Hashable, Sendable {
    /// A group of k's at one weight.
    case group
    /// A tile of K at one weight.
    case pass
    /// A tile of K at all weights.
    case tile
  }
}

/// The cycles of columns that have waited for each other.
public struct SynchronisedRun: Hashable, Sendable {
  /// The cycles until the last column is done.
  public let cycles: Int
  /// The cycles in which each column worked.
  public let busy: [Int]

  /// The share of cycles in which a column works, 1 when there is nothing to do.
  public var utilisation: Double {
    let work = Double(busy.reduce(0, +))
    let places = Double(cycles * busy.count)
    return places == 0 ? 1 : work / places
  }
}

extension DigitSchedule {
  /// Returns the cycles of columns, each with a row of A, that go through tiles of `tile` k's, pass by pass.
  ///
  /// Lanes of a group (OPT4E) wait for each other as columns do: `deal(_:lanes:)` makes rows of theirs. Throws
  /// `NestError` when rows differ in length, an operand does not fit, or a number is out of range.
  public func run(
    _ rows: [[Int]], tile: Int, synchronisation: ColumnSynchronisation
  ) throws(NestError) -> SynchronisedRun {
    try NestError.check("tile", tile, in: 1...(1 << 20))
    var stretches: [[Int]] = []
    var table = DigitTable(encoding: encoding, width: width)
    for (index, row) in rows.enumerated() {
      let expected = rows[0].count
      guard row.count == expected else {
        throw .raggedMatrix(name: "A", row: index, count: row.count, expected: expected)
      }
      try check(row, index: index)
      stretches.append(stretchCycles(row, tile: tile, synchronisation, &table))
    }
    let busy = stretches.map { $0.reduce(0, +) }
    switch synchronisation {
    case .barrier: return SynchronisedRun(cycles: Self.cyclesWithBarriers(stretches), busy: busy)
    case .queue(let depth):
      try NestError.check("the depth of the queue", depth, in: 0...4096)
      return SynchronisedRun(cycles: Self.cyclesWithQueues(stretches, depth: depth), busy: busy)
    }
  }

  /// Returns the rows that `lanes` lanes go through when each takes every `lanes`th group of a row of A.
  ///
  /// Groups that are missing at the end are zeros.
  public func deal(_ row: [Int], lanes: Int) throws(NestError) -> [[Int]] {
    try NestError.check("lanes", lanes, in: 1...256)
    let block = lanes * group
    let blocks = (row.count + block - 1) / block
    let padded = row + Array(repeating: 0, count: blocks * block - row.count)
    return (0..<lanes).map { lane in
      (0..<blocks).flatMap { index in
        let first = (index * lanes + lane) * group
        return padded[first..<first + group]
      }
    }
  }

  /// Returns the cycles of a row between the points where columns wait, in the order of their feed.
  private func stretchCycles(
    _ row: [Int], tile: Int, _ synchronisation: ColumnSynchronisation, _ table: inout DigitTable
  ) -> [Int] {
    var result: [Int] = []
    for first in stride(from: 0, to: row.count, by: tile) {
      let groups = passCycles(row[first..<min(first + tile, row.count)], &table)
      let stretch =
        switch synchronisation {
        case .queue, .barrier(.group): 1
        case .barrier(.pass): groups.count / encoding.digitCount(width: width)
        case .barrier(.tile): groups.count
        }
      for start in stride(from: 0, to: groups.count, by: stretch) {
        result.append(groups[start..<start + stretch].reduce(0, +))
      }
    }
    return result
  }

  private static func cyclesWithBarriers(_ stretches: [[Int]]) -> Int {
    var slowest = stretches.first ?? []
    for column in stretches.dropFirst() {
      for (index, cycles) in column.enumerated() where cycles > slowest[index] { slowest[index] = cycles }
    }
    return slowest.reduce(0, +)
  }

  private static func cyclesWithQueues(_ groups: [[Int]], depth: Int) -> Int {
    var done = Array(repeating: 0, count: groups.count)
    // When every column had begun a group, so that its place was free.
    var begun: [Int] = []
    var arrival = 0
    for index in (groups.first ?? []).indices {
      let free = depth == 0 ? done.max() ?? 0 : index < depth ? 0 : begun[index - depth]
      arrival = max(index == 0 ? 0 : arrival + 1, free)
      var latest = arrival
      for column in groups.indices {
        let start = done[column] > arrival ? done[column] : arrival
        if start > latest { latest = start }
        done[column] = start + groups[column][index]
      }
      begun.append(latest)
    }
    return max(done.max() ?? 0, groups.first?.isEmpty == false ? arrival + 1 : 0)
  }
}
