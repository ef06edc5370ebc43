import RTL
import Simulation
import Testbench

/// Drives an engine for a measurement.
final class Driver {
  let engine: any SimulationEngine
  /// Inputs that get random values.
  private let operands: [Int]
  private var random = SeededGenerator(seed: 5)

  init(_ engine: any SimulationEngine) {
    self.engine = engine
    operands = engine.ports.indices.filter { index in
      engine.ports[index].direction == .input && engine.ports[index].type.width > 1
    }
    startUp()
  }

  /// Resets the design, and sets all inputs of one bit.
  func startUp() {
    engine.setReset(true)
    engine.step(2)
    engine.setReset(false)
    for (index, port) in engine.ports.enumerated() where port.direction == .input && port.type.width == 1 {
      engine.writeWord(index, port.name.hasSuffix("last") ? 0 : 1)
    }
    setRandomOperands()
  }

  func setRandomOperands() { for port in operands { engine.writeWord(port, random.next()) } }

  func set(_ name: String, _ value: UInt64) {
    for (index, port) in engine.ports.enumerated() where port.name == name { engine.writeWord(index, value) }
  }

  /// Sets all inputs whose names start so.
  func setAll(_ prefix: String, _ value: UInt64) {
    for (index, port) in engine.ports.enumerated() where port.direction == .input && port.name.hasPrefix(prefix) {
      engine.writeWord(index, value)
    }
  }

  /// Cycles a second with new operands in every cycle.
  func rate(cycles: Int) -> Double {
    let started = ContinuousClock.now
    for _ in 0..<cycles {
      setRandomOperands()
      engine.step(1)
    }
    return Double(cycles) / Measurement.milliseconds(ContinuousClock.now - started) * 1e3
  }

  /// Cycles a second with inputs that stay.
  func stepRate(cycles: Int) -> Double {
    let started = ContinuousClock.now
    engine.step(cycles)
    return Double(cycles) / Measurement.milliseconds(ContinuousClock.now - started) * 1e3
  }
}
