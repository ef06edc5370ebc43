import RTL

extension ModuleDefinition {
  /// Gives the parts of a vector signals of their own when some of its bits depend on others, as in a carry chain that is
  /// assigned bit by bit. What is no loop of bits is none of signals then: tools that look at whole signals see no loop, and
  /// no always block depends on what it drives itself.
  mutating func splitLoopedVectors(_ paths: CombinationalPaths) {
    let drivers = DriverTable(of: self)
    let candidates = signals.indices.filter { index in
      if case .register = signals[index].kind { return false }
      return drivers[SignalID(index)].contains { $0.target.width < signals[index].type.width }
    }
    if candidates.isEmpty { return }
    let graph = CombinationalGraph(self, paths)
    let isInLoop = graph.nodesInLoops()
    let looped = candidates.map { SignalID($0) }.filter { isInLoop[graph.node($0)] }
    if looped.isEmpty { return }
    var split = VectorSplit(self, looped, drivers)
    self = split.rewritten()
  }
}

/// The rewriting of a module in which some vectors are split.
private struct VectorSplit {
  private var module: ModuleDefinition
  private let vectors: [SignalID]
  /// The parts of a vector, the least significant first.
  private var parts: [SignalID: [Part]] = [:]
  private var partCount = 0

  private struct Part {
    var bits: Range<Int>
    var signal: SignalID
    /// The expression that reads it.
    var read: ExpressionID
  }

  init(_ module: ModuleDefinition, _ vectors: [SignalID], _ drivers: DriverTable) {
    self.module = module
    self.vectors = vectors
    var names = NameTable(of: module)
    for vector in vectors {
      let width = module.signals[vector].type.width
      let cuts = Set(drivers[vector].flatMap { [$0.bits.lowerBound, $0.bits.upperBound] }).union([0, width]).sorted()
      parts[vector] = zip(cuts, cuts.dropFirst()).map { low, high in
        let bits = high - low == 1 ? "\(low)" : "\(high - 1)_\(low)"
        let name = names.unique("\(module.signals[vector].name)_\(bits)")
        let place = module.signals[vector].place
        var part = SignalDefinition(name: name, type: .unsigned(high - low), kind: .wire, place: place)
        part.attributes = module.signals[vector].attributes
        self.module.signals.append(part)
        partCount += 1
        return Part(
          bits: low..<high, signal: SignalID(self.module.signals.count - 1), read: ExpressionID(partCount - 1))
      }
    }
  }

  mutating func rewritten() -> ModuleDefinition {
    makeReads()
    rewriteStatements()
    joinParts()
    return module
  }

  private func shifted(_ id: ExpressionID) -> ExpressionID { ExpressionID(id.index + partCount) }

  /// The reads of the parts come first in the arena, since what reads a vector becomes a concatenation of them.
  private mutating func makeReads() {
    let reads = vectors.flatMap { parts[$0] ?? [] }.map {
      Expression(.signal($0.signal), .unsigned($0.bits.count))
    }
    var moved = reads
    moved.reserveCapacity(reads.count + module.expressions.count)
    module.operandPool = module.operandPool.map(shifted)
    for expression in module.expressions {
      var expression = expression
      if case .signal(let signal) = expression.operation, let parts = parts[signal] {
        expression.operation = concatenation(of: parts)
      } else {
        expression.operation = shiftedOperands(expression.operation)
      }
      moved.append(expression)
    }
    module.expressions = moved
    var names: [ExpressionID: String] = [:]
    for (id, name) in module.expressionNames { names[shifted(id)] = name }
    module.expressionNames = names
  }

  private mutating func concatenation(of parts: [Part]) -> Operation {
    let start = module.operandPool.count
    module.operandPool += parts.reversed().map(\.read)
    return .concatenate(OperandList(start: start, count: parts.count))
  }

  private func shiftedOperands(_ operation: Operation) -> Operation {
    switch operation {
    case .constant, .signal, .concatenate: operation
    case .unary(let unaryOperator, let a): .unary(unaryOperator, shifted(a))
    case .binary(let binaryOperator, let a, let b): .binary(binaryOperator, shifted(a), shifted(b))
    case .mux(let condition, let a, let b):
      .mux(condition: shifted(condition), whenTrue: shifted(a), whenFalse: shifted(b))
    case .slice(let a, let low): .slice(shifted(a), low: low)
    case .replicate(let a, let count): .replicate(shifted(a), count: count)
    case .extend(let a): .extend(shifted(a))
    case .reinterpret(let a): .reinterpret(shifted(a))
    case .selectBit(let a, let index): .selectBit(shifted(a), index: shifted(index))
    case .readMemory(let memory, let address): .readMemory(memory, address: shifted(address))
    }
  }

  private mutating func rewriteStatements() {
    for block in module.blocks.indices {
      module.blocks[block].statements = module.blocks[block].statements.flatMap { rewritten($0) }
    }
  }

  private mutating func rewritten(_ statement: Statement) -> [Statement] {
    switch statement {
    case .assign(var assignment):
      assignment.value = shifted(assignment.value)
      guard let parts = parts[assignment.target.signal] else { return [.assign(assignment)] }
      let low = assignment.target.low
      return parts.filter { $0.bits.overlaps(assignment.target.range) }.map { part in
        var value = assignment.value
        if part.bits.count < assignment.target.width {
          let slice = Operation.slice(assignment.value, low: UInt32(part.bits.lowerBound - low))
          value = ExpressionID(module.expressions.count)
          module.expressions.append(Expression(slice, .unsigned(part.bits.count)))
        }
        let target = AssignmentTarget(signal: part.signal, low: 0, width: part.bits.count)
        return .assign(Assignment(target: target, value: value, place: assignment.place))
      }
    case .when(var when):
      for index in when.branches.indices { when.branches[index].condition = shifted(when.branches[index].condition) }
      return [.when(when)]
    case .match(var match):
      match.subject = shifted(match.subject)
      return [.match(match)]
    case .writeMemory(var write):
      write.address = shifted(write.address)
      write.value = shifted(write.value)
      return [.writeMemory(write)]
    case .checkRead(var check):
      check.address = shifted(check.address)
      return [.checkRead(check)]
    case .check(let check):
      return [.check(check.replacingExpressions(shifted))]
    }
  }

  /// Ports get their parts together; other vectors are gone.
  private mutating func joinParts() {
    for vector in vectors {
      if case .wire = module.signals[vector].kind { continue }
      guard let parts = parts[vector] else { continue }
      let type = module.signals[vector].type
      let operation = concatenation(of: parts)
      module.expressions.append(Expression(operation, .unsigned(type.width)))
      let target = AssignmentTarget(signal: vector, low: 0, width: type.width)
      let value = ExpressionID(module.expressions.count - 1)
      module.blocks[ModuleDefinition.body].statements.append(
        .assign(Assignment(target: target, value: value, place: .unknown)))
    }
  }
}
