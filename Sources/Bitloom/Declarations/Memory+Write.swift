import RTL

extension Memory {
  /// Writes a word at the clock edge, where the surrounding conditions hold.
  public func write(
    _ value: S.Value, at address: Signal, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) {
    write(value, at: address, lanes: nil, at: Place(file: fileID, line: line, column: column))
  }

  /// Writes the lanes of a word whose bits of `mask` are 1: all lanes have the same width, so that a mask as wide as the word
  /// chooses bits and one of an eighth of it bytes. Lane 0 is the lowest, and so is its bit.
  public func write(
    _ value: S.Value, at address: Signal, mask: Signal, fileID: String = #fileID, line: Int = #line,
    column: Int = #column
  ) {
    let place = Place(file: fileID, line: line, column: column)
    guard let builder = BuilderContext.builder, builder.accepts(mask, at: place) else { return }
    guard fields.count == 1 else {
      builder.report(
        MemoryDiagnostics.maskNotByNumber(name, nil, fields.count, at: place, declared: self.place))
      return
    }
    let lanes = (0..<builder.type(of: mask).width).map { builder.bit($0, of: mask) }
    write(value, at: address, lanes: lanes, at: place)
  }

  /// Writes the parts of a word whose element of `mask` is 1: the numbers of a bundle, in their declared order, or the lanes of
  /// a number, the lowest first.
  public func write(
    _ value: S.Value, at address: Signal, mask: [Signal], fileID: String = #fileID, line: Int = #line,
    column: Int = #column
  ) {
    write(value, at: address, lanes: mask, at: Place(file: fileID, line: line, column: column))
  }

  private func write(_ value: S.Value, at address: Signal, lanes: [Signal]?, at place: Place) {
    guard let builder = BuilderContext.builder, builder.accepts(address, at: place) else { return }
    for lane in lanes ?? [] {
      guard builder.accepts(lane, at: place), builder.isBit(lane, .condition(of: "mask"), at: place) else { return }
    }
    guard builder.isAddress(address, of: self, at: place) else { return }
    var visitor = LeafVisitor(path: "")
    value.visitLeaves(&visitor)
    let (given, expected) = (visitor.leaves.map(\.path), fields.map(\.path))
    guard given == expected else {
      let missing = expected.first { !given.contains($0) }
      let extra = given.first { !expected.contains($0) }
      builder.report(
        MemoryDiagnostics.differentFields(name, missing: missing, extra: extra, at: place, declared: self.place))
      return
    }
    if let lanes, fields.count != 1, lanes.count != fields.count {
      builder.report(
        MemoryDiagnostics.maskNotByNumber(name, lanes.count, fields.count, at: place, declared: self.place))
      return
    }
    var numbers: [Signal] = []
    for (leaf, field) in zip(visitor.leaves, fields) {
      guard let number = number(leaf.signal, for: field, builder, at: place) else { return }
      numbers.append(number)
    }
    let placeID = builder.definition.places.add(place)
    guard let lanes else {
      for (memory, word) in words(numbers, builder) {
        builder.append(
          .writeMemory(
            MemoryWrite(
              memory: memory, address: address.expression, value: word.expression, domain: builder.currentDomain,
              place: placeID)))
      }
      return
    }
    if let field = fields.first, let number = numbers.first, fields.count == 1 {
      guard !lanes.isEmpty, field.type.width % lanes.count == 0 else {
        builder.report(
          MemoryDiagnostics.maskDoesNotDivide(name, lanes.count, field.type.width, at: place, declared: self.place))
        return
      }
      let laneWidth = field.type.width / lanes.count
      for (index, lane) in lanes.enumerated() {
        let low = index * laneWidth
        let part =
          lanes.count == 1 ? number : builder.add(.slice(number.expression, low: UInt32(low)), .unsigned(laneWidth))
        builder.write(part, in: field.memory, at: address, from: low, when: lane, placeID)
      }
    } else {
      for (index, field) in fields.enumerated() {
        builder.write(numbers[index], in: field.memory, at: address, from: field.low, when: lanes[index], placeID)
      }
    }
  }

  /// What each memory takes.
  private func words(_ numbers: [Signal], _ builder: ModuleBuilder) -> [(memory: MemoryID, word: Signal)] {
    guard isPacked, let memory = fields.first?.memory else {
      return zip(fields, numbers).map { ($0.memory, $1) }
    }
    return [(memory, builder.concatenate(numbers.map { builder.reread($0, signed: false) }))]
  }

  /// The value in the type of the words; nil when it does not fit, which has been reported.
  private func number(_ value: Signal, for field: MemoryField, _ builder: ModuleBuilder, at place: Place) -> Signal? {
    guard builder.accepts(value, at: place) else { return nil }
    let type = field.type
    let valueType = builder.type(of: value)
    guard type.holds(valueType) else {
      let target = OperandDescription(name: name, type: type)
      builder.report(
        WidthDiagnostics.tooWide(
          target, valueType, wrapping: nil, at: place, declared: .declared("'\(name)'", at: self.place)))
      return nil
    }
    return builder.widen(value, to: type)
  }
}

extension ModuleBuilder {
  fileprivate func bit(_ index: Int, of signal: Signal) -> Signal {
    let type = type(of: signal)
    if type.width == 1, !type.isSigned { return signal }
    return add(.slice(signal.expression, low: UInt32(index)), .bit)
  }

  /// Writes bits of a word, from `low` up, while `condition` is 1.
  fileprivate func write(
    _ value: Signal, in memory: MemoryID, at address: Signal, from low: Int, when condition: Signal, _ place: PlaceID
  ) {
    let width = type(of: value).width
    let part = width < definition.memories[memory].type.width ? low..<low + width : nil
    let write = MemoryWrite(
      memory: memory, address: address.expression, value: value.expression, part: part, domain: currentDomain,
      place: place)
    let block = inNewBlock { append(.writeMemory(write)) }
    let branch = WhenStatement.Branch(condition: condition.expression, block: block, place: place)
    append(.when(WhenStatement(branches: [branch], otherwise: nil)))
  }
}
