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
  /// Domain 0, which is the top's own.
  public var clock: ClockRecipe
  /// Domain 1 and up.
  public var furtherClocks: [ClockRecipe]
  /// Module 0 is the top; a module has instances of later ones only.
  public var modules: [ModuleRecipe]

  public init(
    seed: UInt64, cycles: Int, clock: ClockRecipe = ClockRecipe(), furtherClocks: [ClockRecipe] = [],
    modules: [ModuleRecipe]
  ) {
    self.seed = seed
    self.cycles = cycles
    self.clock = clock
    self.furtherClocks = furtherClocks
    self.modules = modules
  }

  /// Reads a recipe. Files from before there were several clocks say nothing of further ones.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    seed = try container.decode(UInt64.self, forKey: .seed)
    cycles = try container.decode(Int.self, forKey: .cycles)
    clock = try container.decode(ClockRecipe.self, forKey: .clock)
    furtherClocks = try container.decodeIfPresent([ClockRecipe].self, forKey: .furtherClocks) ?? []
    modules = try container.decode([ModuleRecipe].self, forKey: .modules)
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
  /// The clock domain of what is declared, and of memory writes; nil for the module's own one.
  public var domain: Int?
  /// What is clocked in the step waits for a bit of this to be 1; nil for what never waits.
  public var enable: Operand?
  public var kind: Kind

  public init(_ id: Int, domain: Int? = nil, enable: Operand? = nil, _ kind: Kind) {
    self.id = id
    self.domain = domain
    self.enable = enable
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
    /// An array of registers, which statements drive by an index.
    case registerArray(NumberType, count: Int, reset: Int?)
    /// A register that holds a case of an enumeration.
    case stateRegister(StateKind, reset: Int?)
    /// Whether a state register holds a case, or does not.
    case stateIs(Int, code: Int, isNegated: Bool)
    /// A wire, driven with `first` where it is declared and perhaps by later statements; read after those only.
    case wire(NumberType, first: Operand)
    /// - contents: What the words of the memory follow from; nil for a memory that holds nothing at first.
    case memory(NumberType, depth: Int, contents: UInt64?)
    case memoryRead(Int, address: Operand)
    /// A read of latency 1 or 2.
    case memoryPort(Int, address: Operand, latency: Int, enable: Operand?, duringWrite: DuringWrite)
    /// A register that takes what another clock makes, with further registers behind it.
    case crossing(Operand, CrossingKind)
    /// The element that an index chooses; 0 beyond the end.
    case element([Operand], index: Operand)
    case instance(Int, inputs: [Operand], isInlined: Bool)
    case statements([RecipeStatement])
  }
}

/// What a read gives of a word that is written at the same edge. Simulation gives the old word of an undefined one too.
public enum DuringWrite: String, Codable, Hashable, Sendable, CaseIterable { case old, new, undefined }

/// How a value comes to another clock.
public enum CrossingKind: Codable, Hashable, Sendable {
  /// Through a chain of registers, the first of which takes what a register holds.
  case synchroniser(stages: Int)
  /// Into one register, from any logic.
  case heldStill

  var stages: Int { if case .synchroniser(let stages) = self { min(max(stages, 1), 4) } else { 1 } }
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
  /// Writes the lanes of a word whose bits of the mask are 1.
  case writeLanes(Int, address: Operand, value: Operand, mask: Operand, lanes: Int)
  /// Drives the register of an array that an index chooses.
  case assignElement(Int, index: Operand, Operand)
  /// Drives the part of a register or wire that an index chooses, of all its parts of a width.
  case assignPart(Int, width: Int, index: Operand, Operand)
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
