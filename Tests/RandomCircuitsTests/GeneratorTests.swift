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
    let isOnBits = op.takesBits
    let widths: [WidthClass] = isOnBits ? [.bit] : WidthClass.allCases.filter { $0 != .beyond }
    for width in widths {
      for signs in OperatorCoverage.Signs.allCases {
        let takesTwo = (op.operandCount ?? 2) >= 2 && !op.countsBits
        if signs == .mixed, !takesTwo || op.wantsOneSign || isOnBits { continue }
        if signs == .signed, isOnBits { continue }
        let count = coverage.cells[OperatorCoverage.Cell(op, width, signs)] ?? 0
        #expect(count >= 3, "\(op) at \(width.rawValue) bits, \(signs)")
      }
    }
    // Results wider than any operand of arithmetic are taken to pieces, with either sign.
    if op.takesWideOperands { #expect(coverage.count(of: op, .beyond) >= 3, "\(op)") }
    if op.takesLiterals { #expect((coverage.literals[op] ?? 0) >= 50) }
  }

  @Test func everyKindOfStepAndStatementOccurs() {
    let kinds = [
      "input", "output", "constant", "constant of bits", "register", "register without reset", "state register",
      "comparison of a state", "wire", "memory", "memory read", "memory write", "instance", "inlined instance",
      "hierarchy", "module used twice", "assignment", "partial assignment", "increment", "when", "elseWhen",
      "otherwise", "match", "assignment of a case", "mux of cases", "reset none", "reset synchronous",
      "reset asynchronous", "rising edge", "falling edge",
    ]
    for kind in kinds { #expect((Self.coverage.kinds[kind] ?? 0) >= 100, "\(kind)") }
    // A new kind is wanted in the list above.
    #expect(Set(Self.coverage.kinds.keys) == Set(kinds))
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
    ([Step(0, .memory(.bit, depth: 0))], "memory 0 has 0 words"),
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
}
