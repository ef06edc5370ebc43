/// A circuit as a value: it can be built with the language, interpreted, made smaller, written to a file and read back.
///
/// A recipe says little that could be wrong. Numbers are taken modulo what is possible, and operands are brought to the width
/// and sign that an operation wants by a conversion of the language, as `OperatorRules` tells; so a recipe stays one when a
/// step is taken out or a width is changed.
public struct CircuitRecipe: Codable, Hashable, Sendable {
  /// Where the values of the inputs come from.
  public var seed: UInt64
  /// How many clock cycles are run.
  public var cycles: Int
  public var clock: ClockRecipe
  /// Module 0 is the top; a module has instances of later ones only.
  public var modules: [ModuleRecipe]

  public init(seed: UInt64, cycles: Int, clock: ClockRecipe = ClockRecipe(), modules: [ModuleRecipe]) {
    self.seed = seed
    self.cycles = cycles
    self.clock = clock
    self.modules = modules
  }
}

/// The clock and reset of all modules of a circuit.
public struct ClockRecipe: Codable, Hashable, Sendable {
  public enum Reset: String, Codable, Hashable, Sendable, CaseIterable { case none, synchronous, asynchronous }

  public var reset = Reset.synchronous
  public var resetIsActiveLow = false
  public var usesFallingEdge = false

  public init(reset: Reset = .synchronous, resetIsActiveLow: Bool = false, usesFallingEdge: Bool = false) {
    self.reset = reset
    self.resetIsActiveLow = resetIsActiveLow
    self.usesFallingEdge = usesFallingEdge
  }
}

/// A module: its steps in the order in which they are built.
public struct ModuleRecipe: Codable, Hashable, Sendable {
  public var steps: [Step]

  public init(steps: [Step]) {
    self.steps = steps
  }
}

/// A declaration, an expression or a group of statements. Others name it by its number, which is its own in the module.
public struct Step: Codable, Hashable, Sendable {
  public var id: Int
  public var kind: Kind

  public init(_ id: Int, _ kind: Kind) {
    self.id = id
    self.kind = kind
  }

  /// What a step is. Another kind of declaration is a case here, in `CircuitPlan`, in the golden interpreter, in
  /// `RecipeModule` and in the generator.
  public enum Kind: Codable, Hashable, Sendable {
    case input(NumberType)
    case output(Operand)
    case constant(Int, NumberType)
    /// Bits of any width, the low word first.
    case pattern([UInt64], width: Int)
    case operation(CircuitOperator, [Operand], parameters: [Int])
    case register(NumberType, reset: Int?)
    /// A register that holds a case of an enumeration.
    case stateRegister(StateKind, reset: Int?)
    /// Whether a state register holds a case, or does not.
    case stateIs(Int, code: Int, isNegated: Bool)
    /// A wire, driven with `first` where it is declared and perhaps by later statements; read after those only.
    case wire(NumberType, first: Operand)
    case memory(NumberType, depth: Int)
    case memoryRead(Int, address: Operand)
    case instance(Int, inputs: [Operand], isInlined: Bool)
    case statements([RecipeStatement])
  }
}

/// What an operation works on.
public enum Operand: Codable, Hashable, Sendable {
  /// The value of an earlier step; of an instance, the output with this number.
  case value(Int, output: Int = 0)
  /// An `Int` of Swift.
  case literal(Int)
}

/// A statement; `target`, `memory` and `state` are numbers of steps.
public indirect enum RecipeStatement: Codable, Hashable, Sendable {
  case assign(Int, Operand)
  /// Drives some bits of a register or wire.
  case assignBits(Int, high: Int, low: Int, Operand)
  case increment(Int, limit: Int)
  case when([RecipeBranch], otherwise: [RecipeStatement]?)
  /// The statements of each case of a state register.
  case match(Int, [[RecipeStatement]])
  case setState(Int, code: Int)
  /// A choice of two cases.
  case chooseState(Int, Operand, code: Int, otherwise: Int)
  case writeMemory(Int, address: Operand, value: Operand)
}

/// A condition and what holds while it is 1 and no earlier one is.
public struct RecipeBranch: Codable, Hashable, Sendable {
  public var condition: Operand
  public var body: [RecipeStatement]

  public init(condition: Operand, body: [RecipeStatement]) {
    self.condition = condition
    self.body = body
  }
}

/// The enumerations of the circuits, by their number of cases: powers of two and others, and the smallest.
public enum StateKind: String, Codable, Hashable, Sendable, CaseIterable {
  case one, two, three, four, five, nine

  public var caseCount: Int {
    switch self {
    case .one: 1
    case .two: 2
    case .three: 3
    case .four: 4
    case .five: 5
    case .nine: 9
    }
  }

  /// Number of bits of a code.
  var codeWidth: Int {
    switch self {
    case .one, .two: 1
    case .three, .four: 2
    case .five: 3
    case .nine: 4
    }
  }
}
