import RTL

/// The C++ that makes one shared object with C functions of a verilated model.
struct VerilatorWrapper {
  static let modelClass = "Vmodel"

  var model: CosimulationModel
  var trace: Bool
  /// Whether the model uses what the run-time library finds through the thread. Finding it costs some nanoseconds a call.
  var usesContext = true

  /// The header of Verilator that the model needs first.
  static func header(trace: Bool) -> String { trace ? "verilated_vcd_c.h" : "verilated.h" }

  /// The translation unit: the C++ files of the model, and the functions of the engine.
  ///
  /// `member` names a port of a width in C++.
  func text(
    sources: [String], member: (_ port: String, _ width: Int) throws(CosimulationError) -> String
  ) throws(CosimulationError) -> String {
    var lines = ["#include \"\(Self.header(trace: trace))\""]
    lines += sources.map { "#include \"\($0)\"" }
    lines += ["static void bindPorts(\(Self.modelClass)& model, void** ports) {"]
    for (index, port) in model.ports.enumerated() {
      lines.append("    ports[\(index)] = &model.\(try member(port.name, port.type.width));")
    }
    lines += ["}", "static constexpr int clockCount = \(model.clocks.count);"]
    lines += ["static constexpr bool usesContext = \(usesContext);"]
    lines += ["#define REPORTS_CHECKS \(model.checks == nil ? 0 : 1)"]
    lines.append("static void driveClocks(\(Self.modelClass)& model, uint64_t clocks, bool isActive) {")
    for (index, clock) in model.clocks.enumerated() {
      let name = try member(clock.name, 1)
      lines.append(
        "    \(Self.selects("clocks", index, of: model.clocks.count))model.\(name) = \(clock.restsHigh ? "!" : "")isActive;"
      )
    }
    lines += ["}", "static void driveResets(\(Self.modelClass)& model, uint64_t resets, bool isActive) {"]
    for (index, reset) in model.resets.enumerated() {
      let name = try member(reset.name, 1)
      let level = "\(reset.polarity == .activeHigh ? "" : "!")isActive"
      lines.append("    \(Self.selects("resets", index, of: model.resets.count))model.\(name) = \(level);")
    }
    lines += ["}", Self.functions]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The condition under which a port is meant. The only one always is, so that nothing is tested for it in every cycle.
  private static func selects(_ set: String, _ index: Int, of count: Int) -> String {
    count == 1 ? "" : "if (\(set) >> \(index) & 1) "
  }

  /// Whether C++ of a model calls a function of the run-time library that asks the thread for the context.
  static func usesContext(_ source: String) -> Bool {
    let calls = [
      "VL_TIME", "vl_time", "VL_STOP", "VL_FINISH", "VL_WRITEF", "VL_FWRITEF", "VL_FOPEN", "VL_FCLOSE", "VL_FGET",
      "VL_FREAD", "VL_FSCANF", "VL_RANDOM", "VL_URANDOM", "VL_DIST", "PLUSARGS", "VL_READMEM", "VL_WRITEMEM",
    ]
    return calls.contains { source.contains($0) }
  }

  /// What is the same for all models.
  private static let functions = [
    stopping, simulation, reports, cycles, calling, lifetime, cycleFunctions, waveform, reportFunctions,
  ].joined(separator: "\n")
}
