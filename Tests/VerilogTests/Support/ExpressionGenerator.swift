import RTL

/// Makes random expressions of given types out of the signals of a module.
struct ExpressionGenerator {
  var random: SeededGenerator
  /// The widths of intermediate results.
  var widths = [1, 1, 2, 2, 3, 3, 4, 4, 5, 6]
  /// Expressions that others may use again; only what is allowed to be read.
  var pool: [ExpressionID] = []

  private mutating func width() -> Int { widths.randomElement(using: &random) ?? 1 }

  mutating func type() -> SignalType { SignalType(width: width(), isSigned: random.chance(2)) }

  /// An expression that is not a constant: folding those is not the emitter's task.
  mutating func make(_ m: ModuleSketch, _ type: SignalType, depth: Int) -> ExpressionID {
    let id = depth == 0 ? leaf(m, type) : operation(m, type, depth: depth - 1)
    if depth < 3, random.chance(4) { pool.append(id) }
    return id
  }

  /// A known expression brought to the type.
  private mutating func leaf(_ m: ModuleSketch, _ type: SignalType) -> ExpressionID {
    guard let known = pool.randomElement(using: &random) else { return m.constant(random.bits(type.width), type) }
    return adapt(m, known, to: type)
  }

  /// An expression, or a constant that does not decide what it is combined with.
  private mutating func operand(_ m: ModuleSketch, _ type: SignalType, depth: Int) -> ExpressionID {
    guard random.chance(5), type.width > 2 else { return make(m, type, depth: depth) }
    let value = Int.random(in: 1...2, using: &random)
    return m.constant(random.chance(2) || !type.isSigned ? value : -value, type)
  }

  private mutating func adapt(_ m: ModuleSketch, _ known: ExpressionID, to type: SignalType) -> ExpressionID {
    var id = known
    let width = m.type(id).width
    if width > type.width {
      let low = Int.random(in: 0...(width - type.width), using: &random)
      id = m.slice(id, low + type.width - 1, low)
    }
    if width < type.width { id = m.extend(id, type.width) }
    if m.type(id) != type { id = type.isSigned ? m.signed(id) : m.unsigned(id) }
    return id
  }

  private mutating func operation(_ m: ModuleSketch, _ type: SignalType, depth: Int) -> ExpressionID {
    if type == .bit, random.chance(2) { return bit(m, depth: depth) }
    switch Int.random(in: 0..<16, using: &random) {
    case 0...3:
      let operators: [BinaryOperator] = [.add, .subtract, .multiply, .and, .or, .xor, .add]
      let binaryOperator = operators.randomElement(using: &random) ?? .add
      let left = make(m, type, depth: depth)
      return m.binary(binaryOperator, left, operand(m, type, depth: depth))
    case 4:
      return division(m, type, depth: depth)
    case 5, 6:
      let left = make(m, type, depth: depth)
      let amount =
        random.chance(3)
        ? m.constant(Int.random(in: 0..<min(type.width, 8), using: &random), .unsigned(3))
        : make(m, .unsigned(width()), depth: min(depth, 1))
      return m.binary(random.chance(3) ? .shiftLeft : .shiftRight, left, amount)
    case 7:
      return m.unary(type.isSigned && random.chance(2) ? .negate : .not, make(m, type, depth: depth))
    case 8, 9:
      let condition = make(m, .bit, depth: depth)
      let whenTrue = make(m, type, depth: depth)
      return m.mux(condition, whenTrue, operand(m, type, depth: depth))
    case 10, 11:
      guard type.width > 1 else { return leaf(m, type) }
      let narrow = Int.random(in: 1..<type.width, using: &random)
      return m.extend(make(m, SignalType(width: narrow, isSigned: type.isSigned), depth: depth), type.width)
    case 12:
      let other = SignalType(width: type.width, isSigned: !type.isSigned)
      let inner = make(m, other, depth: depth)
      return type.isSigned ? m.signed(inner) : m.unsigned(inner)
    default:
      return type.isSigned ? m.signed(parts(m, type.width, depth: depth)) : parts(m, type.width, depth: depth)
    }
  }

  private mutating func division(_ m: ModuleSketch, _ type: SignalType, depth: Int) -> ExpressionID {
    guard type.width > (type.isSigned ? 2 : 1) else { return leaf(m, type) }
    let left = make(m, type, depth: depth)
    var divisor = random.bits(type.isSigned ? type.width - 1 : type.width).extended(to: type.width, signed: false)
    if divisor.significantBits < 2 { divisor = Bits(2, width: type.width) }
    return m.binary(random.chance(2) ? .divide : .remainder, left, m.constant(divisor, type))
  }

  /// Slices, concatenations and copies.
  private mutating func parts(_ m: ModuleSketch, _ width: Int, depth: Int) -> ExpressionID {
    if random.chance(2) || width == 1 {
      let more = Int.random(in: 0...3, using: &random)
      let low = Int.random(in: 0...more, using: &random)
      let wide = SignalType(width: width + more, isSigned: random.chance(2))
      return m.slice(make(m, wide, depth: depth), low + width - 1, low)
    }
    if random.chance(3) {
      let unit = (1...width).filter { width % $0 == 0 }.randomElement(using: &random) ?? 1
      return m.replicate(make(m, SignalType(width: unit, isSigned: random.chance(2)), depth: depth), width / unit)
    }
    let upper = Int.random(in: 1..<width, using: &random)
    let first = make(m, SignalType(width: upper, isSigned: random.chance(2)), depth: depth)
    return m.cat(first, make(m, SignalType(width: width - upper, isSigned: random.chance(2)), depth: depth))
  }

  private mutating func bit(_ m: ModuleSketch, depth: Int) -> ExpressionID {
    let operandType = type()
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return m.unary(.reduceAnd, make(m, operandType, depth: depth))
    case 1: return m.unary(.reduceOr, make(m, operandType, depth: depth))
    case 2: return m.unary(.reduceXor, make(m, operandType, depth: depth))
    case 3:
      let base = make(m, operandType, depth: depth)
      return m.select(base, make(m, .unsigned(width()), depth: min(depth, 1)))
    default:
      let comparisons: [BinaryOperator] = [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual]
      let comparison = comparisons.randomElement(using: &random) ?? .less
      let left = make(m, operandType, depth: depth)
      return m.binary(comparison, left, operand(m, operandType, depth: depth))
    }
  }
}
