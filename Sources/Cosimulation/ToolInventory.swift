/// The programs Bitloom can make use of: which are there, in which versions, and what each is for.
public struct ToolInventory: Sendable {
  public struct Tool: Hashable, Sendable {
    public enum Status: String, Hashable, Sendable {
      case usable
      case missing
      /// Older than `minimumVersion`.
      case outdated
      /// There, but it tells no version.
      case unknownVersion
    }

    /// As in the search path.
    public var name: String
    /// What it is needed for.
    public var purpose: String
    /// Whether simulation with the external engines needs it; the others serve synthesis and proofs.
    public var isNeededForSimulation: Bool
    public var minimumVersion: ToolVersion
    /// Nil when it was not found.
    public var path: String?
    public var version: ToolVersion?

    public var status: Status {
      guard path != nil else { return .missing }
      guard let version else { return .unknownVersion }
      return version < minimumVersion ? .outdated : .usable
    }

    /// A sentence on what is wrong. Nil when the tool is usable.
    public var problem: String? {
      switch status {
      case .usable: nil
      case .missing: "'\(name)' was not found in the search path; it is needed for \(purpose)"
      case .outdated:
        "'\(path ?? name)' is version \(version?.text ?? "?"), \(minimumVersion) or newer is needed for \(purpose)"
      case .unknownVersion: "'\(path ?? name)' tells no version"
      }
    }
  }

  public let tools: [Tool]

  /// Looks for all tools and asks for their versions. The answers are remembered in the cache.
  public init(locator: ToolLocator = .standard, cache: CosimulationCache = .shared) {
    let probe = ToolProbe(cache: cache)
    tools = Self.requirements.map { requirement in
      let path = requirement.find(locator)
      return Tool(
        name: requirement.name, purpose: requirement.purpose, isNeededForSimulation: requirement.isNeededForSimulation,
        minimumVersion: ToolVersion(requirement.minimumVersion), path: path,
        version: path.flatMap { probe.version(of: $0, [requirement.versionArgument]) })
    }
  }

  public subscript(name: String) -> Tool? { tools.first { $0.name == name } }

  /// Why something that needs these tools cannot be done: a sentence for each that is missing or too old. Nil when all are
  /// usable. Tests skip with it as their comment.
  public func reasonToSkip(withoutTools names: [String]) -> String? {
    let problems = names.compactMap { name in self[name].map { $0.problem } ?? "'\(name)' is no tool that is known" }
    return problems.isEmpty ? nil : problems.joined(separator: "; ")
  }

  private struct Requirement {
    var name: String
    var purpose: String
    var isNeededForSimulation = false
    var minimumVersion: String
    var versionArgument = "--version"
    var find: @Sendable (ToolLocator) -> String?

    init(
      _ name: String, _ minimumVersion: String, for purpose: String, isNeededForSimulation: Bool = false,
      versionArgument: String = "--version", find: (@Sendable (ToolLocator) -> String?)? = nil
    ) {
      self.name = name
      self.minimumVersion = minimumVersion
      self.purpose = purpose
      self.isNeededForSimulation = isNeededForSimulation
      self.versionArgument = versionArgument
      self.find = find ?? { $0.path(of: name) }
    }
  }

  private static let requirements = [
    Requirement(
      "verilator", VerilatorToolchain.minimumVersion.text, for: "fast simulation and linting of the emitted Verilog",
      isNeededForSimulation: true, find: { VerilatorToolchain.verilatorPath(in: $0) }),
    Requirement(
      "clang++", "10.0", for: "compiling the models of Verilator", isNeededForSimulation: true,
      find: { $0.cppCompilerPath }),
    Requirement(
      "iverilog", BuildIcarusBench.minimumVersion.text, for: "four-state simulation", isNeededForSimulation: true,
      versionArgument: "-V"),
    Requirement(
      "vvp", BuildIcarusBench.minimumVersion.text, for: "four-state simulation", isNeededForSimulation: true,
      versionArgument: "-V"),
    Requirement("yosys", "0.23", for: "synthesis, area and depth figures", versionArgument: "-V"),
    Requirement("z3", "4.8", for: "formal proofs"),
  ]
}
