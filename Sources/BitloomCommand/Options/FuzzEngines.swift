import Accelerators
import Cosimulation
import RandomCircuits

/// Reads the list of engines of `fuzz`.
struct FuzzEngines {
  let tools: ToolInventory

  /// The engines of a list such as `native,icarus`; without one, all whose tools are there.
  func kinds(_ list: String?) throws(CommandFailure) -> [EngineKind] {
    guard let list else { return EngineKind.allCases.filter { problem(of: $0) == nil } }
    var kinds: [EngineKind] = []
    for name in list.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      let kind = try kind(name)
      if kinds.contains(kind) { throw .usage("--engines names \(name) twice") }
      if let problem = problem(of: kind) {
        throw .failure("the engine \(name) cannot be used: \(problem); 'bitloom doctor' tells how to install it")
      }
      kinds.append(kind)
    }
    return kinds
  }

  private func kind(_ name: String) throws(CommandFailure) -> EngineKind {
    if let kind = EngineKind(rawValue: name) { return kind }
    let names = EngineKind.allCases.map(\.rawValue)
    let nearest = NearestName(to: name, among: names)
    let hint = nearest.isLikely ? nearest.name.map { " (did you mean '\($0)'?)" } : nil
    let shown = name.isEmpty ? "empty" : name
    throw .usage("an engine of --engines cannot be \(shown); it must be \(Wording.alternatives(names))\(hint ?? "")")
  }

  private func problem(of kind: EngineKind) -> String? {
    kind.toolNames.isEmpty ? nil : tools.reasonToSkip(withoutTools: kind.toolNames)
  }
}
