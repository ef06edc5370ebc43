extension OperatorCoverage {
  /// Every kind of step, statement, clock and memory that circuits are made of.
  public static let allKinds = [
    "input", "output", "constant", "constant of bits", "register", "register without reset", "register array",
    "state register", "comparison of a state", "wire", "element of an array", "instance", "inlined instance",
    "hierarchy",
    "module used twice", "instance in another domain", "assignment", "partial assignment", "assignment of an element",
    "assignment of a bit by index", "assignment of a part by index", "increment", "when", "elseWhen", "otherwise",
    "match",
    "assignment of a case", "mux of cases", "memory", "memory with contents", "memory read", "memory write",
    "memory write with mask", "memory read of latency 1", "memory read of latency 2", "read during write old",
    "read during write old with enable", "read during write new", "read during write new with enable",
    "read during write undefined", "read during write undefined with enable", "memory written in another domain",
    "memory with two clocks", "reset none", "reset synchronous", "reset asynchronous", "reset active low",
    "rising edge",
    "falling edge", "several clocks", "domains with one clock", "both edges of one clock", "a clock that rests",
    "synchroniser", "crossing held still", "register with clock enable", "instance with clock enable",
    "statements with clock enable", "memory read with clock enable",
  ]

  /// What a run over many circuits should have had and did not: operators by width and sign of their operands, operators with
  /// numbers of Swift, and kinds of steps.
  public var missing: [String] {
    CircuitOperator.allCases.flatMap { missing($0) } + Self.allKinds.filter { kinds[$0] == nil }
  }

  private func missing(_ op: CircuitOperator) -> [String] {
    var missing: [String] = []
    let widths: [WidthClass] = op.takesBits ? [.bit] : WidthClass.allCases.filter { $0 != .beyond }
    for width in widths {
      for signs in Signs.allCases where Self.isPossible(op, signs) && cells[Cell(op, width, signs)] == nil {
        missing.append("\(op.rawValue) of \(width.rawValue) bits, \(signs.rawValue)")
      }
    }
    if op.takesWideOperands, count(of: op, .beyond) == 0 { missing.append("\(op.rawValue) of more than 200 bits") }
    if op.takesLiterals, literals[op] == nil { missing.append("\(op.rawValue) with a number of Swift") }
    return missing
  }

  /// Whether an operator can have operands of these signs.
  static func isPossible(_ op: CircuitOperator, _ signs: Signs) -> Bool {
    switch signs {
    case .unsigned: true
    case .signed: !op.takesBits
    case .mixed: (op.operandCount ?? 2) >= 2 && !op.countsBits && !op.wantsOneSign && !op.takesBits
    }
  }

  /// A line for each kind of step with how often it occurred.
  public var kindTable: String {
    let width = Self.allKinds.map(\.count).max() ?? 0
    return Self.allKinds.map { kind in
      kind + String(repeating: " ", count: width - kind.count) + "  \(kinds[kind] ?? 0)"
    }.joined(separator: "\n")
  }
}
