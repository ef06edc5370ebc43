import RTL
import Simulation
import Transforms

/// The signals and memories within a design that a test bench reaches, and the design that has ports for them.
struct InternalExposure {
  let design: Design
  let signals: [ExposedSignal]
  let memories: [MemoryShape]

  /// - Parameter patterns: Paths; a `*` stands for any characters. The name of the top module may stand before them.
  /// - Throws: `TestbenchError` for a pattern that nothing in the design matches.
  init(_ design: Design, _ patterns: [String]) throws {
    guard !patterns.isEmpty else {
      (self.design, signals, memories) = (design, [], [])
      return
    }
    let wanted = patterns.map { InternalPath.withoutTop($0, design) }
    var isMatched = [Bool](repeating: false, count: wanted.count)
    func isChosen(_ path: String) -> Bool {
      var result = false
      for (index, pattern) in wanted.enumerated() where InternalPath.matches(path, pattern) {
        isMatched[index] = true
        result = true
      }
      return result
    }
    (self.design, signals) = exposeSignals(design, where: isChosen)
    memories = design.memoryShapes.filter { isChosen($0.path) }
    // A port of the top module can be reached anyhow.
    for port in design.top.ports { _ = isChosen(port.name) }
    let missing = zip(patterns, isMatched).filter { !$1 }.map(\.0)
    guard missing.isEmpty else {
      let texts = missing.map { InternalPath.missing($0, "signal or memory", among: InternalPath.all(design)) }
      throw TestbenchError(texts.joined(separator: "\n"))
    }
  }
}

/// Paths of signals and memories within a design, such as `array.pe_0_1.accumulator`.
enum InternalPath {
  /// The path without the name of the top module, if that stands before it and no instance has that name.
  static func withoutTop(_ path: String, _ design: Design) -> String {
    let prefix = "\(design.top.name)."
    guard path.hasPrefix(prefix), !design.top.instances.contains(where: { $0.name == design.top.name }) else {
      return path
    }
    return String(path.dropFirst(prefix.count))
  }

  /// Whether a path matches a pattern in which `*` stands for any characters.
  static func matches(_ path: String, _ pattern: String) -> Bool {
    guard pattern.contains("*") else { return path == pattern }
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard let first = parts.first, let last = parts.last, path.hasPrefix(first) else { return false }
    var rest = path.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return rest.hasSuffix(last)
  }

  /// All signals and memories but those within black boxes.
  static func all(_ design: Design) -> [String] {
    var result: [String] = []
    var pending = [(module: Design.topID, prefix: "")]
    while let (id, prefix) = pending.popLast() {
      let module = design.modules[id]
      if module.blackBox != nil { continue }
      for signal in module.signals {
        if case .instancePort = signal.kind { continue }
        result.append(prefix + signal.name)
      }
      result += module.memories.map { prefix + $0.name }
      for instance in module.instances.reversed() { pending.append((instance.module, "\(prefix)\(instance.name).")) }
    }
    return result
  }

  /// Says that there is no such thing, and what there is.
  static func missing(_ path: String, _ what: String, among candidates: [String]) -> String {
    let nearest = NearestName.nearest(3, to: path, among: candidates).map { "'\($0)'" }
    let hint = nearest.isEmpty ? "the design has none" : "the nearest are \(nearest.joined(separator: ", "))"
    return "there is no \(what) '\(path)'; \(hint)"
  }
}
