import RTL

/// Returns the design with checks of its memory accesses, as a simulation runs it: reads and writes of words that do not exist,
/// and reads of words that are being written where the read forbids that.
///
/// The watched reads become checks, and writes get checks beside them. A collision is looked for among the writes of the read's
/// clock edge; what writes with another clock is not watched. Only what the top module has a clock for is checked: no port of
/// the top module is added or taken away.
public func makeMemoryChecks(_ design: Design) -> Design {
  guard design.modules.contains(where: { !$0.memories.isEmpty }) else { return design }
  var result = design
  let clocked = design.domainsOfTopClocks
  for index in design.modules.indices where !design.modules[index].memories.isEmpty {
    var maker = MemoryCheckMaker(design.modules[index], clockedDomains: clocked[index])
    maker.make()
    result.modules[index] = maker.module
  }
  result.addClocksOfChecks()
  return result
}

extension Design {
  /// For each module its domains whose clocks are ports of the top module, in all instances.
  fileprivate var domainsOfTopClocks: [[Bool]] {
    let ports = Set(top.clockPorts.map(\.name))
    var result = modules.map { [Bool](repeating: true, count: $0.domains.count) }
    result[0] = top.domains.map { ports.contains($0.domain.clock) }
    for id in modulesChildrenFirst.reversed() {
      for instance in modules[id].instances {
        for (number, domain) in instance.domains.enumerated() where !result[id.index][domain.index] {
          result[instance.module.index][number] = false
        }
      }
    }
    return result
  }

  /// Gives the modules the clocks that their checks need, and those around them. The top module has them already, perhaps by
  /// another domain of the same clock: its ports keep their order.
  fileprivate mutating func addClocksOfChecks() {
    for id in modulesChildrenFirst where id.index != 0 {
      for domain in modules[id].checkDomains { modules[id].domains[domain].usesClock = true }
      for instance in modules[id].instances {
        for (use, domain) in zip(modules[instance.module].domains, instance.domains) where use.usesClock {
          modules[id].domains[domain].usesClock = true
        }
      }
    }
  }
}

/// Makes the checks of one module.
private struct MemoryCheckMaker {
  private(set) var module: ModuleDefinition
  private let clockedDomains: [Bool]
  private var names: NameTable
  /// The writes that reads must not meet, with the wire that tells that they take place.
  private var writes: [(write: MemoryWrite, isActive: SignalID)] = []
  private var zero = ExpressionID(0)
  private var one = ExpressionID(0)

  init(_ module: ModuleDefinition, clockedDomains: [Bool]) {
    self.module = module
    self.clockedDomains = clockedDomains
    names = NameTable(of: module)
  }

  mutating func make() {
    let exclusive = exclusiveMemories()
    if !exclusive.isEmpty {
      zero = constant(Bits(0, width: 1))
      one = constant(Bits(1, width: 1))
    }
    // The wires of all writes are known before the first read is looked at.
    for block in module.blocks.indices {
      var statements: [Statement] = []
      for statement in module.blocks[block].statements {
        if case .writeMemory(let write) = statement {
          if let check = checkOfWrite(write) { statements.append(.check(check)) }
          if exclusive.contains(write.memory) { statements.append(markActive(write)) }
        }
        statements.append(statement)
      }
      module.blocks[block].statements = statements
    }
    for block in module.blocks.indices {
      module.blocks[block].statements = module.blocks[block].statements.flatMap { statement -> [Statement] in
        guard case .checkRead(let check) = statement else { return [statement] }
        return checks(of: check).map { .check($0) }
      }
    }
    let defaults = writes.map { Statement.assign(assignment(of: zero, to: $0.isActive)) }
    module.blocks[ModuleDefinition.body].statements.insert(contentsOf: defaults, at: 0)
  }

  private func exclusiveMemories() -> Set<MemoryID> {
    var result: Set<MemoryID> = []
    for block in module.blocks {
      for case .checkRead(let check) in block.statements where check.forbidsWrites { result.insert(check.memory) }
    }
    return result
  }

  // MARK: Checks

  private mutating func checkOfWrite(_ write: MemoryWrite) -> CheckStatement? {
    guard clockedDomains[write.domain.index] else { return nil }
    return inside(write.address, write.memory).map { condition in
      check(
        "write", "write to address", write.memory, write.address, beyond(write.memory), condition, write.domain,
        write.place)
    }
  }

  private mutating func checks(of read: MemoryReadCheck) -> [CheckStatement] {
    guard clockedDomains[read.domain.index] else { return [] }
    var result: [CheckStatement] = []
    let isInside = inside(read.address, read.memory)
    if let isInside {
      let beyond = beyond(read.memory)
      result.append(
        check("read", "read of address", read.memory, read.address, beyond, isInside, read.domain, read.place))
    }
    guard read.forbidsWrites, let isMet = collision(of: read) else { return result }
    var condition = unary(.not, isMet)
    if let isInside { condition = binary(.or, condition, unary(.not, isInside), .bit) }
    let ending = MessagePart.text("' while it is written")
    result.append(
      check("collision", "read of address", read.memory, read.address, ending, condition, read.domain, read.place))
    return result
  }

  private mutating func check(
    _ suffix: String, _ access: String, _ memory: MemoryID, _ address: ExpressionID, _ ending: MessagePart,
    _ condition: ExpressionID, _ domain: DomainID, _ place: PlaceID
  ) -> CheckStatement {
    let name = module.memories[memory].name
    let message: [MessagePart] = [
      .text("\(access) "), .value(address, .decimal), .text(" of memory '"), .instancePath, .text(".\(name)"), ending,
    ]
    return CheckStatement(
      kind: .memoryAccess, name: names.unique("\(name)_\(suffix)_check"), condition: condition, message: message,
      domain: domain, place: place)
  }

  private func beyond(_ memory: MemoryID) -> MessagePart {
    let depth = module.memories[memory].depth
    return .text("', which has \(depth == 1 ? "1 word" : "\(depth) words")")
  }

  /// Whether an address exists; nil when it always does.
  private mutating func inside(_ address: ExpressionID, _ memory: MemoryID) -> ExpressionID? {
    let depth = module.memories[memory].depth
    let type = module.type(of: address)
    guard type.width >= 63 || 1 << type.width > depth else { return nil }
    if let value = module.constantValue(of: address), value.significantBits < 63, Int(value.low) < depth { return nil }
    let limit = constant(Bits(depth, width: type.width))
    return binary(.less, plain(address), limit, .bit)
  }

  /// Whether a write at the edge of a read meets its word; nil when there is none.
  private mutating func collision(of read: MemoryReadCheck) -> ExpressionID? {
    let domain = module.domains[read.domain].domain
    var result: ExpressionID?
    for (write, isActive) in writes where write.memory == read.memory {
      let other = module.domains[write.domain].domain
      guard other.clock == domain.clock, other.edge == domain.edge else { continue }
      let width = max(module.type(of: read.address).width, module.type(of: write.address).width)
      let isSame = binary(.equal, widened(read.address, to: width), widened(write.address, to: width), .bit)
      let signal = append(.signal(isActive), .bit)
      let isMet = binary(.and, signal, isSame, .bit)
      result = result.map { binary(.or, $0, isMet, .bit) } ?? isMet
    }
    return result
  }

  // MARK: Wires

  /// Makes a wire that tells that a write takes place.
  private mutating func markActive(_ write: MemoryWrite) -> Statement {
    let name = names.unique("\(module.memories[write.memory].name)_is_written")
    let signal = SignalID(module.signals.count)
    module.signals.append(SignalDefinition(name: name, type: .bit, kind: .wire, place: module.places[write.place]))
    writes.append((write, signal))
    return .assign(assignment(of: one, to: signal))
  }

  private func assignment(of value: ExpressionID, to signal: SignalID) -> Assignment {
    Assignment(target: AssignmentTarget(signal: signal, low: 0, width: 1), value: value, place: .unknown)
  }

  // MARK: Expressions

  private mutating func append(_ operation: Operation, _ type: SignalType) -> ExpressionID {
    module.expressions.append(Expression(operation, type))
    return ExpressionID(module.expressions.count - 1)
  }

  private mutating func constant(_ value: Bits) -> ExpressionID {
    module.constants.append(value)
    return append(.constant(ConstantID(module.constants.count - 1)), .unsigned(value.width))
  }

  private mutating func unary(_ function: UnaryOperator, _ operand: ExpressionID) -> ExpressionID {
    append(.unary(function, operand), .bit)
  }

  private mutating func binary(
    _ function: BinaryOperator, _ left: ExpressionID, _ right: ExpressionID, _ type: SignalType
  ) -> ExpressionID {
    append(.binary(function, left, right), type)
  }

  /// An address as a plain number: it may be the code of an enumeration.
  private mutating func plain(_ address: ExpressionID) -> ExpressionID {
    let type = module.type(of: address)
    return type.enumeration == nil ? address : append(.reinterpret(address), .unsigned(type.width))
  }

  private mutating func widened(_ address: ExpressionID, to width: Int) -> ExpressionID {
    let number = plain(address)
    return module.type(of: number).width == width ? number : append(.extend(number), .unsigned(width))
  }
}
