import Accelerators
import Bitloom
import Cosimulation
import Foundation
import RTL
import Simulation
import Testbench

/// The native engine against Verilator, idle against busy designs, and how long it takes to start.
///
/// What is compared runs in turns within one process: the speed of a machine varies, and ratios of runs that are minutes apart
/// say little.
enum NativeBenchmark {
  static func report() throws {
    print("Native engine (\(NativeKernel.description))")
    try reportSpeed()
    try reportIdleLogic()
    try reportStart()
  }

  static func array(_ size: Int) throws -> Design {
    var configuration = SystolicConfiguration(rows: size, columns: size)
    configuration.hasBias = false
    configuration.hasReLU = false
    configuration.hasRequantisation = false
    return try elaborate(OutputStationaryArray(configuration))
  }

  // MARK: Speed

  private static func reportSpeed() throws {
    guard Engine.verilator.isAvailable else { return print("  no Verilator to compare with") }
    print("  Random operands in every cycle, in turns with Verilator (medians of 9 turns)")
    print(
      "  design                      native cycles/s   Verilator cycles/s   Verilator / native   the same, stepped alone"
    )
    try printSpeed("counter", try elaborate(TinyCounter()), cycles: 200_000)
    try printSpeed("array 8 x 8", try array(8), cycles: 20_000)
    try printSpeed("array 16 x 16", try array(16), cycles: 6_000)
    print("  goal: at most 10 on the 16 x 16 array")
    print("")
  }

  private static func printSpeed(_ name: String, _ design: Design, cycles: Int) throws {
    let native = Driver(try NativeSimulator(design))
    let verilator = Driver(try VerilatorEngine(CosimulationModel(design, dialect: .systemVerilog)))
    var (driven, stepped, rates): ([Double], [Double], [(Double, Double)]) = ([], [], [])
    for _ in 0..<9 {
      let pair = (native.rate(cycles: cycles), verilator.rate(cycles: cycles))
      rates.append(pair)
      driven.append(pair.1 / pair.0)
      stepped.append(verilator.stepRate(cycles: cycles) / native.stepRate(cycles: cycles))
    }
    let columns = [
      Measurement.column(median(rates.map(\.0)), 0, 16), Measurement.column(median(rates.map(\.1)), 0, 20),
      Measurement.column(median(driven), 2, 20), Measurement.column(median(stepped), 2, 24),
    ]
    print("  " + ([name.padding(toLength: 26, withPad: " ", startingAt: 0)] + columns).joined(separator: " "))
  }

  static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  // MARK: Idle logic

  private static func reportIdleLogic() throws {
    print(
      "  Change tracking: instructions run a cycle, and cycles a second with it and without (in turns, medians of 9)")
    print("  design                      instructions   run a cycle    tracked cycles/s   as one block   ratio")
    let array = try array(16)
    try printIdle("array 16 x 16, busy", array) { $0.setRandomOperands() }
    try printIdle("array 16 x 16, no operands", array) { $0.set("operands_valid", 0) }
    let ports = try elaborate(SerialPorts())
    try printIdle("64 serial ports, all send", ports) { $0.setAll("write", 1) }
    try printIdle("64 serial ports, one sends", ports) { driver in
      driver.setAll("write", 0)
      driver.set("write_5", 1)
    }
    try printIdle("64 serial ports, all wait", ports) { $0.setAll("write", 0) }
    print("")
  }

  private static func printIdle(_ name: String, _ design: Design, _ stimulus: (Driver) -> Void) throws {
    var whole = NativeSimulator.Options()
    whole.sizes.group = .max / 8
    let simulator = try NativeSimulator(design)
    let drivers = [
      Driver(simulator), Driver(try NativeSimulator(design, options: whole)),
    ]
    for driver in drivers {
      driver.startUp()
      stimulus(driver)
      driver.engine.step(1000)
    }
    let before = simulator.activity
    var rates: [[Double]] = [[], []]
    for _ in 0..<9 { for index in 0..<2 { rates[index].append(drivers[index].stepRate(cycles: 4000)) } }
    let run = Double(simulator.activity.run - before.run) / 36_000
    let columns = [
      Measurement.column(Double(simulator.activity.instructions), 0, 13), Measurement.column(run, 0, 13),
      Measurement.column(median(rates[0]), 0, 19), Measurement.column(median(rates[1]), 0, 14),
      Measurement.column(median(zip(rates[0], rates[1]).map { $0 / $1 }), 2, 7),
    ]
    print("  " + ([name.padding(toLength: 26, withPad: " ", startingAt: 0)] + columns).joined(separator: " "))
  }

  // MARK: Start

  private static func reportStart() throws {
    print("  Start: from the elaborated design to the first cycle (fastest of 30)")
    for (name, design) in [("counter", try elaborate(TinyCounter())), ("array 16 x 16", try array(16))] {
      let (ms, _) = try Measurement.fastest(of: 30) { try NativeSimulator(design).step(1) }
      let text = ms < 1 ? Measurement.column(ms * 1000, 0, 10) + " us" : Measurement.column(ms, 1, 10) + " ms"
      print("  " + name.padding(toLength: 26, withPad: " ", startingAt: 0) + text)
    }
    print("")
  }

  // MARK: Debug builds

  /// Cycles a second on the 16 x 16 array: random operands, and stepped alone.
  static func printRates() throws {
    let driver = Driver(try NativeSimulator(try array(16)))
    print(driver.rate(cycles: 4000), driver.stepRate(cycles: 4000))
  }

  /// Compares this program with another build of it, in turns.
  static func reportDebugFactor(release: String) throws {
    print("16 x 16 array in a debug build and in a release build (medians of 7 turns)")
    print("  debug build: kernel \(NativeKernel.description)")
    let driver = Driver(try NativeSimulator(try array(16)))
    var linked = NativeSimulator.Options()
    linked.kernel = .linked
    let slow = Driver(try NativeSimulator(try array(16), options: linked))
    var factors: [[Double]] = [[], [], []]
    for _ in 0..<7 {
      let own = (driver.rate(cycles: 4000), driver.stepRate(cycles: 4000))
      let unoptimised = slow.stepRate(cycles: 1000)
      let other = try rates(of: release)
      factors[0].append(other.0 / own.0)
      factors[1].append(other.1 / own.1)
      factors[2].append(other.1 / unoptimised)
    }
    print("  release / debug, random operands in every cycle: \(Measurement.column(median(factors[0]), 2, 6))")
    print("  release / debug, stepped alone:                  \(Measurement.column(median(factors[1]), 2, 6))")
    print("  release / debug without a C compiler:            \(Measurement.column(median(factors[2]), 2, 6))")
    print("  goal: at most 3")
  }

  private static func rates(of program: String) throws -> (Double, Double) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["native-rates"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard numbers.count == 2 else { throw BenchmarkError("'\(program)' told no rates") }
    return (numbers[0], numbers[1])
  }
}
