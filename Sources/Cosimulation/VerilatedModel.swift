import Foundation

/// A model as the C++ that Verilator has written into a folder of the model's own.
struct VerilatedModel: Sendable {
  let top: String
  /// Of the cache.
  let key: String
  let folder: String
  /// Whether it tells what checks see.
  let reportsChecks: Bool
  /// Its part of a translation unit.
  let text: String
  /// What is compiled apart.
  let cold: ColdSources
  /// The source files of the run-time library that it wants.
  let runtimeSources: [String]
  /// The size of the translation unit's C++.
  let byteCount: Int

  /// Reads what Verilator wrote for a wrapper's model.
  init(_ wrapper: VerilatorWrapper, key: String, in folder: String) throws(CosimulationError) {
    var wrapper = wrapper
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    let sources = names.filter { $0.hasPrefix(wrapper.modelClass) && $0.hasSuffix(".cpp") }
    let cold = ColdSources(among: sources, in: folder)
    let header = try Self.read("\(wrapper.modelClass).h", in: folder)
    let ports = VerilatedPorts(header: header)
    wrapper.usesContext = false
    var byteCount = 0
    var texts: [String] = []
    for source in sources {
      let text = try Self.read(source, in: folder)
      texts.append(text)
      if !cold.names.contains(source) { byteCount += text.utf8.count }
      if !wrapper.usesContext { wrapper.usesContext = VerilatorWrapper.usesContext(text) }
    }
    let clocks = wrapper.model.clocks
    if wrapper.threads == 1, !wrapper.trace, !wrapper.usesContext {
      wrapper.evaluation = DirectEvaluation.function(ofClass: wrapper.modelClass, header: header, sources: texts)
      if clocks.count == 1, !clocks[0].restsHigh {
        wrapper.fallingEdge = FallingEdge(ofClock: try ports.member(for: clocks[0].name, width: 1), sources: texts)
      }
    }
    let included = sources.filter { !cold.names.contains($0) }.map { "\(wrapper.identifier)/\($0)" }
    text = try wrapper.text(sources: included) { name, width throws(CosimulationError) in
      try ports.member(for: name, width: width)
    }
    runtimeSources = Self.runtimeSources(
      inMakefile: try Self.read("\(wrapper.modelClass)_classes.mk", in: folder))
    top = wrapper.model.top
    reportsChecks = wrapper.model.checks != nil
    self.key = key
    self.folder = folder
    self.cold = cold
    self.byteCount = byteCount
  }

  /// The source files of the run-time library that a model wants, as Verilator's makefile lists them.
  static func runtimeSources(inMakefile makefile: String) -> [String] {
    var sources: [String] = []
    var isList = false
    for line in makefile.split(separator: "\n") {
      if line.contains("=") { isList = line.hasPrefix("VM_GLOBAL_FAST") || line.hasPrefix("VM_GLOBAL_SLOW") }
      guard isList, !line.hasPrefix("#"), line.first == "\t" || line.first == " " else { continue }
      let name = line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\\" }).first.map(String.init)
      if let name, name.hasPrefix("verilated"), !sources.contains(name) { sources.append(name) }
    }
    return sources
  }

  private static func read(_ name: String, in folder: String) throws(CosimulationError) -> String {
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
      throw CosimulationError(.toolFailure, "Verilator did not write '\(name)'")
    }
    return String(decoding: data, as: UTF8.self)
  }
}
