import Bitloom
import Cosimulation
import Foundation
import Testbench

/// The same Verilator model driven from Swift and from C++: all ways in turns, the fastest turn of each.
enum DrivingBenchmark {
  private static let turns = 25

  static func report() throws {
    let version = ToolInventory()["verilator"]?.version?.text ?? "?"
    print(
      "Driving a Verilator \(version) model: output-stationary arrays, all ports set and all outputs read every cycle")
    print("  (cycles a second; in brackets the ratio to the loop in C++; fastest of \(turns) turns, processor time)")
    print("  array       C++            handles                members                bulk")
    for (size, cycles) in [(1, 160_000), (8, 20_000), (16, 8_192)] { try printRow(size, cycles: cycles) }
    print("  goals: handles 0.85 (1 x 1), 0.97 (8 x 8, 16 x 16); bulk 1.00")
    print("")
  }

  private static func printRow(_ size: Int, cycles wanted: Int) throws {
    let cycles = wanted / ArrayVectors.rowCount * ArrayVectors.rowCount
    let module = PlainArray(size: size)
    let design = try elaborate(module)
    let vectors = ArrayVectors(size: size)
    let stimulus = DrivenArray.stimulus(vectors)
    try Subprocess.withFolder { folder in
      let program = try CppDrivenArray(design, vectors, in: folder)
      var best = [Double](repeating: .infinity, count: 4)
      for _ in 0..<turns {
        let (nanoseconds, expected) = try program.run(cycles: cycles)
        best[0] = min(best[0], nanoseconds / 1e6)
        for way in 1...3 {
          let dut = try Testbench(module, design: design, on: .verilator)
          let (ms, checksum) = Measurement.processorTime {
            switch way {
            case 1: DrivenArray.handles(dut, vectors, cycles: cycles)
            case 2: DrivenArray.members(dut, vectors, cycles: cycles)
            default: DrivenArray.bulk(dut, stimulus, size: size, cycles: cycles)
            }
          }
          try dut.finish()
          guard checksum == expected else { throw BenchmarkError("the outputs differ from those of the loop in C++") }
          best[way] = min(best[way], ms)
        }
      }
      let columns = best.enumerated().map { index, ms in
        let rate = Measurement.column(Double(cycles) / ms * 1e3, 0, 12)
        return rate + (index == 0 ? "" : " (\(Measurement.column(best[0] / ms, 2, 4)))")
      }
      print(
        "  " + "\(size) x \(size)".padding(toLength: 9, withPad: " ", startingAt: 0) + columns.joined(separator: "   "))
    }
  }
}
