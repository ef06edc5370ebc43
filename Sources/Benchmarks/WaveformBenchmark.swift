import Accelerators
import Bitloom
import Foundation
import Testbench

/// What waveform files of a million cycles cost: time, disk and memory.
enum WaveformBenchmark {
  /// What a case prints for the table.
  private struct Row: Codable {
    var ms: Double
    var bytes: Int
    var peak: Double
  }

  private static let cycles = 1_000_000

  static func report() throws {
    print("Waveforms: 2 x 2 output-stationary array, INT8, all signals, \(cycles) cycles with random operands")
    print("  engine      form      cycles/s   slowdown        MB   bytes/cycle   peak MiB   without trace")
    for engine in [Engine.native, .verilator] where engine.isAvailable {
      let plain = try row(engine, "none")
      for form in engine == .native ? ["vcd", "fst", "html"] : ["vcd", "fst"] {
        let row = try row(engine, form)
        let columns = [
          Measurement.column(Double(cycles) / row.ms * 1e3, 0, 9), Measurement.column(row.ms / plain.ms, 2, 10),
          Measurement.column(Double(row.bytes) / 1e6, 1, 9),
          Measurement.column(Double(row.bytes) / Double(cycles), 2, 13), Measurement.column(row.peak, 1, 10),
          Measurement.column(plain.peak, 1, 15),
        ]
        let names = [engine.rawValue, form].map { $0.padding(toLength: 11, withPad: " ", startingAt: 0) }
        print("  " + names.joined() + columns.joined(separator: " "))
      }
    }
    print("")
  }

  private static func row(_ engine: Engine, _ form: String) throws -> Row {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
    process.arguments = ["waveform", engine.rawValue, form]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONDecoder().decode(Row.self, from: data)
  }

  static func runCase(_ arguments: [String]) throws {
    guard arguments.count == 2, let engine = Engine(rawValue: arguments[0]) else {
      throw BenchmarkError("usage: waveform native|verilator|icarus none|vcd|fst|html")
    }
    let folder = FileManager.default.temporaryDirectory.path + "/waveform-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = arguments[1] == "none" ? nil : "\(folder)/run.\(arguments[1])"
    let module = OutputStationaryArray(SystolicConfiguration(rows: 2, columns: 2))
    // Building the model is no part of it.
    try simulate(module, on: engine, trace: path.map { .file($0) }) { $0.step() }
    let started = ContinuousClock.now
    try simulate(module, on: engine, trace: path.map { .file($0) }) { $0.runRandomOperands(cycles: cycles) }
    let ms = Measurement.milliseconds(ContinuousClock.now - started)
    let size = try path.map { try FileManager.default.attributesOfItem(atPath: $0)[.size] as? Int ?? 0 }
    let row = Row(ms: ms, bytes: size ?? 0, peak: Measurement.peakMemory)
    print(String(decoding: try JSONEncoder().encode(row), as: UTF8.self))
  }
}
