import Testing

@testable import RandomCircuits

/// An engine with a mistake of ours: it runs the golden interpreter on a plan in which something was changed.
struct WrongEngine: CircuitEngine {
  /// Makes the mistake in the arrangement of an operation.
  var spoil: @Sendable (CircuitOperator, inout Arrangement) -> CircuitOperator

  func run(_ circuits: [BuiltCircuit]) throws -> [CircuitTrace] {
    circuits.map { circuit in
      let modules = circuit.plan.modules.map { module -> ModulePlan in
        var spoiled = module
        for (index, step) in module.steps.enumerated() {
          guard case .operation(let value, let op, let operands, var arranged) = step else { continue }
          let other = spoil(op, &arranged)
          spoiled.steps[index] = .operation(value: value, other, operands, arranged)
        }
        return spoiled
      }
      var interpreter = GoldenInterpreter(CircuitPlan(recipe: circuit.recipe, modules: modules))
      var words: [UInt64] = []
      for cycle in 0..<circuit.cycles {
        let outputs = interpreter.step(
          cycle, inputs: circuit.stimulus.inputs[cycle], resets: circuit.stimulus.resets[cycle])
        circuit.outputLayout.append(outputs, to: &words)
      }
      return CircuitTrace(words: words)
    }
  }
}

/// The fuzzer finds mistakes that were put into an engine, and shows them in a handful of steps.
@Suite struct PlantedMistakeTests {
  static let mistakes: [(name: String, spoil: @Sendable (CircuitOperator, inout Arrangement) -> CircuitOperator)] = [
    ("<= is <", { op, _ in op == .lessOrEqual ? .less : op }),
    ("&- is &+", { op, _ in op == .subtractWrapping ? .addWrapping : op }),
    (
      "saturates a bit too low",
      { op, arranged in
        if op == .saturated, arranged.result.width > 2 { arranged.result.width -= 1 }
        return op
      }
    ),
    ("% is /", { op, _ in op == .remainder ? .divide : op }),
  ]

  @Test(arguments: mistakes.indices)
  func isFoundAndMadeSmall(_ index: Int) throws {
    let wrong = CompareCircuits.NamedEngine("wrong", WrongEngine(spoil: Self.mistakes[index].spoil))
    var run = FuzzRun(
      circuits: 12, seed: 500, options: GeneratorOptions(operators: 50, cycles: 20), engines: [wrong])
    run.batchSize = 4
    let findings = try run.run().findings
    let first = try #require(findings.first)
    let small = ShrinkCircuit(comparison: run.comparison).shrink(first)
    #expect(small.kind == .mismatch)
    #expect(small.recipe.stepCount <= 4, "\((try? CircuitPlan(small.recipe).text) ?? "")")
    #expect(small.recipe.cycles <= 4)
  }

  /// What is printed of a small circuit.
  @Test func text() throws {
    let recipe = CircuitRecipe(
      seed: 9, cycles: 3,
      modules: [
        ModuleRecipe(steps: [
          Step(0, .input(.signed(5))), Step(1, .input(.unsigned(3))),
          Step(2, .register(.unsigned(4), reset: 1)),
          Step(3, .operation(.addWrapping, [.value(0), .value(1)], parameters: [])),
          Step(4, .operation(.less, [.value(3), .literal(-2)], parameters: [])),
          Step(
            5, .statements([.when([RecipeBranch(condition: .value(4), body: [.assign(2, .value(0))])], otherwise: nil)])
          ),
          Step(6, .output(.value(2))),
        ])
      ])
    let expected = """
      // seed 9, 3 cycles
      // rising edge, synchronous reset
      @Input x[0]: .signed(5)
      @Input x[1]: .unsigned(3)
      let r2 = register("r2", .unsigned(4), reset: 1)
      let v3 = x[0] &+ x[1].asSigned  // .signed(5)
      let v4 = v3 < -2  // .bit
      when(v4) {
        r2 <== x[0].truncated(to: 4).asUnsigned
      }
      y[0] <== r2
      """
    #expect(try CircuitPlan(recipe).text == expected)
  }
}
