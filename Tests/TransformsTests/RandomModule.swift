import RTL
import RTLTestSupport

/// Random modules in which constants are frequent: most of what can be folded occurs.
struct RandomModule {
  let builder = ModuleBuilder("random")
  private var generator: SeededGenerator
  private let maximumWidth: Int
  private var inputs: [SignalID] = []
  private var registers: [SignalID] = []
  private var outputs: [SignalID] = []
  private var pool: [ExpressionID] = []

  init(seed: UInt64, maximumWidth: Int = 70) {
    generator = SeededGenerator(seed: seed)
    self.maximumWidth = maximumWidth
  }

  mutating func build(expressions: Int, statements: Int) -> ModuleDefinition {
    for index in 0..<4 { inputs.append(builder.input("in\(index)", randomType())) }
    for index in 0..<4 { outputs.append(builder.output("out\(index)", randomType())) }
    for index in 0..<3 { registers.append(builder.register("reg\(index)", randomType())) }
    pool = (inputs + registers).map(builder.read)
    for _ in 0..<expressions { addExpression() }
    // The wires are read by expressions made after them only, so there are no loops.
    for index in 0..<2 {
      let wire = builder.wire("wire\(index)", randomType())
      builder.assign(wire, coerced(anyExpression(), to: type(of: wire)))
      pool.append(builder.read(wire))
      for _ in 0..<expressions / 4 { addExpression() }
    }
    for output in outputs { builder.assign(output, coerced(anyExpression(), to: type(of: output))) }
    addStatements(statements, depth: 0)
    nameSome()
    return builder.module
  }

  private func type(of signal: SignalID) -> SignalType { builder.module.signals[signal].type }

  mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &generator) }

  private mutating func randomType() -> SignalType {
    let width = number(below: 3) == 0 ? 1 + number(below: 3) : 1 + number(below: maximumWidth)
    return SignalType(width: width, isSigned: number(below: 2) == 0)
  }

  mutating func randomBits(_ width: Int) -> Bits {
    switch number(below: 6) {
    case 0: Bits(0, width: width)
    case 1: Bits(1, width: width)
    case 2: Bits(-1, width: width)
    case 3: Bits(number(below: 80), width: width)
    default: Bits(words: [generator.next(), generator.next()], width: width)
    }
  }

  private mutating func anyExpression() -> ExpressionID {
    // Recent ones more often, so that operations nest.
    let recent = pool.count > 8 && number(below: 2) == 0
    return recent ? pool[pool.count - 1 - number(below: 8)] : pool[number(below: pool.count)]
  }

  /// Makes an expression of a type out of any other.
  private mutating func coerced(_ id: ExpressionID, to type: SignalType) -> ExpressionID {
    var id = id
    let width = builder.module.type(of: id).width
    if width > type.width { id = builder.slice(id, number(below: width - type.width + 1), type.width) }
    if width < type.width {
      let isSigned = builder.module.type(of: id).isSigned
      id = builder.add(.extend(id), SignalType(width: type.width, isSigned: isSigned))
    }
    return builder.module.type(of: id) == type ? id : builder.add(.reinterpret(id), type)
  }

  private mutating func operand(_ type: SignalType) -> ExpressionID {
    if number(below: 4) == 0 { return builder.constant(randomBits(type.width), type) }
    return coerced(anyExpression(), to: type)
  }

  private mutating func addExpression() {
    let type = randomType()
    let unsigned = SignalType.unsigned(type.width)
    switch number(below: 12) {
    case 0...3: pool.append(randomBinary(type))
    case 4:
      let function = UnaryOperator.allCases[number(below: 5)]
      let operandType = function == .negate ? SignalType.signed(type.width) : type
      let isReduction = function != .not && function != .negate
      pool.append(builder.add(.unary(function, operand(operandType)), isReduction ? .bit : operandType))
    case 5:
      let (a, b) = (operand(type), operand(type))
      let whenFalse = number(below: 3) == 0 ? a : b
      pool.append(builder.add(.mux(condition: operand(.bit), whenTrue: a, whenFalse: whenFalse), type))
    case 6: pool.append(coerced(anyExpression(), to: unsigned))
    case 7: pool.append(randomConcatenation())
    case 8:
      let count = 1 + number(below: 3)
      pool.append(
        builder.add(.replicate(operand(type), count: UInt32(count)), .unsigned(count * type.width)))
    case 9: pool.append(coerced(anyExpression(), to: type))
    case 10:
      let index = operand(.unsigned(1 + number(below: 7)))
      pool.append(builder.add(.selectBit(operand(type), index: index), .bit))
    default: pool.append(builder.constant(randomBits(type.width), type))
    }
    // Replications and concatenations would double the widths again and again.
    if let last = pool.last, builder.module.type(of: last).width > 200 {
      pool[pool.count - 1] = coerced(last, to: type)
    }
  }

  private mutating func randomBinary(_ type: SignalType) -> ExpressionID {
    let function = BinaryOperator.allCases[number(below: BinaryOperator.allCases.count)]
    if function.isShift {
      let amount = operand(.unsigned(1 + number(below: 8)))
      return builder.add(.binary(function, operand(type), amount), type)
    }
    if function == .divide || function == .remainder {
      let isPossible = !type.isSigned || type.width > 1
      if !isPossible { return operand(type) }
      var divisor = randomBits(type.width)
      if divisor.isZero || (type.isSigned && divisor.mostSignificantBit) { divisor = Bits(1, width: type.width) }
      return builder.add(.binary(function, operand(type), builder.constant(divisor, type)), type)
    }
    let a = operand(type)
    let b = number(below: 5) == 0 ? a : operand(type)
    return builder.binary(function, a, b)
  }

  private mutating func randomConcatenation() -> ExpressionID {
    var parts: [ExpressionID] = []
    let base = anyExpression()
    let width = builder.module.type(of: base).width
    var high = width
    for _ in 0...number(below: 4) {
      // Slices next to each other are likely.
      if number(below: 2) == 0, high > 0 {
        let low = number(below: high)
        parts.append(builder.slice(base, low, high - low))
        high = low
      } else {
        parts.append(operand(randomType()))
      }
    }
    return builder.cat(parts)
  }

  private mutating func addStatements(_ count: Int, depth: Int) {
    for _ in 0..<count {
      switch number(below: depth < 4 ? 5 : 3) {
      case 0...2:
        let signals = outputs + registers
        let signal = signals[number(below: signals.count)]
        let low = number(below: type(of: signal).width)
        let width = 1 + number(below: type(of: signal).width - low)
        builder.assign(signal, low..<low + width, coerced(anyExpression(), to: .unsigned(width)))
      case 3: addWhen(count, depth: depth)
      default: addMatch(count, depth: depth)
      }
    }
  }

  private mutating func addWhen(_ count: Int, depth: Int) {
    let conditions = (0...number(below: 3)).map { _ in operand(.bit) }
    let hasOtherwise = number(below: 2) == 0
    let blocks = conditions.map { (condition: $0, block: builder.newBlock()) }
    for block in blocks { inside(block.block, count, depth) }
    let otherwise = hasOtherwise ? builder.newBlock() : nil
    if let otherwise { inside(otherwise, count, depth) }
    builder.addWhen(blocks, otherwise: otherwise)
  }

  private mutating func addMatch(_ count: Int, depth: Int) {
    let cases = 1 + number(below: 4)
    let enumeration = builder.enumeration("E", width: 2, (0..<cases).map { "case\($0)" })
    let subject = builder.add(.reinterpret(operand(.unsigned(2))), number(below: 2) == 0 ? enumeration : .unsigned(2))
    var arms: [([Int], BlockID)] = []
    for code in 0..<4 where number(below: 4) > 0 || code < cases {
      if number(below: 3) == 0, !arms.isEmpty {
        arms[arms.count - 1].0.append(code)
      } else {
        let block = builder.newBlock()
        inside(block, count, depth)
        arms.append(([code], block))
      }
    }
    let otherwise = number(below: 2) == 0 ? builder.newBlock() : nil
    if let otherwise { inside(otherwise, count, depth) }
    builder.addMatch(subject, arms, otherwise: otherwise)
  }

  private mutating func inside(_ block: BlockID, _ count: Int, _ depth: Int) {
    let outer = builder.enter(block)
    addStatements(number(below: max(count, 2)), depth: depth + 1)
    _ = builder.enter(outer)
  }

  private mutating func nameSome() {
    for index in 0..<builder.module.expressions.count where number(below: 10) == 0 {
      builder.edit { $0.expressionNames[ExpressionID(index)] = "name\(index)" }
    }
  }
}

/// A small generator with a seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
