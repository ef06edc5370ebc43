extension DesignParser {
  // MARK: Expressions

  mutating func parseExpressions() throws(DesignError) {
    while case .expression(let number) = token.kind {
      guard number == module.expressions.count else {
        throw error("the next expression is '%\(module.expressions.count)', not '%\(number)'")
      }
      advance()
      try expect("=")
      let operation = try operation()
      try expect(":")
      let type = try type()
      if case .constant(let id) = operation, module.constants[id].width != type.width {
        throw error("a constant of \(module.constants[id].width) bits cannot have the type \(type)")
      }
      module.expressions.append(Expression(operation, type))
      if take("named") { module.expressionNames[ExpressionID(number)] = try name("a name") }
    }
  }

  private static let unaryOperators = Dictionary(
    uniqueKeysWithValues: UnaryOperator.allCases.map { ("\($0)", $0) })
  private static let binaryOperators = Dictionary(
    uniqueKeysWithValues: BinaryOperator.allCases.map { ("\($0)", $0) })

  private mutating func operation() throws(DesignError) -> Operation {
    guard case .word(let word) = token.kind else { throw unexpected("an operation such as 'add'") }
    let start = token
    advance()
    if let function = Self.unaryOperators[word] { return .unary(function, try expression()) }
    if let function = Self.binaryOperators[word] {
      let left = try expression()
      try expect(",")
      return .binary(function, left, try expression())
    }
    switch word {
    case "constant": return .constant(try constant())
    case "signal": return .signal(try signal())
    case "mux":
      let condition = try expression()
      try expect(",")
      let whenTrue = try expression()
      try expect(",")
      return .mux(condition: condition, whenTrue: whenTrue, whenFalse: try expression())
    case "slice":
      let base = try expression()
      try expect("from")
      return .slice(base, low: UInt32(try number(0...SignalType.maximumWidth, "the lowest bit")))
    case "concatenate":
      var operands = [try expression()]
      while take(",") { operands.append(try expression()) }
      let list = OperandList(start: module.operandPool.count, count: operands.count)
      module.operandPool += operands
      return .concatenate(list)
    case "replicate":
      let base = try expression()
      try expect("times")
      return .replicate(base, count: UInt32(try number(1...SignalType.maximumWidth, "a count")))
    case "extend": return .extend(try expression())
    case "reinterpret": return .reinterpret(try expression())
    case "select":
      let base = try expression()
      try expect("at")
      return .selectBit(base, index: try expression())
    case "read":
      let memory = try memory()
      try expect("at")
      return .readMemory(memory, address: try expression())
    default: throw error("there is no operation '\(word)'", at: start)
    }
  }

  private mutating func constant() throws(DesignError) -> ConstantID {
    guard case .bits(let bits) = token.kind else { throw unexpected("a literal such as 8'hff") }
    advance()
    module.constants.append(bits)
    return ConstantID(module.constants.count - 1)
  }

  // MARK: Statements

  /// A statement whose blocks are being read.
  private enum Open {
    case when(WhenStatement, inOtherwise: Bool)
    case match(MatchStatement, inOtherwise: Bool)
  }

  /// Without recursion: a text may nest as deep as it is long.
  mutating func parseBody() throws(DesignError) {
    try expect("{")
    var block = ModuleDefinition.body
    var open: [(statement: Open, block: BlockID)] = []
    while true {
      guard isNext("}") else {
        if take("when") {
          let condition = try expression()
          let place = module.places.add(try place())
          try expect("{")
          let inner = newBlock()
          let when = WhenStatement(branches: [.init(condition: condition, block: inner, place: place)], otherwise: nil)
          open.append((.when(when, inOtherwise: false), block))
          block = inner
        } else if take("match") {
          let subject = try expression()
          let place = module.places.add(try place())
          try expect("{")
          let match = MatchStatement(subject: subject, arms: [], otherwise: nil, place: place)
          open.append((.match(match, inOtherwise: false), block))
          guard let inner = try nextArm(of: &open) else {
            block = close(&open)
            continue
          }
          block = inner
        } else {
          let statement = try simpleStatement()
          module.blocks[block].statements.append(statement)
        }
        continue
      }
      advance()
      guard let last = open.last else { return }
      switch last.statement {
      case .when:
        if let inner = try nextBranch(of: &open) { block = inner } else { block = close(&open) }
      case .match:
        if let inner = try nextArm(of: &open) { block = inner } else { block = close(&open) }
      }
    }
  }

  private mutating func newBlock() -> BlockID {
    module.blocks.append(Block())
    return BlockID(module.blocks.count - 1)
  }

  /// Puts the innermost open statement where it stands, and returns the block around it.
  private mutating func close(_ open: inout [(statement: Open, block: BlockID)]) -> BlockID {
    guard let (statement, block) = open.popLast() else { return ModuleDefinition.body }
    switch statement {
    case .when(let when, _): module.blocks[block].statements.append(.when(when))
    case .match(let match, _): module.blocks[block].statements.append(.match(match))
    }
    return block
  }

  /// The block of the `else` that follows; nil when none does.
  private mutating func nextBranch(
    of open: inout [(statement: Open, block: BlockID)]
  ) throws(DesignError) -> BlockID? {
    guard case .when(var when, let inOtherwise) = open[open.count - 1].statement, !inOtherwise, take("else") else {
      return nil
    }
    let isLast = !take("when")
    if isLast {
      try expect("{")
      let inner = newBlock()
      when.otherwise = inner
      open[open.count - 1].statement = .when(when, inOtherwise: true)
      return inner
    }
    let condition = try expression()
    let place = module.places.add(try place())
    try expect("{")
    let inner = newBlock()
    when.branches.append(.init(condition: condition, block: inner, place: place))
    open[open.count - 1].statement = .when(when, inOtherwise: false)
    return inner
  }

  /// The block of the next arm of a match; nil at the end of the match.
  private mutating func nextArm(
    of open: inout [(statement: Open, block: BlockID)]
  ) throws(DesignError) -> BlockID? {
    guard case .match(var match, let inOtherwise) = open[open.count - 1].statement else { return nil }
    if take("}") { return nil }
    if inOtherwise { throw unexpected("'}': 'otherwise' ends a match") }
    if take("otherwise") {
      try expect("{")
      let inner = newBlock()
      match.otherwise = inner
      open[open.count - 1].statement = .match(match, inOtherwise: true)
      return inner
    }
    try expect("case", or: "'case', 'otherwise' or '}'")
    let width = module.type(of: match.subject).width
    var patterns = [try bits(width, "a pattern")]
    while take(",") { patterns.append(try bits(width, "a pattern")) }
    try expect("{")
    let inner = newBlock()
    match.arms.append(.init(patterns: patterns, block: inner))
    open[open.count - 1].statement = .match(match, inOtherwise: false)
    return inner
  }

  private mutating func simpleStatement() throws(DesignError) -> Statement {
    if isNext("write") { return .writeMemory(try memoryWrite()) }
    if isNext("check") { return .checkRead(try readCheck()) }
    for kind in CheckStatement.Kind.allCases where isNext(kind.rawValue) { return .check(try check(kind)) }
    let target = try signal()
    let width = module.signals[target].type.width
    let part = try part(of: width) ?? 0..<width
    try expect("<=")
    let value = try expression()
    let place = module.places.add(try place())
    let destination = AssignmentTarget(signal: target, low: part.lowerBound, width: part.count)
    return .assign(Assignment(target: destination, value: value, place: place))
  }

  private mutating func memoryWrite() throws(DesignError) -> MemoryWrite {
    advance()
    let memory = try memory()
    try expect("at")
    let address = try expression()
    let part = try part(of: module.memories[memory].type.width)
    try expect("<=")
    let value = try expression()
    let domain = take("domain") ? try domain() : .own
    let place = module.places.add(try place())
    return MemoryWrite(memory: memory, address: address, value: value, part: part, domain: domain, place: place)
  }

  private mutating func readCheck() throws(DesignError) -> MemoryReadCheck {
    advance()
    let memory = try memory()
    try expect("at")
    let address = try expression()
    let forbidsWrites = take("exclusive")
    let domain = take("domain") ? try domain() : .own
    let place = module.places.add(try place())
    return MemoryReadCheck(
      memory: memory, address: address, forbidsWrites: forbidsWrites, domain: domain, place: place)
  }

  /// `assert in_range %3 message { "count is ", %2, " of ", %1 hexadecimal }`.
  private mutating func check(_ kind: CheckStatement.Kind) throws(DesignError) -> CheckStatement {
    advance()
    let name = try name("the name of the check")
    let condition = kind == .display ? nil : try expression()
    try expect("message")
    try expect("{")
    var message: [MessagePart] = []
    if !isNext("}") {
      repeat { message.append(try messagePart()) } while take(",")
    }
    try expect("}")
    let domain = take("domain") ? try domain() : .own
    let place = module.places.add(try place())
    return CheckStatement(
      kind: kind, name: name, condition: condition, message: message, domain: domain, place: place)
  }

  private mutating func messagePart() throws(DesignError) -> MessagePart {
    if case .quoted(let text) = token.kind {
      advance()
      return .text(text)
    }
    if take("path") { return .instancePath }
    let value = try expression()
    if take("hexadecimal") { return .value(value, .hexadecimal) }
    if take("binary") { return .value(value, .binary) }
    guard take("fixed") else { return .value(value, .decimal) }
    let isNegative = take("minus")
    let fraction = try number(0...SignalType.maximumWidth, "the number of bits behind the point")
    return .value(value, .fixed(fraction: isNegative ? -fraction : fraction))
  }

  /// `[4 width 2]`: two bits, the lower one being bit 4.
  private mutating func part(of width: Int) throws(DesignError) -> Range<Int>? {
    guard take("[") else { return nil }
    let low = try number(0...width - 1, "the lowest bit")
    try expect("width")
    let count = try number(1...width - low, "the width")
    try expect("]")
    return low..<low + count
  }
}
