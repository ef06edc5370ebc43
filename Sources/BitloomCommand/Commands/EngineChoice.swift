import Cosimulation
import Testbench

/// Which engine is used, given the tools that are there.
struct EngineChoice {
  private let tools: ToolInventory

  init(_ tools: ToolInventory) {
    self.tools = tools
  }

  /// The engine asked for, or the fastest one whose tools are there.
  func engine(_ asked: Engine?) throws(CommandFailure) -> Engine {
    guard let asked else { return problem(of: .verilator) == nil ? .verilator : .native }
    guard let problem = problem(of: asked) else { return asked }
    throw .failure("the engine \(asked.rawValue) cannot be used: \(problem); 'bitloom doctor' tells how to install it")
  }

  /// What keeps the engine from being used.
  func problem(of engine: Engine) -> String? {
    let names = Self.toolNames(of: engine)
    return names.isEmpty ? nil : tools.reasonToSkip(withoutTools: names)
  }

  /// The programs that an engine runs.
  static func toolNames(of engine: Engine) -> [String] {
    switch engine {
    case .native: []
    case .verilator: ["verilator", "clang++"]
    case .icarus: ["iverilog", "vvp"]
    }
  }
}
