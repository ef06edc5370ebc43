import RTL

/// The C++ that gives a verilated model the functions of the engine.
///
/// Several models can stand in one translation unit: what is a model's own is in a namespace, and its C functions have its
/// identifier in their names.
struct VerilatorWrapper {
  var model: CosimulationModel
  var trace: Bool
  /// What sets the C++ names of the model apart from those of others. A shared object may hold any number of models.
  var identifier = ""
  /// Whether the model uses what the run-time library finds through the thread. Finding it costs some nanoseconds a call.
  var usesContext = true
  var threads = 1
  /// What lets the model go without its falling edge.
  var fallingEdge = FallingEdge.evaluated
  /// What evaluates the model in a cycle in place of its `eval`.
  var evaluation: String?

  /// The class that Verilator makes of the model.
  var modelClass: String { Self.modelClass(identifier) }

  static func modelClass(_ identifier: String) -> String { "Vmodel_\(identifier)" }

  /// A C function of a model, such as `step`.
  static func symbol(_ function: String, _ identifier: String) -> String { "bitloom_\(identifier)_\(function)" }

  /// What stands once in a translation unit, before the models.
  ///
  /// - Parameter header: The header of Verilator that models need first.
  static func preamble(header: String, anyReports: Bool) -> String {
    [
      "#include \"\(header)\"", "#include \"verilated_syms.h\"", "#define ANY_REPORTS \(anyReports ? 1 : 0)", common,
      VerilatorSupport.declarations, reports,
    ].joined(separator: "\n") + "\n"
  }

  /// The C++ files of the model, and the functions of the engine.
  ///
  /// `member` names a port of a width in C++.
  func text(
    sources: [String], member: (_ port: String, _ width: Int) throws(CosimulationError) -> String
  ) throws(CosimulationError) -> String {
    var lines = sources.flatMap { source in
      let include = "#include \"\(source)\""
      return runsOnce(source) ? Self.unoptimised([include]) : [include]
    }
    lines += ["namespace bitloom_\(identifier) {", "using Vmodel = ::\(modelClass);"]
    lines += ["static void bindPorts(Vmodel& model, void** ports) {"]
    for (index, port) in model.ports.enumerated() {
      lines.append("    ports[\(index)] = &model.\(try member(port.name, port.type.width));")
    }
    lines += ["}", "static constexpr int clockCount = \(model.clocks.count);"]
    lines += ["static constexpr bool usesContext = \(usesContext);"]
    lines += fallingEdge.lines
    let evaluation = evaluation.map { "::\($0)(model.rootp)" } ?? "model.eval()"
    lines.append("static inline void evaluate(Vmodel& model) { \(evaluation); }")
    lines += ["static constexpr unsigned threadCount = \(threads);"]
    lines += ["#undef REPORTS_CHECKS", "#define REPORTS_CHECKS \(model.checks == nil ? 0 : 1)"]
    lines.append("static void driveClocks(Vmodel& model, uint64_t clocks, bool isActive) {")
    for (index, clock) in model.clocks.enumerated() {
      let name = try member(clock.name, 1)
      lines.append(
        "    \(Self.selects("clocks", index, of: model.clocks.count))model.\(name) = \(clock.restsHigh ? "!" : "")isActive;"
      )
    }
    lines += ["}", "static void driveResets(Vmodel& model, uint64_t resets, bool isActive) {"]
    for (index, reset) in model.resets.enumerated() {
      let name = try member(reset.name, 1)
      let level = "\(reset.polarity == .activeHigh ? "" : "!")isActive"
      lines.append("    \(Self.selects("resets", index, of: model.resets.count))model.\(name) = \(level);")
    }
    let rare = [Self.lifetime, Self.waveform, Self.reportFunctions] + memoryFunctions
    let functions = (["}", Self.functions] + Self.unoptimised(rare)).joined(separator: "\n")
    lines += [functions.replacing("bitloom_", with: "bitloom_\(identifier)_"), "}"]
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

  /// Whether a C++ file of the model has only what sets it up, and what no cycle needs.
  private func runsOnce(_ source: String) -> Bool {
    if source.hasSuffix("__Slow.cpp") || source.hasSuffix("__Syms.cpp") { return true }
    return evaluation != nil && source.hasSuffix("\(modelClass).cpp")
  }

  /// C++ that clang does not optimise: that would take about a fifth of the time that a small model takes.
  private static func unoptimised(_ lines: [String]) -> [String] {
    ["#pragma clang optimize off"] + lines + ["#pragma clang optimize on"]
  }

  /// What cycles need, the same for all models.
  private static let functions = [simulation, cycles, calling, cycleFunctions, bulk].joined(separator: "\n")
}
