/// How an operand is brought to what an operation wants, in the language's own conversions.
enum Conversion: Hashable, Sendable {
  case truncated(Int)
  case extended(Int)
  case asSigned, asUnsigned
  case orReduced

  func result(of type: NumberType) -> NumberType {
    switch self {
    case .truncated(let width), .extended(let width): NumberType(width: width, isSigned: type.isSigned)
    case .asSigned: .signed(type.width)
    case .asUnsigned: .unsigned(type.width)
    case .orReduced: .bit
    }
  }
}

/// The widths, signs and conversions of one operation: what `OperatorRules` makes of a step.
struct Arrangement: Hashable, Sendable {
  /// For each operand, in the order in which they are applied.
  var conversions: [[Conversion]]
  /// The types after the conversions. A literal has the type it takes beside its peer.
  var operandTypes: [NumberType]
  /// Literals after they were made possible.
  var literals: [Int?]
  var parameters: [Int]
  var result: NumberType
}

/// The width and sign of every operation, as the language's documentation tells them, written down a second time.
enum OperatorRules {
  /// Wider operands are cut, but where they are taken to pieces.
  static let widestOperand = 200
  /// The widest result of a shift, a concatenation or a repetition.
  static let widestResult = 400

  /// - Parameters:
  ///   - types: Of the operands; nil for a literal.
  ///   - literals: The numbers of the literals; nil for the others.
  static func arrange(
    _ op: CircuitOperator, types: [NumberType?], literals: [Int?], parameters: [Int]
  ) throws(RecipeError) -> Arrangement {
    if let count = op.operandCount, types.count != count {
      throw RecipeError("\(op) takes \(count) operands, not \(types.count)")
    }
    guard !types.isEmpty, types.count <= 8 else { throw RecipeError("\(op) takes 1 to 8 operands") }
    guard parameters.count == op.parameterCount else {
      throw RecipeError("\(op) takes \(op.parameterCount) numbers, not \(parameters.count)")
    }
    let choices = op == .mux ? 1 : 0
    guard !types.contains(nil) || op.takesLiterals, types.prefix(choices).allSatisfy({ $0 != nil }),
      op == .mux || types.contains(where: { $0 != nil })
    else { throw RecipeError("\(op) takes no literal there") }
    var arranged = Arrangement(
      conversions: types.map { _ in [] }, operandTypes: types.map { $0 ?? .bit }, literals: literals,
      parameters: parameters, result: .bit)
    arranged.cutWideOperands(op, types)
    arranged.unifySigns(op, types)
    arranged.placeLiterals(op, types)
    arranged.limitParameters(op)
    arranged.result = result(op, arranged.operandTypes, arranged.parameters)
    return arranged
  }

  private static func result(_ op: CircuitOperator, _ types: [NumberType], _ parameters: [Int]) -> NumberType {
    let a = types[0]
    let b = types.count > 1 ? types[1] : a
    let common = NumberType.common(a, b)
    let n = parameters.first ?? 0
    switch op {
    case .add: return NumberType(width: common.width + 1, isSigned: common.isSigned)
    case .subtract: return .signed(common.width + 1)
    case .multiply: return NumberType(width: a.width + b.width, isSigned: a.isSigned || b.isSigned)
    case .negate: return .signed(a.width + 1)
    case .addWrapping, .subtractWrapping, .multiplyWrapping, .and, .or, .xor: return common
    case .divide, .remainder, .not, .shiftLeftKeepingWidthBy, .shiftLeftKeepingWidth, .shiftRight, .named: return a
    case .logicalAnd, .logicalOr, .logicalNot, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return .bit
    case .bit, .selectBit, .andReduced, .orReduced, .xorReduced: return .bit
    case .shiftLeftBy: return NumberType(width: a.width + n, isSigned: a.isSigned)
    case .shiftRightBy: return NumberType(width: max(a.width - n, 1), isSigned: a.isSigned)
    case .shiftLeft: return NumberType(width: a.width + (1 << b.width) - 1, isSigned: a.isSigned)
    case .mux: return .common(types[1], types[2])
    case .slice: return .unsigned(n - parameters[1] + 1)
    case .concatenate: return .unsigned(types.reduce(0) { $0 + $1.width })
    case .repetition: return .unsigned(a.width * n)
    case .truncated, .extended, .saturated: return NumberType(width: n, isSigned: a.isSigned)
    case .asSigned: return .signed(a.width)
    case .asUnsigned: return .unsigned(a.width)
    }
  }

  /// What makes a bit of a value.
  static func conversionsToBit(_ type: NumberType) -> [Conversion] {
    if type == .bit { return [] }
    return type.width == 1 ? [.asUnsigned] : [.orReduced]
  }

  /// What makes a value fit a target: nothing where the language widens it by itself.
  static func conversions(from type: NumberType, to target: NumberType) -> [Conversion] {
    if target.holds(type) { return [] }
    var conversions: [Conversion] = type.width > target.width ? [.truncated(target.width)] : []
    if type.isSigned != target.isSigned { conversions.append(target.isSigned ? .asSigned : .asUnsigned) }
    return conversions
  }
}

extension Arrangement {
  fileprivate mutating func convert(_ operand: Int, _ conversions: [Conversion]) {
    self.conversions[operand] += conversions
    for conversion in conversions { operandTypes[operand] = conversion.result(of: operandTypes[operand]) }
  }

  fileprivate mutating func cutWideOperands(_ op: CircuitOperator, _ types: [NumberType?]) {
    let limit = op == .concatenate ? OperatorRules.widestResult / types.count : OperatorRules.widestOperand
    for index in types.indices where operandTypes[index].width > limit && !op.takesWideOperands {
      convert(index, [.truncated(limit)])
    }
  }

  fileprivate mutating func unifySigns(_ op: CircuitOperator, _ types: [NumberType?]) {
    if op.takesBits {
      for index in types.indices { convert(index, OperatorRules.conversionsToBit(operandTypes[index])) }
    }
    if op == .mux { convert(0, OperatorRules.conversionsToBit(operandTypes[0])) }
    if op.countsBits, operandTypes[1].isSigned { convert(1, [.asUnsigned]) }
    if op == .shiftLeft {
      var limit = 7
      while operandTypes[0].width + (1 << limit) > OperatorRules.widestResult { limit -= 1 }
      if operandTypes[1].width > limit { convert(1, [.truncated(limit)]) }
    }
    if op.wantsOneSign, types[0] != nil, types[1] != nil, operandTypes[0].isSigned != operandTypes[1].isSigned {
      convert(1, [operandTypes[0].isSigned ? .asSigned : .asUnsigned])
    }
  }

  /// A literal of `+`, `-` and `*` has the smallest type that holds it; of all others the type of its peer, or else the smallest
  /// one of the peer's signedness.
  fileprivate mutating func placeLiterals(_ op: CircuitOperator, _ types: [NumberType?]) {
    let first = op == .mux ? 1 : 0
    for index in types.indices where types[index] == nil {
      let peer = index == first ? first + 1 : first
      var number = literals[index] ?? 0
      let adapts = op != .add && op != .subtract && op != .multiply && types[peer] != nil
      if op.wantsOneSign, !operandTypes[peer].isSigned, number < 0 { number = ~number }
      literals[index] = number
      operandTypes[index] = adapts ? Self.type(of: number, beside: operandTypes[peer]) : .smallest(number)
    }
  }

  private static func type(of literal: Int, beside peer: NumberType) -> NumberType {
    if peer.holds(literal) { return peer }
    guard peer.isSigned, literal >= 0 else { return .smallest(literal) }
    return .signed(NumberType.smallest(literal).width + 1)
  }

  fileprivate mutating func limitParameters(_ op: CircuitOperator) {
    let width = operandTypes[0].width
    func wrapped(_ number: Int, _ limit: Int) -> Int { Int(number.magnitude % UInt(limit)) }
    switch op {
    case .divide, .remainder: parameters = [max(1, Int(clamping: parameters[0].magnitude))]
    case .shiftLeftBy: parameters = [wrapped(parameters[0], OperatorRules.widestResult - width)]
    case .shiftLeftKeepingWidthBy, .shiftRightBy: parameters = [wrapped(parameters[0], width + 4)]
    case .bit: parameters = [wrapped(parameters[0], width)]
    case .slice:
      let ends = parameters.map { wrapped($0, width) }
      parameters = [max(ends[0], ends[1]), min(ends[0], ends[1])]
    case .repetition: parameters = [1 + wrapped(parameters[0], max(1, OperatorRules.widestResult / width))]
    case .truncated, .saturated: parameters = [1 + wrapped(parameters[0], width)]
    case .extended: parameters = [width + wrapped(parameters[0], 64)]
    default: break
    }
  }
}
