import RTL
import Simulation
import Testing

/// Statements made at random, and what they drive bit by bit: an interpreter for comparison.
private struct RandomStatements {
  indirect enum Node {
    case assign(signal: Int, low: Int, value: Source, width: Int)
    case when([(condition: Source, body: [Node])], otherwise: [Node]?)
    case match(Source, [(codes: [Int], body: [Node])], otherwise: [Node]?)
  }

  /// Bits of an input.
  struct Source {
    var input: Int
    var low: Int
    var width: Int
  }

  static let inputWidths = [1, 3, 8, 8]
  /// Two wires with a default, then two registers.
  static let targetWidths = [8, 5, 8, 3]
  static let wireCount = 2

  var randomness: Randomness

  mutating func below(_ limit: Int) -> Int { Int(randomness.next() % UInt64(limit)) }

  mutating func source(width: Int) -> Source {
    let input = width <= 1 ? below(4) : width <= 3 ? 1 + below(3) : 2 + below(2)
    return Source(input: input, low: below(Self.inputWidths[input] - width + 1), width: width)
  }

  mutating func block(depth: Int) -> [Node] {
    (0..<1 + below(3)).map { _ in node(depth: depth) }
  }

  mutating func node(depth: Int) -> Node {
    let kind = depth == 0 ? 0 : below(4)
    if kind < 2 {
      let signal = below(4)
      let total = Self.targetWidths[signal]
      let width = below(2) == 0 ? total : 1 + below(total)
      let low = below(total - width + 1)
      return .assign(signal: signal, low: low, value: source(width: width), width: width)
    }
    if kind == 2 {
      let branches = (0..<1 + below(3)).map { _ in (source(width: 1), block(depth: depth - 1)) }
      return .when(branches, otherwise: below(2) == 0 ? block(depth: depth - 1) : nil)
    }
    let width = 1 + below(3)
    var codes = Array(0..<1 << width)
    codes.shuffle(using: &randomness)
    var arms: [(codes: [Int], body: [Node])] = []
    while !codes.isEmpty, below(4) > 0 {
      let count = 1 + below(min(codes.count, 3))
      arms.append((Array(codes.prefix(count)), block(depth: depth - 1)))
      codes.removeFirst(count)
    }
    return .match(source(width: width), arms, otherwise: below(2) == 0 ? block(depth: depth - 1) : nil)
  }

  // MARK: As a module

  static func emit(_ nodes: [Node], _ b: inout DesignBuilder, _ inputs: [SignalID], _ targets: [SignalID]) {
    func read(_ source: Source, _ b: inout DesignBuilder) -> ExpressionID {
      b.slice(b.read(inputs[source.input]), low: source.low, width: source.width)
    }
    for node in nodes {
      switch node {
      case .assign(let signal, let low, let value, let width):
        b.assign(targets[signal], low: low, width: width, read(value, &b))
      case .when(let branches, let otherwise):
        let made = branches.map { branch in
          (read(branch.condition, &b), { (b: inout DesignBuilder) in emit(branch.body, &b, inputs, targets) })
        }
        b.when(made, otherwise: otherwise.map { body in { b in emit(body, &b, inputs, targets) } })
      case .match(let subject, let arms, let otherwise):
        let made = arms.map { arm in (arm.codes, { (b: inout DesignBuilder) in emit(arm.body, &b, inputs, targets) }) }
        b.match(read(subject, &b), made, otherwise: otherwise.map { body in { b in emit(body, &b, inputs, targets) } })
      }
    }
  }

  // MARK: Executed

  static func execute(_ nodes: [Node], _ inputs: [Int], _ values: inout [Int]) {
    func read(_ source: Source) -> Int { inputs[source.input] >> source.low & ((1 << source.width) - 1) }
    for node in nodes {
      switch node {
      case .assign(let signal, let low, let value, let width):
        let mask = ((1 << width) - 1) << low
        values[signal] = values[signal] & ~mask | read(value) << low
      case .when(let branches, let otherwise):
        if let taken = branches.first(where: { read($0.condition) == 1 }) {
          execute(taken.body, inputs, &values)
        } else if let otherwise {
          execute(otherwise, inputs, &values)
        }
      case .match(let subject, let arms, let otherwise):
        let code = read(subject)
        if let taken = arms.first(where: { $0.codes.contains(code) }) {
          execute(taken.body, inputs, &values)
        } else if let otherwise {
          execute(otherwise, inputs, &values)
        }
      }
    }
  }
}

@Test(arguments: 0..<200) func laterStatementsOverrideEarlierOnes(seed: UInt64) throws {
  typealias Statements = RandomStatements
  var random = Statements(randomness: Randomness(seed: seed))
  let nodes = (0..<4).flatMap { _ in random.block(depth: 3) }
  var b = DesignBuilder()
  let inputs = Statements.inputWidths.enumerated().map { b.input("in\($0)", .unsigned($1)) }
  let outputs = Statements.targetWidths.enumerated().map { b.output("out\($0)", .unsigned($1)) }
  let targets = Statements.targetWidths.enumerated().map { index, width in
    index < Statements.wireCount
      ? b.wire("wire\(index)", .unsigned(width)) : b.register("register\(index)", .unsigned(width))
  }
  for wire in targets.prefix(Statements.wireCount) {
    b.assign(wire, b.constant(0, b.module.signals[wire].type))
  }
  Statements.emit(nodes, &b, inputs, targets)
  for (output, target) in zip(outputs, targets) { b.assign(output, b.read(target)) }

  let simulator = try NativeSimulator(b.design())
  var registers = [0, 0]
  for cycle in 0..<30 {
    let values = Statements.inputWidths.map { random.below(1 << $0) }
    for (port, value) in values.enumerated() { simulator.writeWord(port, UInt64(value)) }
    var driven = [0, 0] + registers
    Statements.execute(nodes, values, &driven)
    let expected: [Int] = Array(driven.prefix(2)) + registers
    let read: [Int] = (0..<4).map { Int(simulator.readWord(4 + $0)) }
    #expect(read == expected, "cycle \(cycle), seed \(seed)")
    registers = Array(driven.suffix(2))
    simulator.step(1)
  }
}

@Test func anExpressionReadsTheFinalValueOfAWire() throws {
  var b = DesignBuilder()
  let a = b.input("a", .unsigned(4))
  let y = b.output("y", .unsigned(4))
  let wire = b.wire("wire", .unsigned(4))
  b.assign(y, b.read(wire))
  b.assign(wire, b.constant(0, .unsigned(4)))
  b.assign(wire, b.read(a))
  let simulator = try NativeSimulator(b.design())
  simulator.writeWord(0, 9)
  #expect(simulator.readWord(1) == 9)
}
