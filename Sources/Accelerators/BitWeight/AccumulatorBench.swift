import Bitloom
import Testbench

// Elements that take pairs of operands: a row of A is a sum that begins with `load` and ends with `last`.

protocol AccumulatorModule: BitWeightModule where IO == AccumulationPorts {}

extension OperatorAccumulator: AccumulatorModule {}
extension BoothAccumulator: AccumulatorModule {}
extension CarrySaveAccumulator: AccumulatorModule {}

extension AccumulatorModule {
  static func multiply(
    _ dut: Testbench<Self>, _ a: [[Int]], _ b: [[Int]], _ configuration: BitWeightConfiguration, pauses: Double
  ) throws -> (result: [[Int]], cycles: Int) {
    let feed = AccumulatorFeed(a, b.map { $0.first ?? 0 }, lanes: configuration.lanes, pauses: pauses, &dut.random)
    var stimulus = Stimulus<Self>()
    stimulus.set(\.a, rows: feed.left, of: configuration.lanes)
    stimulus.set(\.b, rows: feed.right, of: configuration.lanes)
    stimulus[\.load!] = feed.load
    stimulus[\.last!] = feed.last
    let hasCarry = Self.self == CarrySaveAccumulator.self
    let outputs: [KeyPath<AccumulationPorts, Signal>] = hasCarry ? [\.sum, \.carry!, \.done!] : [\.sum, \.done!]
    let samples = dut.run(stimulus, sampling: outputs)
    let (sums, done) = (samples[\.sum], samples[\.done!])
    let carries = hasCarry ? samples[\.carry!] : []
    var result: [[Int]] = []
    for index in done.indices where done[index] == 1 {
      result.append([hasCarry ? sums[index] &+ carries[index] : sums[index]])
    }
    guard result.count == a.count else {
      throw TestbenchError("\(result.count) of \(a.count) sums came from '\(dut.design.top.name)'")
    }
    let last = done.lastIndex(of: 1) ?? 0
    return (result, last + 1)
  }
}

/// What comes to an element, cycle by cycle.
private struct AccumulatorFeed {
  var left: [Int] = []
  var right: [Int] = []
  var load: [Int] = []
  var last: [Int] = []

  init(_ a: [[Int]], _ b: [Int], lanes: Int, pauses: Double, _ random: inout SeededGenerator) {
    let steps = max((b.count + lanes - 1) / lanes, 1)
    for row in a {
      for step in 0..<steps {
        while pauses > 0, Double.random(in: 0..<1, using: &random) < pauses { pause(lanes) }
        for lane in 0..<lanes {
          let k = step * lanes + lane
          left.append(k < row.count ? row[k] : 0)
          right.append(k < b.count ? b[k] : 0)
        }
        load.append(step == 0 ? 1 : 0)
        last.append(step == steps - 1 ? 1 : 0)
      }
    }
    // Until the last sum is there.
    for _ in 0..<2 { pause(lanes) }
  }

  /// A cycle without work.
  private mutating func pause(_ lanes: Int) {
    left += Array(repeating: 0, count: lanes)
    right += Array(repeating: 0, count: lanes)
    load.append(0)
    last.append(0)
  }
}
