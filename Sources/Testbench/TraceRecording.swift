import Foundation
import RTL
import Simulation
import Waveforms

/// A waveform file that a simulation is to write, as users of a test bench name it.
public typealias Trace = Waveforms.Trace

/// How a simulation comes to its waveform file.
///
/// The native engine writes every form and extent itself. Verilator and Icarus write whole simulations, from which anything
/// else is taken when the simulation has ended.
final class TraceRecording {
  let trace: Trace
  private let hierarchy: WaveformHierarchy?
  private let names: ViewerNames
  /// The whole simulation as the engine writes it.
  private let whole: String?
  private var isWanted: Bool

  /// - Parameter engine: What simulates and writes.
  init?(_ trace: Trace?, on engine: Engine, _ design: Design) throws {
    guard let trace else { return nil }
    self.trace = trace
    names =
      engine == .verilator ? .verilator(top: design.top.name) : .icarus(bench: ["bitloom_bench", "dut"])
    if case .last = trace.extent { isWanted = false } else { isWanted = true }
    hierarchy = engine == .native ? nil : try WaveformHierarchy(design)
    if engine == .native || trace.extent == .all && trace.format != .html {
      whole = nil
    } else {
      whole = FileManager.default.temporaryDirectory.path + "/bitloom-\(UUID().uuidString).vcd"
    }
  }

  deinit {
    if let whole { unlink(whole) }
  }

  /// What an engine of another program writes.
  var enginePath: String { whole ?? trace.path }

  /// Asks for the last cycles: at once where the engine has them.
  func write(_ engine: any SimulationEngine) throws {
    isWanted = true
    try engine.writeTrace()
  }

  /// Makes the file when the engine has finished.
  func complete(_ engine: any SimulationEngine, hasFailed: Bool) throws {
    if hasFailed { try write(engine) }
    guard let hierarchy, isWanted else { return }
    if let whole {
      try convertVCD(at: whole, of: hierarchy, named: names, to: trace)
    } else {
      try writeViewerFiles(for: trace.path, hierarchy, names: names)
    }
  }
}

extension Testbench {
  /// Writes the waveform of the last cycles, where `trace: .onFailure(...)` keeps them; else does nothing. A later call, or
  /// a failure, writes the file anew. Verilator and Icarus write it when the simulation has ended.
  ///
  /// - Throws: A `WaveformError` when the file cannot be written.
  public func writeTrace() throws { try recording?.write(access.engine) }

  /// Completes the simulation, and writes what is to be written of one that has failed. That it could not be written is less
  /// important than what failed.
  func finishFailed() {
    access.finish()
    try? recording?.complete(access.engine, hasFailed: true)
  }
}
