import Bitloom
import RTL

/// A circuit that the language has built: what the engines take.
public struct BuiltCircuit: Sendable {
  public let plan: CircuitPlan
  public let design: Design
  /// Where the types that the language gave differ from those of the rules, as sentences.
  public let typeMismatches: [String]
  /// Stands before the names of its modules, so that several circuits can be put into one file.
  public let prefix: String
  let stimulus: Stimulus
  let outputLayout: PackedLayout

  public var recipe: CircuitRecipe { plan.recipe }
  public var cycles: Int { plan.recipe.cycles }

  /// Builds and checks the circuit.
  ///
  /// - Throws: `DesignError` when the language refuses it, `RecipeError` when the top module it makes has other ports than the
  ///   recipe.
  public init(_ plan: CircuitPlan, prefix: String = "c") throws {
    self.plan = plan
    self.prefix = prefix
    let collector = TypeMismatches()
    design = try elaborate(
      RecipeModule(circuit: CircuitReference(plan, prefix, collector), index: 0), domain: plan.clockDomain(0))
    typeMismatches = collector.sentences
    let inputs = design.top.ports.filter { $0.direction == .input }
    guard inputs.count == plan.top.inputs.count else {
      let names = inputs.map(\.name).joined(separator: ", ")
      throw RecipeError("the top module has the inputs \(names), and the recipe \(plan.top.inputs.count)")
    }
    stimulus = Stimulus(plan)
    outputLayout = PackedLayout(widths: plan.top.outputs.map(\.type.width))
  }

  /// What the golden interpreter gives.
  public func goldenTrace() -> CircuitTrace {
    var interpreter = GoldenInterpreter(plan)
    var words: [UInt64] = []
    for cycle in 0..<cycles {
      let outputs = interpreter.step(cycle, inputs: stimulus.inputs[cycle], resets: stimulus.resets[cycle])
      outputLayout.append(outputs, to: &words)
    }
    return CircuitTrace(words: words)
  }
}

extension CircuitPlan {
  /// A clock domain of the circuit in the language's words: `clk` and `rst`, then `d1_clk` and `d1_rst`.
  func clockDomain(_ number: Int) -> ClockDomain {
    let domain = domains[number]
    let reset: ClockDomain.Reset? =
      switch domain.reset {
      case .none: nil
      case .synchronous, .asynchronous:
        ClockDomain.Reset(
          name: Self.prefix(number) + (domain.resetIsActiveLow ? "rst_n" : "rst"),
          kind: domain.reset == .synchronous ? .synchronous : .asynchronous,
          polarity: domain.resetIsActiveLow ? .activeLow : .activeHigh)
      }
    return ClockDomain(
      clock: Self.prefix(domain.clock) + "clk", edge: domain.usesFallingEdge ? .falling : .rising, reset: reset)
  }

  /// The domain that a clock or reset port belongs to, the first one of a shared clock.
  func number(ofClock name: String) -> Int? { (0..<domains.count).first { clockDomain($0).clock == name } }
  func number(ofReset name: String) -> Int? { (0..<domains.count).first { clockDomain($0).reset?.name == name } }

  private static func prefix(_ domain: Int) -> String { domain == 0 ? "" : "d\(domain)_" }
}
