/// A recipe with every width worked out and every number made possible: what both the golden interpreter and the language's
/// module are made from.
public struct CircuitPlan: Sendable {
  let recipe: CircuitRecipe
  let domains: RecipeDomains
  let modules: [ModulePlan]

  var top: ModulePlan { modules[0] }

  init(recipe: CircuitRecipe, modules: [ModulePlan]) {
    self.recipe = recipe
    domains = RecipeDomains(recipe)
    self.modules = modules
  }

  /// Works out a recipe.
  ///
  /// - Throws: `RecipeError` when it describes no circuit.
  public init(_ recipe: CircuitRecipe) throws(RecipeError) {
    guard !recipe.modules.isEmpty else { throw RecipeError("the circuit has no module") }
    guard (1...1_000_000).contains(recipe.cycles) else { throw RecipeError("'cycles' is not from 1 to 1000000") }
    guard recipe.furtherClocks.count < 8 else { throw RecipeError("the circuit has more than 8 clock domains") }
    self.recipe = recipe
    domains = RecipeDomains(recipe)
    // Children stand behind their parents, so the last one is worked out first.
    var modules: [ModulePlan] = []
    for index in recipe.modules.indices.reversed() {
      var planning = ModulePlanning(index: index, domainCount: domains.count, later: modules)
      for step in recipe.modules[index].steps { try planning.add(step) }
      modules.insert(planning.module, at: 0)
    }
    guard !modules[0].outputs.isEmpty else { throw RecipeError("the circuit has no output") }
    self.modules = modules
  }
}

/// A module whose values are numbered from 0: the inputs, registers, wires and results of its steps, in their order.
struct ModulePlan: Sendable {
  var steps: [PlannedStep] = []
  /// The type of each value.
  var types: [NumberType] = []
  /// The number of the step that each value comes from.
  var stepIDs: [Int] = []
  /// Values.
  var inputs: [Int] = []
  var outputs: [PlannedOutput] = []
  var registers: [PlannedRegister] = []
  var memories: [PlannedMemory] = []
  var instanceCount = 0
  var portCount = 0
}

struct PlannedOutput: Sendable {
  var stepID: Int
  var type: NumberType
}

struct PlannedRegister: Sendable {
  var value: Int
  var reset: Int?
  var area: PlannedArea
}

/// Where something clocked stands.
struct PlannedArea: Sendable {
  /// The number of its clock domain; nil for the module's own one, with what that waits for.
  var domain: Int?
  /// What it waits for.
  var enable: PlannedOperand?
}

struct PlannedMemory: Sendable {
  var stepID: Int
  var type: NumberType
  var depth: Int
  /// The bits of its words before the first edge.
  var contents: [[UInt64]]?
  /// The domain of its writes.
  var domain: Int?
}

/// A read of a memory through a register, and perhaps a second one behind it.
struct PlannedMemoryPort: Sendable {
  var memory: Int
  var address: PlannedOperand
  var enable: PlannedOperand?
  var duringWrite: DuringWrite
  /// The numbers of the registers, the one at the memory first.
  var registers: [Int]
  var area: PlannedArea
}

/// A value, converted, or a literal.
struct PlannedOperand: Hashable, Sendable {
  enum Source: Hashable, Sendable {
    case value(Int)
    case literal(Int)
  }

  var source: Source
  var conversions: [Conversion] = []
}

enum PlannedStep: Sendable {
  case input(value: Int)
  case output(number: Int, PlannedOperand)
  case constant(value: Int, Int)
  case pattern(value: Int, [UInt64])
  case operation(value: Int, CircuitOperator, [PlannedOperand], Arrangement)
  case register(number: Int)
  /// Registers from `first` on.
  case registerArray(first: Int, count: Int)
  case stateRegister(number: Int, StateKind)
  case stateIs(value: Int, state: Int, StateKind, code: Int, isNegated: Bool)
  case wire(value: Int, first: PlannedOperand)
  case memory(number: Int)
  case memoryRead(value: Int, memory: Int, address: PlannedOperand)
  case memoryPort(number: Int, PlannedMemoryPort)
  /// The numbers of the registers, the one that takes the source first.
  case crossing(PlannedOperand, registers: [Int], CrossingKind)
  /// The elements become as wide as the value.
  case element(value: Int, [PlannedOperand], index: PlannedOperand)
  /// The outputs are values from `firstOutput` on.
  case instance(
    number: Int, module: Int, inputs: [PlannedOperand], firstOutput: Int, isInlined: Bool, stepID: Int,
    area: PlannedArea)
  case statements([PlannedStatement], area: PlannedArea)
}

/// Targets and states are values, memories are numbers of memories.
indirect enum PlannedStatement: Sendable {
  case assign(Int, PlannedOperand)
  case assignBits(Int, high: Int, low: Int, PlannedOperand)
  case increment(Int, limit: Int)
  case when([(condition: PlannedOperand, body: [PlannedStatement])], otherwise: [PlannedStatement]?)
  case match(Int, StateKind, [[PlannedStatement]])
  case setState(Int, StateKind, code: Int)
  case chooseState(Int, StateKind, PlannedOperand, code: Int, otherwise: Int)
  case writeMemory(Int, address: PlannedOperand, value: PlannedOperand)
  case writeLanes(Int, address: PlannedOperand, value: PlannedOperand, mask: PlannedOperand, lanes: Int)
  /// The registers of an array are values from `first` on.
  case assignElement(first: Int, count: Int, index: PlannedOperand, PlannedOperand)
  case assignPart(Int, width: Int, index: PlannedOperand, PlannedOperand)
}
