import Bitloom
import Testbench

// Tiles of stationary weights: for each part of K the weights come first, then the rows of A. The sums of the parts are added
// here.

extension RecodedTiles: BitWeightModule {
  static func multiply(
    _ dut: Testbench<Self>, _ a: [[Int]], _ b: [[Int]], _ configuration: BitWeightConfiguration, pauses: Double
  ) throws -> (result: [[Int]], cycles: Int) {
    let (lanes, columns) = (configuration.lanes, configuration.columns)
    var result = a.map { _ in [Int](repeating: 0, count: columns) }
    var cycles = 0
    for start in stride(from: 0, to: max(b.count, 1), by: lanes) {
      var feed = TileFeed(lanes: lanes, columns: columns)
      feed.addWeights(b, from: start)
      for row in a {
        while pauses > 0, Double.random(in: 0..<1, using: &dut.random) < pauses { feed.addPause() }
        feed.addVector(row, from: start)
      }
      // Until the last tile has its last sum.
      for _ in 0..<(5 + columns) { feed.addPause() }
      var stimulus = Stimulus<Self>()
      stimulus.set(\.a, rows: feed.a, of: lanes)
      stimulus.set(\.weights, rows: feed.weights, of: columns)
      stimulus[\.valid] = feed.valid
      stimulus[\.shiftsWeights] = feed.shifts
      let sums = (0..<columns).map { \Self.IO.sums[$0] }
      let done = (0..<columns).map { \Self.IO.done[$0] }
      let samples = dut.run(stimulus, sampling: sums + done)
      for column in 0..<columns {
        let found = zip(samples[sums[column]], samples[done[column]]).filter { $0.1 == 1 }.map(\.0)
        guard found.count == a.count else {
          throw TestbenchError("\(found.count) of \(a.count) sums came from tile \(column) of '\(dut.design.top.name)'")
        }
        for row in a.indices { result[row][column] &+= found[row] }
      }
      cycles += feed.valid.count
    }
    return (result, cycles)
  }
}

/// What comes to the tiles, cycle by cycle.
private struct TileFeed {
  let lanes: Int
  let columns: Int
  private(set) var a: [Int] = []
  private(set) var weights: [Int] = []
  private(set) var valid: [Int] = []
  private(set) var shifts: [Int] = []

  init(lanes: Int, columns: Int) {
    self.lanes = lanes
    self.columns = columns
  }

  mutating func addPause() {
    a += Array(repeating: 0, count: lanes)
    weights += Array(repeating: 0, count: columns)
    valid.append(0)
    shifts.append(0)
  }

  mutating func addWeights(_ b: [[Int]], from start: Int) {
    for k in start..<(start + lanes) {
      a += Array(repeating: 0, count: lanes)
      for column in 0..<columns { weights.append(k < b.count && column < b[k].count ? b[k][column] : 0) }
      valid.append(0)
      shifts.append(1)
    }
  }

  mutating func addVector(_ row: [Int], from start: Int) {
    for k in start..<(start + lanes) { a.append(k < row.count ? row[k] : 0) }
    weights += Array(repeating: 0, count: columns)
    valid.append(1)
    shifts.append(0)
  }
}
