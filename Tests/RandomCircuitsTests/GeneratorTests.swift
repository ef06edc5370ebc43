import Foundation
import Testing

@testable import RandomCircuits

@Suite struct GeneratorTests {
  typealias WidthClass = OperatorCoverage.WidthClass

  /// The circuits of a run of the size that is made after every change, without running them.
  static let coverage: OperatorCoverage = {
    var coverage = OperatorCoverage()
    for seed in 1...2000 {
      guard let plan = try? CircuitPlan(CircuitGenerator().circuit(seed: UInt64(seed))) else { continue }
      coverage.count(plan)
    }
    return coverage
  }()

  @Test(arguments: CircuitOperator.allCases)
  func everyOperatorOccursAtAllWidthsAndSigns(_ op: CircuitOperator) {
    let coverage = Self.coverage
    let widths: [WidthClass] = op.takesBits ? [.bit] : WidthClass.allCases.filter { $0 != .beyond }
    for width in widths {
      for signs in OperatorCoverage.Signs.allCases where OperatorCoverage.isPossible(op, signs) {
        let count = coverage.cells[OperatorCoverage.Cell(op, width, signs)] ?? 0
        #expect(count >= 2, "\(op) at \(width.rawValue) bits, \(signs)")
      }
    }
    // Results wider than any operand of arithmetic are taken to pieces, with either sign.
    if op.takesWideOperands { #expect(coverage.count(of: op, .beyond) >= 3, "\(op)") }
    if op.takesLiterals { #expect((coverage.literals[op] ?? 0) >= 50) }
  }

  @Test func everyKindOfStepAndStatementOccurs() {
    for kind in OperatorCoverage.allKinds { #expect((Self.coverage.kinds[kind] ?? 0) >= 40, "\(kind)") }
    // A new kind is wanted in the list.
    let (found, expected) = (Set(Self.coverage.kinds.keys), Set(OperatorCoverage.allKinds))
    #expect(found == expected)
    #expect(Self.coverage.missing.isEmpty)
  }

  @Test func whatIsMissingIsTold() throws {
    var coverage = OperatorCoverage()
    coverage.count(try CircuitPlan(CircuitGenerator().circuit(seed: 1)))
    #expect(coverage.missing.contains("add with a number of Swift") == (coverage.literals[.add] == nil))
    #expect(coverage.missing.contains { $0.hasPrefix("multiply of 129-200 bits") })
    #expect(OperatorCoverage().missing.count > 400)
  }

  @Test func circuitsHaveTheSizeThatIsAskedFor() throws {
    for seed in 1...200 {
      let recipe = CircuitGenerator(options: GeneratorOptions(operators: 50, cycles: 7)).circuit(seed: UInt64(seed))
      var coverage = OperatorCoverage()
      coverage.count(try CircuitPlan(recipe))
      #expect(coverage.operatorCount >= 50)
      #expect(recipe.cycles == 7)
    }
  }

  @Test func aSeedGivesOneCircuit() throws {
    let recipe = CircuitGenerator().circuit(seed: 77)
    #expect(recipe == CircuitGenerator().circuit(seed: 77))
    #expect(recipe != CircuitGenerator().circuit(seed: 78))
    let data = try JSONEncoder().encode(recipe)
    #expect(try JSONDecoder().decode(CircuitRecipe.self, from: data) == recipe)
  }

  /// What a file may say wrongly is told; nothing of it traps.
  static let wrong: [(steps: [Step], message: String)] = [
    ([], "the circuit has no output"),
    ([Step(0, .input(.bit)), Step(0, .input(.bit))], "module 0 has two steps 0"),
    ([Step(0, .output(.value(3)))], "module 0 has no value 3.0 there"),
    ([Step(0, .output(.literal(3)))], "3 stands where a signal is needed"),
    ([Step(0, .input(.unsigned(0)))], "step 0 has 0 bits"),
    ([Step(0, .input(.unsigned(5000)))], "step 0 has 5000 bits"),
    ([Step(0, .operation(.add, [.literal(1), .literal(2)], parameters: []))], "add takes no literal there"),
    ([Step(0, .operation(.add, [.literal(1)], parameters: []))], "add takes 2 operands, not 1"),
    (
      [Step(0, .input(.bit)), Step(1, .operation(.slice, [.value(0)], parameters: [1]))], "slice takes 2 numbers, not 1"
    ),
    ([Step(0, .operation(.concatenate, [], parameters: []))], "concatenate takes 1 to 8 operands"),
    ([Step(0, .memory(.bit, depth: 0, contents: nil))], "memory 0 has 0 words"),
    ([Step(0, .registerArray(.bit, count: 0, reset: nil))], "array 0 has 0 registers"),
    ([Step(0, .input(.bit)), Step(1, .element([], index: .value(0)))], "step 1 has 0 elements"),
    (
      [
        Step(0, .input(.bit)), Step(1, .memory(.bit, depth: 2, contents: 1)),
        Step(2, .memoryPort(1, address: .value(0), latency: 3, enable: nil, duringWrite: .old)),
      ], "port 2 has a latency of 3"
    ),
    (
      [Step(0, .input(.bit)), Step(1, .statements([.assignElement(0, index: .value(0), .value(0))]))],
      "step 0 is no array"
    ),
    (
      [
        Step(0, .input(.bit)), Step(1, .register(.unsigned(512), reset: nil)),
        Step(2, .statements([.assignPart(1, width: 1, index: .value(0), .value(0))])),
      ], "step 1 has more than 256 parts"
    ),
    ([Step(0, .instance(0, inputs: [], isInlined: false))], "module 0 cannot have an instance of module 0"),
    ([Step(0, .stateIs(4, code: 0, isNegated: false))], "step 4 is no state register"),
    ([Step(0, .input(.bit)), Step(1, .memoryRead(0, address: .value(0)))], "step 0 is no memory"),
    ([Step(0, .input(.bit)), Step(1, .statements([.assign(0, .value(0))]))], "step 0 cannot be driven"),
    ([Step(0, .statements([.when([], otherwise: nil)]))], "a 'when' has no branch"),
    (
      [Step(0, .stateRegister(.two, reset: nil)), Step(1, .statements([.match(0, [[]])]))],
      "a 'match' on 0 has 1 arms and needs 2"
    ),
    (
      [
        Step(0, .input(.bit)), Step(1, .wire(.bit, first: .value(0))), Step(2, .output(.value(1))),
        Step(3, .statements([.assign(1, .value(0))])),
      ], "wire 1 is driven after it is read"
    ),
  ]

  @Test(arguments: wrong.indices)
  func aWrongRecipeIsTold(_ index: Int) {
    let recipe = CircuitRecipe(seed: 1, cycles: 1, modules: [ModuleRecipe(steps: Self.wrong[index].steps)])
    #expect(throws: RecipeError(Self.wrong[index].message)) { try CircuitPlan(recipe) }
  }

  /// A file from before there were several clock domains and contents of memories.
  @Test func anOldFileIsRead() throws {
    let text = """
      {"seed": 4, "cycles": 9, "clock": {"reset": "none", "resetIsActiveLow": false, "usesFallingEdge": true},
       "modules": [{"steps": [
        {"id": 0, "kind": {"input": {"_0": {"width": 3, "isSigned": false}}}},
        {"id": 1, "kind": {"memory": {"_0": {"width": 5, "isSigned": true}, "depth": 8}}},
        {"id": 2, "kind": {"memoryRead": {"_0": 1, "address": {"value": {"_0": 0, "output": 0}}}}}
       ]}]}
      """
    let recipe = try JSONDecoder().decode(CircuitRecipe.self, from: Data(text.utf8))
    #expect(recipe.furtherClocks.isEmpty)
    let expected: [Step] = [
      Step(0, .input(.unsigned(3))), Step(1, .memory(.signed(5), depth: 8, contents: nil)),
      Step(2, .memoryRead(1, address: .value(0))),
    ]
    #expect(recipe.modules[0].steps == expected)
  }
}
