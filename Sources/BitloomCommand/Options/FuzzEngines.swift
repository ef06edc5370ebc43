import Accelerators
import Cosimulation
import RTL
import RandomCircuits

/// Reads the list of engines of `fuzz`.
struct FuzzEngines {
  let tools: ToolInventory

  struct Choice: Equatable {
    var kind: EngineKind
    /// One circuit of so many is run.
    var interval: Int
  }

  /// The engines of a list such as `native,icarus/4`; without one, all whose tools are there.
  func engines(_ list: String?) throws(CommandFailure) -> [Choice] {
    guard let list else {
      return EngineKind.allCases.filter { problem(of: $0) == nil }.map {
        Choice(kind: $0, interval: $0.samplingInterval)
      }
    }
    var choices: [Choice] = []
    for entry in list.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      let parts = entry.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let name = parts.first ?? ""
      let kind = try kind(name)
      if choices.contains(where: { $0.kind == kind }) { throw .usage("--engines names \(name) twice") }
      if let problem = problem(of: kind) {
        throw .failure("the engine \(name) cannot be used: \(problem); 'bitloom doctor' tells how to install it")
      }
      var choice = Choice(kind: kind, interval: kind.samplingInterval)
      if parts.count == 2 {
        guard let interval = Int(parts[1]), (1...1_000_000).contains(interval) else {
          throw .usage(
            "the engine \(name) of --engines cannot take one circuit of '\(parts[1])'; 1 to 1000000 is possible")
        }
        choice.interval = interval
      }
      choices.append(choice)
    }
    return choices
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
