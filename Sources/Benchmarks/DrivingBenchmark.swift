import Bitloom
import Cosimulation
import Foundation
import Testbench

/// The same Verilator model driven from Swift and from C++: all ways in turns, the fastest turn of each.
enum DrivingBenchmark {
  private static let turns = 25
  private static let cases = [(size: 1, cycles: 160_000), (8, 20_000), (16, 8_192)]

  /// How the test bench sets and reads the ports.
  private enum Way: String, CaseIterable {
    case handles, single, members, bulk, columns
  }

  /// The vectors as bulk runs take them.
  private struct Stimuli {
    let rows: Stimulus<PlainArray>
    let columns: Stimulus<PlainArray>

    init(_ vectors: ArrayVectors) {
      rows = DrivenArray.rows(vectors)
      columns = DrivenArray.stimulus(vectors)
    }
  }

  static func report() throws {
    let version = ToolInventory()["verilator"]?.version?.text ?? "?"
    print(
      "Driving a Verilator \(version) model: output-stationary arrays, all ports set and all outputs read every cycle")
    print("  (cycles a second; in brackets the ratio to the loop in C++; fastest of \(turns) turns, processor time)")
    print(
      "  array       C++            handles                single handles         members                bulk                   bulk in columns"
    )
    for (size, cycles) in cases { try printRow(size, cycles: cycles) }
    print("  stepping alone, nobody sets or reads a port:")
    for (size, cycles) in cases { try printStepping(size, cycles: cycles) }
    print("  goals: handles 0.85 (1 x 1), 0.97 (8 x 8, 16 x 16); bulk 1.00")
    print("")
  }

  /// One way alone, to be looked at with a profiler: `driven SIZE handles|single|members|bulk|columns CYCLES`.
  static func runCase(_ arguments: [String]) throws {
    guard arguments.count == 3, let size = Int(arguments[0]), let way = Way(rawValue: arguments[1]),
      let cycles = Int(arguments[2])
    else { throw BenchmarkError("usage: driven SIZE handles|single|members|bulk|columns CYCLES") }
    let dut = try Testbench(PlainArray(size: size), on: .verilator)
    let vectors = ArrayVectors(size: size)
    let (ms, _) = drive(dut, way, vectors, Stimuli(vectors), cycles: cycles)
    print("\(Measurement.column(ms * 1e6 / Double(cycles), 1, 8)) ns a cycle")
    try dut.finish()
  }

  private static func drive(
    _ dut: DrivenArray.Bench, _ way: Way, _ vectors: ArrayVectors, _ stimuli: Stimuli, cycles: Int
  ) -> (ms: Double, checksum: UInt64) {
    let (ms, checksum) = Measurement.processorTime {
      switch way {
      case .handles: DrivenArray.handles(dut, vectors, cycles: cycles)
      case .single: DrivenArray.singleHandles(dut, vectors, cycles: cycles)
      case .members: DrivenArray.members(dut, vectors, cycles: cycles)
      case .bulk: DrivenArray.bulk(dut, stimuli.rows, cycles: cycles)
      case .columns: DrivenArray.columns(dut, stimuli.columns, size: vectors.size, cycles: cycles)
      }
    }
    return (ms, checksum)
  }

  /// The part of the cycles that no test bench can save.
  private static func printStepping(_ size: Int, cycles: Int) throws {
    let module = PlainArray(size: size)
    let design = try elaborate(module)
    try Subprocess.withFolder { folder in
      let program = try CppDrivenArray(design, ArrayVectors(size: size), in: folder)
      var (cpp, swift) = (Double.infinity, Double.infinity)
      for _ in 0..<turns {
        cpp = min(cpp, try program.run(cycles: cycles, isAlone: true).nanoseconds / 1e6)
        let dut = try Testbench(module, design: design, on: .verilator)
        swift = min(swift, Measurement.processorTime { dut.step(cycles) }.0)
        try dut.finish()
      }
      let rates = [cpp, swift].map { Measurement.column(Double(cycles) / $0 * 1e3, 0, 12) }
      let name = "\(size) x \(size)".padding(toLength: 9, withPad: " ", startingAt: 0)
      print("  " + name + rates.joined(separator: "   ") + " (\(Measurement.column(cpp / swift, 2, 4)))")
    }
  }

  private static func printRow(_ size: Int, cycles wanted: Int) throws {
    let cycles = wanted / ArrayVectors.rowCount * ArrayVectors.rowCount
    let module = PlainArray(size: size)
    let design = try elaborate(module)
    let vectors = ArrayVectors(size: size)
    let stimuli = Stimuli(vectors)
    try Subprocess.withFolder { folder in
      let program = try CppDrivenArray(design, vectors, in: folder)
      var best = [Double](repeating: .infinity, count: 1 + Way.allCases.count)
      for _ in 0..<turns {
        let (nanoseconds, expected) = try program.run(cycles: cycles)
        best[0] = min(best[0], nanoseconds / 1e6)
        for (index, way) in Way.allCases.enumerated() {
          let dut = try Testbench(module, design: design, on: .verilator)
          let (ms, checksum) = drive(dut, way, vectors, stimuli, cycles: cycles)
          try dut.finish()
          guard checksum == expected else { throw BenchmarkError("the outputs differ from those of the loop in C++") }
          best[index + 1] = min(best[index + 1], ms)
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
