import RTL

/// Makes random modules with wires, registers and a memory, assigned in part and under nested conditions.
///
/// Every wire reads only inputs, registers and the wires declared before it, so that there are no loops.
final class StatementGenerator {
  private let m: ModuleSketch
  private var expressions: ExpressionGenerator
  private var wires: [SignalID] = []
  private var registers: [SignalID] = []
  /// What any expression may read.
  private var sources: [ExpressionID] = []
  private var memory = MemoryID(0)

  static func design(seed: UInt64, domain: ClockDomain = .standard) -> Design {
    let generator = StatementGenerator(seed: seed, domain: domain)
    generator.fill()
    return Design(generator.m)
  }

  private init(seed: UInt64, domain: ClockDomain) {
    m = ModuleSketch("statements_\(seed)", domain: domain)
    expressions = ExpressionGenerator(random: SeededGenerator(seed: seed))
    for index in 0..<6 { sources.append(m.input("in\(index)", expressions.type())) }
    sources.append(m.input("select", .unsigned(2)))
    for index in 0..<8 { wires.append(m.output("out\(index)", expressions.type())) }
    for index in 0..<6 { wires.append(m.wire("wire\(index)", expressions.type())) }
    for index in 0..<6 {
      let type = expressions.type()
      let reset = expressions.random.chance(3) ? nil : Int.random(in: 0..<8, using: &expressions.random)
      registers.append(m.register("register\(index)", type, reset: reset))
    }
    sources += registers.map { m.read($0) }
    memory = m.memory("words", depth: 5, .signed(4))
    wires.shuffle(using: &expressions.random)
  }

  private func fill() {
    for wire in wires where expressions.random.chance(2) { assignWhole(wire) }
    var pending = wires
    for wire in wires { if !isAssigned(wire) { assignWhole(wire) } }
    for _ in 0..<6 {
      pending.shuffle(using: &expressions.random)
      statement(depth: 2, Array(pending.prefix(3)))
    }
  }

  private func isAssigned(_ signal: SignalID) -> Bool {
    m.definition.blocks[0].statements.contains {
      if case .assign(let assignment) = $0 { return assignment.target.signal == signal }
      return false
    }
  }

  /// The position of a wire in the order in which wires may read each other.
  private func rank(_ wire: SignalID) -> Int { wire.index }

  private func allow(below limit: Int) {
    expressions.pool = sources
    for wire in wires where rank(wire) < limit { expressions.pool.append(m.read(wire)) }
  }

  private func assignWhole(_ wire: SignalID) {
    allow(below: rank(wire))
    m.assign(wire, expressions.make(m, m.definition.signals[wire].type, depth: 2))
  }

  private func assign(_ signal: SignalID) {
    allow(below: registers.contains(signal) ? .max : rank(signal))
    let type = m.definition.signals[signal].type
    if type.width > 1, expressions.random.chance(2) {
      let low = Int.random(in: 0..<type.width, using: &expressions.random)
      let width = Int.random(in: 1...(type.width - low), using: &expressions.random)
      m.assign(signal, low: low, expressions.make(m, .unsigned(width), depth: 1))
    } else {
      m.assign(signal, expressions.make(m, type, depth: 2))
    }
  }

  private func simple(_ targets: [SignalID]) {
    for target in targets where !expressions.random.chance(3) { assign(target) }
    if let register = registers.randomElement(using: &expressions.random) { assign(register) }
    if expressions.random.chance(3) {
      allow(below: .max)
      let address = expressions.make(m, .unsigned(expressions.random.chance(2) ? 3 : 2), depth: 1)
      m.write(memory, address, expressions.make(m, .signed(4), depth: 1))
    }
  }

  private func statement(depth: Int, _ targets: [SignalID]) {
    guard depth > 0 else { return simple(targets) }
    // Conditions may read only what every target within may depend on.
    let limit = targets.map(rank).min() ?? 0
    allow(below: limit)
    let condition = expressions.make(m, .bit, depth: 2)
    let second = expressions.make(m, .bit, depth: 1)
    allow(below: limit)
    let subject = expressions.make(m, .unsigned(2), depth: 1)
    switch Int.random(in: 0..<4, using: &expressions.random) {
    case 0:
      m.when((condition, { self.simple(targets) }))
    case 1:
      m.when(
        (condition, { self.statement(depth: depth - 1, targets) }), (second, { self.simple(targets) }),
        otherwise: { self.statement(depth: depth - 1, targets) })
    case 2:
      m.match(
        subject, ([0, 2], { self.statement(depth: depth - 1, targets) }), ([1], { self.simple(targets) }),
        otherwise: { self.simple(targets) })
    default:
      m.match(subject, ([3], { self.simple(targets) }), ([1], { self.statement(depth: depth - 1, targets) }))
      simple(targets)
    }
    if expressions.random.chance(2) { self.simple(targets) }
  }
}
