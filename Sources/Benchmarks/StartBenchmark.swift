import Bitloom
import Foundation
import Testbench

/// From a design to a test bench that runs in Verilator: with nothing built, with another model built, from the cache; and for
/// twenty models.
enum StartBenchmark {
  private static let count = 20

  static func report() throws {
    print("Start of a test bench in Verilator, a multiply-accumulate (each in a process of its own)")
    print("                                        seconds   processor seconds")
    try Subprocess.withFolder { cache in
      try printRow("one model, nothing built before", [try start("one", 0, cache)])
      try printRow("one model (fastest of 5)", (1...5).map { try start("one", $0, cache) })
      try printRow("one model, cached (fastest of 5)", (1...5).map { try start("one", $0, cache) })
      try printRow("\(count) models, one by one", [try start("single", 100, cache)])
      try printRow("\(count) models, prepared together", [try start("joint", 200, cache)])
    }
    print("  goals: one model 0.6 s, cached 0.02 s; twenty together 3 s of processor time")
    print("")
  }

  private static func start(_ kind: String, _ number: Int, _ cache: String) throws -> (Double, Double) {
    let words = try Subprocess.run(
      CommandLine.arguments[0], ["start-case", kind, String(number)], environment: ["BITLOOM_CACHE": cache]
    ).split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard words.count == 2 else { throw BenchmarkError("a start told no times") }
    return (words[0], words[1])
  }

  private static func printRow(_ name: String, _ times: [(Double, Double)]) throws {
    let seconds = times.map(\.0).min() ?? 0
    let processor = times.map(\.1).min() ?? 0
    print(
      "  " + name.padding(toLength: 36, withPad: " ", startingAt: 0) + Measurement.column(seconds, 3, 9)
        + Measurement.column(processor, 3, 20))
  }

  /// Starts models whose numbers begin with the given one, and prints how long that took.
  static func runCase(_ arguments: [String]) throws {
    guard arguments.count == 2, let first = Int(arguments[1]) else {
      throw BenchmarkError("usage: start-case one|single|joint NUMBER")
    }
    let modules = (0..<(arguments[0] == "one" ? 1 : count)).map { NumberedAccumulator(number: first + $0) }
    let designs = try modules.map { try elaborate($0) }
    // The tools are asked for their versions by whatever comes first.
    guard Engine.verilator.isAvailable else { throw BenchmarkError("Verilator is needed") }
    let processorBefore = Self.processorSeconds
    let started = ContinuousClock.now
    if arguments[0] == "joint" { try Engine.verilator.prepare(designs) }
    for (module, design) in zip(modules, designs) {
      let dut = try Testbench(module, design: design, on: .verilator)
      dut.a = 3
      dut.step()
      guard dut.sum == 3 + module.number else { throw BenchmarkError("the sum is \(dut.sum)") }
      try dut.finish()
    }
    let seconds = Measurement.milliseconds(ContinuousClock.now - started) / 1e3
    print(seconds, Self.processorSeconds - processorBefore)
  }

  /// Of this process and of the programs that it has run.
  private static var processorSeconds: Double {
    // `RUSAGE_SELF` and `RUSAGE_CHILDREN`, which are imported as different types on different systems.
    return [0, -1].reduce(0) { (total: Double, kind: Int32) in
      var usage = rusage()
      getrusage(kind, &usage)
      let microseconds = usage.ru_utime.tv_usec + usage.ru_stime.tv_usec
      return total + Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + Double(microseconds) / 1e6
    }
  }
}

/// Each number is a model of its own.
private struct NumberedAccumulator: Module {
  var number: Int

  struct IO: Interface {
    @Input var a: Signal = .unsigned(16)
    @Output var sum: Signal = .unsigned(32)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let sum = register("accumulator", .unsigned(32), reset: 0)
    sum <== sum &+ (io.a + number)
    io.sum <== sum
  }
}
