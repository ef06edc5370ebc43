import Accelerators
import Bitloom
import Foundation

/// Elaborate, check and emit systolic arrays of growing size.
enum ElaborationBenchmark {
  /// What a case prints for the table.
  private struct Row: Codable {
    var elaborate: Double
    var emit: Double
    var bytes: Int
    var modules: Int
    var instances: Int
    var peak: Double
  }

  static func report() throws {
    print("Elaborate, check and emit: output-stationary array, INT8, 32-bit accumulators (fastest of 5)")
    print(
      "  case                        elements  elaborate + check ms   emit ms   total ms     MB/s   MB out   peak MiB   us/element"
    )
    for size in [16, 32, 64, 128, 256] { try printRow("hierarchical", size) }
    for size in [16, 32, 64] { try printRow("flat", size) }
    try printRow("instances", 100)
    print("  goals: 64 x 64 hierarchical 160 ms, flat 300 ms; linear in the number of elements")
    print("")
  }

  private static func printRow(_ kind: String, _ size: Int) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments = ["elaborate", kind, String(size)]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let row = try JSONDecoder().decode(Row.self, from: data)
    let elements = size * size
    let total = row.elaborate + row.emit
    let name = "\(size) x \(size) \(kind)".padding(toLength: 26, withPad: " ", startingAt: 0)
    let columns = [
      Measurement.column(Double(elements), 0, 9), Measurement.column(row.elaborate, 1, 21),
      Measurement.column(row.emit, 1, 9), Measurement.column(total, 1, 10),
      Measurement.column(Double(row.bytes) / 1e3 / row.emit, 1, 8), Measurement.column(Double(row.bytes) / 1e6, 2, 8),
      Measurement.column(row.peak, 1, 10), Measurement.column(1e3 * total / Double(elements), 1, 12),
    ]
    print("  " + ([name] + columns).joined(separator: " "))
  }

  static func runCase(_ arguments: [String]) throws {
    guard arguments.count == 2, let size = Int(arguments[1]) else {
      throw BenchmarkError("usage: elaborate hierarchical|flat|instances SIZE")
    }
    let elaborate: () throws -> Design
    switch arguments[0] {
    case "instances":
      elaborate = { try Bitloom.elaborate(ManyInstances(count: size * size)) }
    default:
      var configuration = SystolicConfiguration(rows: size, columns: size)
      configuration.inlinesElements = arguments[0] == "flat"
      elaborate = { [configuration] in try SystolicRun.elaborate(configuration) }
    }
    let elaborated = try Measurement.fastest(of: 5) { try elaborate() }
    let emitted = Measurement.fastest(of: 5) { elaborated.result.verilog() }
    let row = Row(
      elaborate: elaborated.ms, emit: emitted.ms,
      bytes: emitted.result.reduce(0) { $0 + $1.text.utf8.count },
      modules: elaborated.result.modules.count,
      instances: elaborated.result.modules.reduce(0) { $0 + $1.instances.count }, peak: Measurement.peakMemory)
    print(String(decoding: try JSONEncoder().encode(row), as: UTF8.self))
  }
}

/// One small module used many times in one module.
private struct ManyInstances: Module {
  var count: Int

  struct IO: Interface {
    @Input var value: Signal = .unsigned(8)
    @Output var next: Signal = .unsigned(8)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    var value = io.value
    for index in 0..<count {
      let step = Instance("step_\(index)", Increment())
      step.value <== value
      value = step.next
    }
    io.next <== value
  }
}

private struct Increment: Module {
  struct IO: Interface {
    @Input var value: Signal = .unsigned(8)
    @Output var next: Signal = .unsigned(8)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let held = register("held", .unsigned(8), reset: 0)
    held <== io.value &+ 1
    io.next <== held
  }
}
