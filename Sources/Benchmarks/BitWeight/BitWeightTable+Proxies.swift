import Accelerators
import TensorNests

extension BitWeightTable.Elements {
  /// Cycles that a multiplication takes in a lane.
  private struct Workload {
    var name: String
    /// A lane by itself, with the cycles of zero groups.
    var alone: Double
    /// Four lanes that wait for each other at the end of each pass over 64 k's.
    var together: Double

    init(_ sample: OperandSample) throws {
      name = sample.name
      let schedule = try DigitSchedule()
      alone = try schedule.cyclesPerProduct(sample.operands)
      let lanes = try schedule.deal(sample.operands, lanes: BitWeightTable.Elements.lanesOfGroup)
      let run = try schedule.run(lanes, tile: 64 / lanes.count, synchronisation: .barrier(.pass))
      together = Double(run.cycles * lanes.count) / Double(sample.operands.count)
    }
  }

  /// (MAC a cycle) / (GE x depth), beside both baselines with the same accumulator.
  func printProxies() throws {
    let count = 40_000
    let samples = [
      OperandSample.normal(deviation: 30, count: count, seed: 6), OperandSample.uniform(count: count, seed: 6),
    ]
    let workloads = try samples.map { try Workload($0) }
    let names = workloads.map { "\($0.name), to mac | \($0.name), to boothMAC" }
    print("| (MAC a cycle) / (GE x depth) | \(names.joined(separator: " | ")) |")
    print("|---|\(names.map { _ in "---|---" }.joined(separator: "|"))|")
    func product(_ figures: BitWeightTable.Figures) -> Double { figures.area * Double(figures.depth) }
    func line(_ name: String, _ cost: Double, _ cycles: [Double], _ plain: Double, _ strong: Double) {
      let cells = cycles.map { cycles in
        let (toPlain, toStrong) = (plain / (cost * cycles), strong / (cost * cycles))
        return "\(Measurement.column(toPlain, 2, 0)) | \(Measurement.column(toStrong, 2, 0))"
      }
      print("| \(name) | \(cells.joined(separator: " | ")) |")
    }
    let (plain32, base32) = (product(mac32), product(strong32))
    let (plain26, base26) = (product(mac26), product(strong26))
    let once = workloads.map { _ in 1.0 }
    line("boothMAC, 32 bits", base32, once, plain32, base32)
    line("opt1, 32 bits", product(opt1), once, plain32, base32)
    line("opt3, 26 bits", product(opt3), workloads.map(\.alone), plain26, base26)
    line("opt4c", columnShare * Double(column.depth), workloads.map(\.alone), plain26, base26)
    line("opt4e", laneShare * Double(lanesColumn.depth), workloads.map(\.together), plain26, base26)
    for workload in workloads {
      let cycles = [workload.alone, workload.together].map { Measurement.column($0, 3, 0) }
      print(
        "\n\(workload.name): \(cycles[0]) cycles a MAC in a lane, \(cycles[1]) with four lanes that meet after 64 k's")
    }
  }
}
