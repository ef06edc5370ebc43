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
  /// - Throws: `DesignError` when the language refuses it.
  public init(_ plan: CircuitPlan, prefix: String = "c") throws {
    self.plan = plan
    self.prefix = prefix
    let collector = TypeMismatches()
    design = try elaborate(
      RecipeModule(circuit: CircuitReference(plan, prefix, collector), index: 0), domain: plan.domain)
    typeMismatches = collector.sentences
    stimulus = Stimulus(plan)
    outputLayout = PackedLayout(widths: plan.top.outputs.map(\.type.width))
  }

  /// What the golden interpreter gives.
  public func goldenTrace() -> CircuitTrace {
    var interpreter = GoldenInterpreter(plan)
    var words: [UInt64] = []
    for cycle in 0..<cycles {
      let outputs = interpreter.cycle(inputs: stimulus.inputs[cycle], isReset: stimulus.isReset[cycle])
      outputLayout.append(outputs, to: &words)
    }
    return CircuitTrace(words: words)
  }
}

extension CircuitPlan {
  /// The clock domain in the language's words.
  var domain: ClockDomain {
    let clock = recipe.clock
    let reset: ClockDomain.Reset? =
      switch clock.reset {
      case .none: nil
      case .synchronous, .asynchronous:
        ClockDomain.Reset(
          name: clock.resetIsActiveLow ? "rst_n" : "rst",
          kind: clock.reset == .synchronous ? .synchronous : .asynchronous,
          polarity: clock.resetIsActiveLow ? .activeLow : .activeHigh)
      }
    return ClockDomain(edge: clock.usesFallingEdge ? .falling : .rising, reset: reset)
  }
}
