import Accelerators
import Bitloom
import Testbench

/// Cycles a second of the engines on the same array, driven port by port and stepping alone.
enum SimulationBenchmark {
  static func report() throws {
    print("Simulation: 16 x 16 output-stationary array with random operands, ports set every cycle")
    print("  engine       start ms   cycles     cycles/s")
    var configuration = SystolicConfiguration(rows: 16, columns: 16)
    configuration.hasBias = false
    configuration.hasReLU = false
    configuration.hasRequantisation = false
    let module = OutputStationaryArray(configuration)
    let design = try elaborate(module)
    for engine in Engine.available {
      let started = ContinuousClock.now
      let bench = try Testbench(module, design: design, on: engine)
      let startMs = Measurement.milliseconds(ContinuousClock.now - started)
      let cycles = engine == .icarus ? 300 : 3000
      let running = ContinuousClock.now
      bench.runRandomOperands(cycles: cycles)
      let elapsed = Measurement.milliseconds(ContinuousClock.now - running)
      try bench.finish()
      let name = engine.rawValue.padding(toLength: 11, withPad: " ", startingAt: 0)
      let figures = [
        Measurement.column(startMs, 1, 9), Measurement.column(Double(cycles), 0, 8),
        Measurement.column(Double(cycles) / elapsed * 1e3, 0, 12),
      ]
      print("  " + ([name] + figures).joined(separator: " "))
    }
  }
}
