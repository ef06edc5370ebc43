/// How often each operator occurred, by the width of its widest operand and the signs of its operands; and each kind of step
/// and statement.
public struct OperatorCoverage: Hashable, Sendable {
  /// Widths that simulators treat in one way.
  public enum WidthClass: String, Hashable, Sendable, CaseIterable {
    case bit = "1"
    case narrow = "2-8"
    case word = "9-32"
    case doubleWord = "33-64"
    case wide = "65-128"
    case widest = "129-200"
    /// Results that are wider than any operand of arithmetic, taken to pieces.
    case beyond = "201-"

    init(_ width: Int) {
      switch width {
      case ...1: self = .bit
      case ...8: self = .narrow
      case ...32: self = .word
      case ...64: self = .doubleWord
      case ...128: self = .wide
      case ...200: self = .widest
      default: self = .beyond
      }
    }
  }

  /// The signs of the operands.
  public enum Signs: String, Hashable, Sendable, CaseIterable { case unsigned, signed, mixed }

  public struct Cell: Hashable, Sendable {
    public var op: CircuitOperator
    public var width: WidthClass
    public var signs: Signs

    public init(_ op: CircuitOperator, _ width: WidthClass, _ signs: Signs) {
      self.op = op
      self.width = width
      self.signs = signs
    }
  }

  public private(set) var cells: [Cell: Int] = [:]
  /// Operators with an `Int` of Swift among their operands.
  public private(set) var literals: [CircuitOperator: Int] = [:]
  /// Steps and statements by their kind, such as `register` or `when`.
  public private(set) var kinds: [String: Int] = [:]

  public init() {}

  /// All operations.
  public var operatorCount: Int { cells.values.reduce(0, +) }

  public func count(of op: CircuitOperator) -> Int {
    cells.reduce(0) { $0 + ($1.key.op == op ? $1.value : 0) }
  }

  public func count(of op: CircuitOperator, _ width: WidthClass) -> Int {
    Signs.allCases.reduce(0) { $0 + (cells[Cell(op, width, $1)] ?? 0) }
  }

  mutating func add(_ other: OperatorCoverage) {
    cells.merge(other.cells, uniquingKeysWith: +)
    literals.merge(other.literals, uniquingKeysWith: +)
    kinds.merge(other.kinds, uniquingKeysWith: +)
  }

  mutating func count(_ plan: CircuitPlan) {
    for number in 0..<plan.domains.count {
      let domain = plan.domains[number]
      note("reset \(domain.reset)")
      if domain.reset != .none, domain.resetIsActiveLow { note("reset active low") }
      note(domain.usesFallingEdge ? "falling edge" : "rising edge")
      if domain.clock != number {
        note("domains with one clock")
        if domain.usesFallingEdge != plan.domains[domain.clock].usesFallingEdge { note("both edges of one clock") }
      }
    }
    if Set(plan.domains.domains.map(\.clock)).count > 1 { note("several clocks") }
    if plan.domains.hasGaps { note("a clock that rests") }
    if plan.modules.count > 1 { note("hierarchy") }
    for module in plan.modules {
      var instantiated: Set<Int> = []
      for step in module.steps {
        count(step, module)
        if case .instance(_, let child, _, _, _, _, _) = step, !instantiated.insert(child).inserted {
          note("module used twice")
        }
      }
    }
  }

  private mutating func note(_ kind: String) { kinds[kind, default: 0] += 1 }

  private mutating func count(_ step: PlannedStep, _ module: ModulePlan) {
    switch step {
    case .input: note("input")
    case .output: note("output")
    case .constant: note("constant")
    case .pattern: note("constant of bits")
    case .operation(_, let op, let operands, let arranged): count(op, operands, arranged)
    case .register(let number):
      note(module.registers[number].reset == nil ? "register without reset" : "register")
      if module.registers[number].area.enable != nil { note("register with clock enable") }
    case .registerArray: note("register array")
    case .stateRegister: note("state register")
    case .stateIs: note("comparison of a state")
    case .wire: note("wire")
    case .memory(let number):
      note("memory")
      if module.memories[number].contents != nil { note("memory with contents") }
      if module.memories[number].domain != nil { note("memory written in another domain") }
    case .memoryRead: note("memory read")
    case .memoryPort(_, let port): count(port, module)
    case .crossing(_, _, let kind): note(kind == .heldStill ? "crossing held still" : "synchroniser")
    case .element: note("element of an array")
    case .instance(_, _, _, _, let isInlined, _, let area):
      note(isInlined ? "inlined instance" : "instance")
      if area.domain != nil { note("instance in another domain") }
      if area.enable != nil { note("instance with clock enable") }
    case .statements(let statements, let area):
      if area.enable != nil { note("statements with clock enable") }
      for statement in statements { count(statement) }
    }
  }

  private mutating func count(_ port: PlannedMemoryPort, _ module: ModulePlan) {
    note("memory read of latency \(port.registers.count)")
    note("read during write \(port.duringWrite)\(port.enable == nil ? "" : " with enable")")
    if port.area.domain != module.memories[port.memory].domain { note("memory with two clocks") }
    if port.area.enable != nil { note("memory read with clock enable") }
  }

  private mutating func count(_ op: CircuitOperator, _ operands: [PlannedOperand], _ arranged: Arrangement) {
    // The condition of a mux and the amount of a shift say nothing about it.
    let types =
      op == .mux
      ? Array(arranged.operandTypes.dropFirst()) : op.countsBits ? [arranged.operandTypes[0]] : arranged.operandTypes
    let width = WidthClass(types.map(\.width).max() ?? 1)
    let signed = types.count { $0.isSigned }
    cells[Cell(op, width, signed == 0 ? .unsigned : signed == types.count ? .signed : .mixed), default: 0] += 1
    let hasLiteral = operands.contains { if case .literal = $0.source { true } else { false } }
    if hasLiteral { literals[op, default: 0] += 1 }
  }

  private mutating func count(_ statement: PlannedStatement) {
    switch statement {
    case .assign: note("assignment")
    case .assignBits: note("partial assignment")
    case .increment: note("increment")
    case .when(let branches, let otherwise):
      note("when")
      if branches.count > 1 { note("elseWhen") }
      if otherwise != nil { note("otherwise") }
      for branch in branches { for inner in branch.body { count(inner) } }
      for inner in otherwise ?? [] { count(inner) }
    case .match(_, _, let arms):
      note("match")
      for arm in arms { for inner in arm { count(inner) } }
    case .setState: note("assignment of a case")
    case .chooseState: note("mux of cases")
    case .writeMemory: note("memory write")
    case .writeLanes: note("memory write with mask")
    case .assignElement: note("assignment of an element")
    case .assignPart(_, let width, _, _):
      note(width == 1 ? "assignment of a bit by index" : "assignment of a part by index")
    }
  }
}

extension OperatorCoverage {
  /// A line for each operator: its symbol, then how often it occurred at each class of widths.
  public var table: String {
    let heads = ["operator", "literal"] + WidthClass.allCases.map(\.rawValue) + Signs.allCases.map(\.rawValue)
    var rows = [heads]
    for op in CircuitOperator.allCases {
      let widths = WidthClass.allCases.map { "\(count(of: op, $0))" }
      let signs = Signs.allCases.map { sign in
        "\(cells.reduce(0) { $0 + ($1.key.op == op && $1.key.signs == sign ? $1.value : 0) })"
      }
      rows.append([op.rawValue, "\(literals[op] ?? 0)"] + widths + signs)
    }
    let columns = heads.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      let cells = row.indices.map { column in
        let padding = String(repeating: " ", count: columns[column] - row[column].count)
        return column == 0 ? row[column] + padding : padding + row[column]
      }
      return cells.joined(separator: "  ")
    }
    return lines.joined(separator: "\n")
  }
}
