import Bitloom
import Cosimulation
import Foundation
import Testbench

/// The same Verilator model driven from Swift and from C++: all ways in turns. Speeds are those of the fastest turns; ratios are
/// taken turn by turn, and the median is told: whatever else the machine does, it does to both.
enum DrivingBenchmark {
  private static let turns = 15
  private static let cases = [(size: 1, cycles: 163_840), (8, 20_480), (16, 8_192)]

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
    print(
      "  (cycles a second, fastest of \(turns) turns, processor time; in brackets the ratio to the loop in C++, median of the turns)"
    )
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

  /// Runs cycles, after as many that nobody times: a processor that waited for the program in C++ has to come to speed.
  private static func drive(
    _ dut: DrivenArray.Bench, _ way: Way, _ vectors: ArrayVectors, _ stimuli: Stimuli, cycles: Int
  ) -> (ms: Double, checksum: UInt64) {
    func run(_ cycles: Int) -> UInt64 {
      switch way {
      case .handles: DrivenArray.handles(dut, vectors, cycles: cycles)
      case .single: DrivenArray.singleHandles(dut, vectors, cycles: cycles)
      case .members: DrivenArray.members(dut, vectors, cycles: cycles)
      case .bulk: DrivenArray.bulk(dut, stimuli.rows, size: vectors.size, cycles: cycles)
      case .columns: DrivenArray.columns(dut, stimuli.columns, size: vectors.size, cycles: cycles)
      }
    }
    _ = run(cycles)
    let (ms, checksum) = Measurement.processorTime { run(cycles) }
    return (ms, checksum)
  }

  /// The part of the cycles that no test bench can save.
  private static func printStepping(_ size: Int, cycles: Int) throws {
    let module = PlainArray(size: size)
    let design = try elaborate(module)
    try Subprocess.withFolder { folder in
      let program = try CppDrivenArray(design, ArrayVectors(size: size), in: folder)
      var (cpp, swift): ([Double], [Double]) = ([], [])
      for _ in 0..<turns {
        cpp.append(try program.run(cycles: cycles, isAlone: true).nanoseconds / 1e6)
        let dut = try Testbench(module, design: design, on: .verilator)
        dut.step(cycles)
        swift.append(Measurement.processorTime { dut.step(cycles) }.0)
        try dut.finish()
      }
      let rates = [cpp, swift].map { Measurement.column(Double(cycles) / ($0.min() ?? 0) * 1e3, 0, 12) }
      let name = "\(size) x \(size)".padding(toLength: 9, withPad: " ", startingAt: 0)
      print("  " + name + rates.joined(separator: "   ") + " (\(Measurement.column(ratio(cpp, swift), 2, 4)))")
    }
  }

  /// The median of the ratios of two lists, turn by turn.
  private static func ratio(_ reference: [Double], _ other: [Double]) -> Double {
    let ratios = zip(reference, other).map { $0 / $1 }.sorted()
    return ratios.isEmpty ? 0 : ratios[ratios.count / 2]
  }

  private static func printRow(_ size: Int, cycles wanted: Int) throws {
    let cycles = wanted / ArrayVectors.rowCount * ArrayVectors.rowCount
    let module = PlainArray(size: size)
    let design = try elaborate(module)
    let vectors = ArrayVectors(size: size)
    let stimuli = Stimuli(vectors)
    try Subprocess.withFolder { folder in
      let program = try CppDrivenArray(design, vectors, in: folder)
      var times = [[Double]](repeating: [], count: 1 + Way.allCases.count)
      for _ in 0..<turns {
        let (nanoseconds, expected) = try program.run(cycles: cycles)
        times[0].append(nanoseconds / 1e6)
        for (index, way) in Way.allCases.enumerated() {
          let dut = try Testbench(module, design: design, on: .verilator)
          let (ms, checksum) = drive(dut, way, vectors, stimuli, cycles: cycles)
          try dut.finish()
          guard checksum == expected else { throw BenchmarkError("the outputs differ from those of the loop in C++") }
          times[index + 1].append(ms)
        }
      }
      let columns = times.enumerated().map { index, turns in
        let rate = Measurement.column(Double(cycles) / (turns.min() ?? 0) * 1e3, 0, 12)
        return rate + (index == 0 ? "" : " (\(Measurement.column(Self.ratio(times[0], turns), 2, 4)))")
      }
      print(
        "  " + "\(size) x \(size)".padding(toLength: 9, withPad: " ", startingAt: 0) + columns.joined(separator: "   "))
    }
  }
}
