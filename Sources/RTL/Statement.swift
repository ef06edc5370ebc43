/// A statement of a module. Statements later in a block override earlier ones, bit by bit.
///
/// An expression always reads the final value of a wire, wherever it stands: statements say what drives a signal, they are
/// not executed one after the other.
public enum Statement: Sendable {
  case assign(Assignment)
  case when(WhenStatement)
  case match(MatchStatement)
  case writeMemory(MemoryWrite)
  case checkRead(MemoryReadCheck)
  case check(CheckStatement)
}

/// `target <== value`. The value has the width of the target.
public struct Assignment: Sendable {
  public var target: AssignmentTarget
  public var value: ExpressionID
  public var place: PlaceID

  public init(target: AssignmentTarget, value: ExpressionID, place: PlaceID) {
    self.target = target
    self.value = value
    self.place = place
  }
}

/// The bits of a signal that an assignment drives: an output, a wire, a register's next value or an input of an instance.
public struct AssignmentTarget: Hashable, Sendable {
  public var signal: SignalID
  public var low: Int
  public var width: Int

  public init(signal: SignalID, low: Int, width: Int) {
    self.signal = signal
    self.low = low
    self.width = width
  }

  public var range: Range<Int> { low..<low + width }
}

/// A chain of conditions; the block of the first true one holds.
public struct WhenStatement: Sendable {
  public struct Branch: Sendable {
    public var condition: ExpressionID
    public var block: BlockID
    public var place: PlaceID

    public init(condition: ExpressionID, block: BlockID, place: PlaceID) {
      self.condition = condition
      self.block = block
      self.place = place
    }
  }

  public var branches: [Branch]
  public var otherwise: BlockID?

  public init(branches: [Branch], otherwise: BlockID?) {
    self.branches = branches
    self.otherwise = otherwise
  }
}

/// A choice by the value of an expression; each pattern occurs once.
public struct MatchStatement: Sendable {
  public struct Arm: Sendable {
    public var patterns: [Bits]
    public var block: BlockID

    public init(patterns: [Bits], block: BlockID) {
      self.patterns = patterns
      self.block = block
    }
  }

  public var subject: ExpressionID
  public var arms: [Arm]
  /// What holds for the codes that no arm names.
  public var otherwise: BlockID?
  public var place: PlaceID

  public init(subject: ExpressionID, arms: [Arm], otherwise: BlockID?, place: PlaceID) {
    self.subject = subject
    self.arms = arms
    self.otherwise = otherwise
    self.place = place
  }
}

/// A word, or bits of one, written at the memory's clock edge. Of two writes to one bit at one edge the later statement holds.
public struct MemoryWrite: Sendable {
  public var memory: MemoryID
  public var address: ExpressionID
  /// As wide as what is written.
  public var value: ExpressionID
  /// The bits of the word that are written; nil for all.
  public var part: Range<Int>?
  /// The clock, one of the module's domains.
  public var domain: DomainID
  public var place: PlaceID

  public init(
    memory: MemoryID, address: ExpressionID, value: ExpressionID, part: Range<Int>? = nil, domain: DomainID = .own,
    place: PlaceID
  ) {
    self.memory = memory
    self.address = address
    self.value = value
    self.part = part
    self.domain = domain
    self.place = place
  }
}

/// A read that simulation watches: at the active edge the address must exist and, where that is forbidden, no write may meet
/// the same word. It makes no hardware.
public struct MemoryReadCheck: Sendable {
  public var memory: MemoryID
  public var address: ExpressionID
  /// Whether a write of the same word at the same edge is an error.
  public var forbidsWrites: Bool
  /// The clock, one of the module's domains.
  public var domain: DomainID
  public var place: PlaceID

  public init(
    memory: MemoryID, address: ExpressionID, forbidsWrites: Bool, domain: DomainID = .own, place: PlaceID
  ) {
    self.memory = memory
    self.address = address
    self.forbidsWrites = forbidsWrites
    self.domain = domain
    self.place = place
  }
}

/// Statements that hold together.
public struct Block: Sendable {
  public var statements: [Statement]

  public init(statements: [Statement] = []) {
    self.statements = statements
  }
}
