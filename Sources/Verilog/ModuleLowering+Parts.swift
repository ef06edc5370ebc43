import RTL

// Parts of vectors, vectors put together, widened vectors and words of memories.

extension ModuleLowering {
  /// The entity that an expression is written as, if it is written as an identifier.
  func reference(_ id: ExpressionID) -> Int? {
    let wire = wireOfExpression[id.index]
    if wire >= 0 { return Int(wire) }
    switch module.expressions[id].operation {
    case .signal(let signal): return signal.index
    case .reinterpret(let operand): return reference(operand)
    default: return nil
    }
  }

  private func readPart(of entity: Int, low: Int, width: Int) -> VerilogExpression {
    if width == entities[entity].type.width {
      entities[entity].read()
      return .identifier(entities[entity].name)
    }
    entities[entity].read(low..<low + width)
    return .partSelect(.identifier(entities[entity].name), high: low + width - 1, low: low)
  }

  func lowerSlice(_ operand: ExpressionID, low: Int, width: Int) -> LoweredExpression {
    if let entity = reference(operand) {
      return LoweredExpression(tree: readPart(of: entity, low: low, width: width), isSigned: false)
    }
    return LoweredExpression(tree: cut(lower(operand).madeUnsigned.tree, low: low, width: width), isSigned: false)
  }

  /// Bits of an expression that cannot be indexed.
  func cut(_ tree: VerilogExpression, low: Int, width: Int) -> VerilogExpression {
    .sizeCast(width, low == 0 ? tree : .binary(.shiftRight, tree, .literal(String(low))))
  }

  func lowerConcatenation(_ list: OperandList) -> LoweredExpression {
    var items: [VerilogExpression] = []
    for item in module.operandPool[list.range] {
      let tree = lower(item).tree
      if case .concatenation(let inner) = tree { items += inner } else { items.append(tree) }
    }
    return LoweredExpression(tree: .concatenation(items), isSigned: false)
  }

  func lowerExtension(_ operand: ExpressionID, to width: Int) -> LoweredExpression {
    let type = module.type(of: operand)
    let missing = width - type.width
    let zeros = VerilogExpression.number(Bits(zeroOfWidth: missing), signed: false)
    if dialect == .systemVerilog, selection.isSelfDetermined(operand) || wireOfExpression[operand.index] >= 0 {
      let lowered = lower(operand)
      let cast = type.isSigned ? lowered.madeSigned : lowered.madeUnsigned
      return LoweredExpression(
        tree: .sizeCast(width, cast.tree), isSigned: type.isSigned, isSignSensitive: type.isSigned)
    }
    if !type.isSigned {
      return LoweredExpression(tree: Self.concatenation([zeros, lower(operand).tree]), isSigned: false)
    }
    if type.width == 1 { return LoweredExpression(tree: .replication(width, lower(operand).tree), isSigned: false) }
    let sign = signBit(of: operand)
    let upper = missing == 1 ? sign : .replication(missing, sign)
    return LoweredExpression(tree: .concatenation([upper, lower(operand).tree]), isSigned: false)
  }

  private static func concatenation(_ items: [VerilogExpression]) -> VerilogExpression {
    var flat: [VerilogExpression] = []
    for item in items {
      if case .concatenation(let inner) = item { flat += inner } else { flat.append(item) }
    }
    return .concatenation(flat)
  }

  /// The most significant bit of an identifier or of a part of one.
  private func signBit(of operand: ExpressionID) -> VerilogExpression {
    var top = module.type(of: operand).width - 1
    var base = operand
    while reference(base) == nil {
      switch module.expressions[base].operation {
      case .slice(let inner, let low):
        top += Int(low)
        base = inner
      case .reinterpret(let inner):
        base = inner
      default:
        assertionFailure("the operand of a signed extension has a wire")
        return lower(operand).tree
      }
    }
    guard let entity = reference(base) else { return lower(base).tree }
    return readPart(of: entity, low: top, width: 1)
  }

  // MARK: Elements

  func lowerSelection(_ base: ExpressionID, _ index: ExpressionID) -> LoweredExpression {
    guard let entity = reference(base) else {
      let shifted = VerilogExpression.binary(.shiftRight, lower(base).madeUnsigned.tree, lower(index).tree)
      return LoweredExpression(tree: .sizeCast(1, shifted), isSigned: false)
    }
    entities[entity].read()
    let name = VerilogExpression.identifier(entities[entity].name)
    let width = entities[entity].type.width
    let element = width == 1 ? name : .bitSelect(name, index: lowerIndex(index, elements: width))
    guard let isInside = lowerGuard(index, elements: width) else {
      return LoweredExpression(tree: element, isSigned: false)
    }
    return LoweredExpression(tree: .binary(.logicalAnd, isInside, element), isSigned: false)
  }

  func lowerMemoryRead(
    _ memory: MemoryID, _ address: ExpressionID, _ type: SignalType
  ) -> LoweredExpression {
    let word = self.word(of: memory, at: address)
    entities[entity(of: memory)].read()
    guard let isInside = lowerGuard(address, elements: module.memories[memory].depth) else {
      return LoweredExpression(tree: word, isSigned: type.isSigned)
    }
    let zero = VerilogExpression.number(Bits(zeroOfWidth: type.width), signed: type.isSigned)
    return LoweredExpression(tree: .conditional(isInside, word, zero), isSigned: type.isSigned)
  }

  func word(of memory: MemoryID, at address: ExpressionID) -> VerilogExpression {
    let name = VerilogExpression.identifier(module.memories[memory].name)
    let depth = module.memories[memory].depth
    return depth == 1 ? name : .bitSelect(name, index: lowerIndex(address, elements: depth))
  }

  /// The index in as many bits as it takes to count the elements. Verilog takes a signed one for a number that may be negative,
  /// so the bits of a signed signal are named as such.
  func lowerIndex(_ index: ExpressionID, elements: Int) -> VerilogExpression {
    let indexWidth = module.type(of: index).width
    let form = IndexForm(indexWidth: indexWidth, elements: elements)
    if let value = module.constantValue(of: index), wireOfExpression[index.index] < 0 {
      return .number(value.resized(to: form.width, signed: false), signed: false)
    }
    if form.isCut { return lowerSlice(index, low: 0, width: form.width).tree }
    let whole = form.isWidened ? lowerExtension(index, to: form.width) : lower(index)
    return whole.madeUnsigned.tree
  }

  /// The condition under which an index picks an element; nil when it always does.
  func lowerGuard(_ index: ExpressionID, elements: Int) -> VerilogExpression? {
    let width = module.type(of: index).width
    guard IndexForm(indexWidth: width, elements: elements).needsGuard else { return nil }
    if let value = module.constantValue(of: index), let number = value.int(signed: false), number < elements {
      return nil
    }
    let lowered = lower(index)
    if width == 1 { return .unary(.logicalNot, lowered.tree) }
    if elements == 1 {
      return .binary(.equal, lowered.tree, .number(Bits(zeroOfWidth: width), signed: false))
    }
    return .binary(.less, lowered.madeUnsigned.tree, .number(Bits(elements, width: width), signed: false))
  }
}
