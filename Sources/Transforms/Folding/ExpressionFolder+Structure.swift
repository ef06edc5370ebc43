import RTL

// Rules for taking bits apart and putting them together.

extension ExpressionFolder {
  mutating func simplifiedSlice(of a: ExpressionID, low: Int, _ type: SignalType) -> Result {
    let width = type.width
    if width == new.type(of: a).width { return reuse(a, as: type) }
    if let value = new.constantValue(of: a) { return .value(value.slice(low: low, width: width)) }
    switch operation(of: a) {
    case .slice(let inner, let offset): return .operation(.slice(inner, low: offset + UInt32(low)))
    case .reinterpret(let inner): return .operation(.slice(inner, low: UInt32(low)))
    case .extend(let inner): return simplifiedSlice(ofExtended: inner, low: low, type)
    case .replicate(let inner, _):
      let copy = new.type(of: inner).width
      let offset = low % copy
      if offset + width <= copy { return .operation(.slice(inner, low: UInt32(offset))) }
      let isWhole = offset == 0 && width % copy == 0
      return isWhole ? .operation(.replicate(inner, count: UInt32(width / copy))) : .unchanged
    case .concatenate(let list): return simplifiedSlice(ofParts: list, low: low, type)
    default: return .unchanged
    }
  }

  private mutating func simplifiedSlice(ofExtended inner: ExpressionID, low: Int, _ type: SignalType) -> Result {
    let innerType = new.type(of: inner)
    if low + type.width <= innerType.width { return .operation(.slice(inner, low: UInt32(low))) }
    if low == 0 {
      if !innerType.isSigned { return .operation(.extend(inner)) }
      return .operation(.reinterpret(fold(.extend(inner), .signed(type.width))))
    }
    if low < innerType.width { return .unchanged }
    if !innerType.isSigned { return .value(Bits(zeroOfWidth: type.width)) }
    return type.width == 1 ? .operation(.slice(inner, low: UInt32(innerType.width - 1))) : .unchanged
  }

  /// A slice within one part of a concatenation, or of a few whole parts.
  private mutating func simplifiedSlice(ofParts list: OperandList, low: Int, _ type: SignalType) -> Result {
    let high = low + type.width
    var offset = 0
    var chosen: [ExpressionID] = []
    for index in list.range.reversed() {
      let part = new.operandPool[index]
      let end = offset + new.type(of: part).width
      if offset <= low, high <= end { return .operation(.slice(part, low: UInt32(low - offset))) }
      if end > low {
        // Long lists stay: slices of them, each with a list of its own, could take quadratic space.
        if offset < low || end > high || chosen.count == 8 { return .unchanged }
        chosen.append(part)
      }
      offset = end
      if offset == high { break }
    }
    return .existing(foldConcatenation(chosen.reversed(), type))
  }

  func simplifiedReplication(of a: ExpressionID, count: Int, _ type: SignalType) -> Result {
    if count == 1 { return reuse(a, as: type) }
    return new.constantValue(of: a).map { .value($0.replicated(count)) } ?? .unchanged
  }

  func simplifiedExtension(of a: ExpressionID, _ type: SignalType) -> Result {
    if new.type(of: a).width == type.width { return reuse(a, as: type) }
    if let value = new.constantValue(of: a) {
      return .value(value.extended(to: type.width, signed: new.type(of: a).isSigned))
    }
    if case .extend(let inner)? = operation(of: a) { return .operation(.extend(inner)) }
    return .unchanged
  }

  func simplifiedReinterpretation(of a: ExpressionID, _ type: SignalType) -> Result {
    if new.type(of: a) == type { return .existing(a) }
    if let value = new.constantValue(of: a) { return .value(value) }
    if case .reinterpret(let inner)? = operation(of: a) { return .operation(.reinterpret(inner)) }
    return .unchanged
  }

  func simplifiedSelection(from a: ExpressionID, index: ExpressionID, _ type: SignalType) -> Result {
    guard let bit = amount(index) else { return .unchanged }
    let exists = bit < new.type(of: a).width
    return exists ? .operation(.slice(a, low: UInt32(bit))) : .value(Bits(zeroOfWidth: 1))
  }

  /// The parts of a concatenation, with neighbouring slices of one expression made one.
  mutating func mergingAdjacentSlices(_ parts: [ExpressionID]) -> [ExpressionID] {
    var result: [ExpressionID] = []
    var index = 0
    while index < parts.count {
      let (base, firstLow) = slice(parts[index])
      var width = new.type(of: parts[index]).width
      var low = firstLow
      var next = index + 1
      while next < parts.count {
        let (otherBase, otherLow) = slice(parts[next])
        let otherWidth = new.type(of: parts[next]).width
        if otherLow + otherWidth != low || !isSame(base, otherBase) { break }
        low = otherLow
        width += otherWidth
        next += 1
      }
      let isMerged = next > index + 1
      result.append(isMerged ? fold(.slice(base, low: UInt32(low)), .unsigned(width)) : parts[index])
      index = next
    }
    return result
  }

  /// What a part is a slice of, and from which bit; itself when it is none.
  private func slice(_ part: ExpressionID) -> (base: ExpressionID, low: Int) {
    guard case .slice(let base, let low)? = operation(of: part) else { return (part, 0) }
    return (base, Int(low))
  }

  func concatenatedConstants(_ parts: [ExpressionID]) -> Bits? {
    guard var result = parts.last.flatMap({ new.constantValue(of: $0) }) else { return nil }
    for part in parts.dropLast().reversed() {
      guard let value = new.constantValue(of: part) else { return nil }
      result = value.concatenated(with: result)
    }
    return result
  }
}
