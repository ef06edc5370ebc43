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
    guard leaves.count == 1 else {
      builder.report(
        MemoryDiagnostics.maskNotByNumber(name, nil, leaves.count, at: place, declared: self.place))
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
    if let lanes, leaves.count != 1, lanes.count != leaves.count {
      builder.report(
        MemoryDiagnostics.maskNotByNumber(name, lanes.count, leaves.count, at: place, declared: self.place))
      return
    }
    for (index, (leaf, memory)) in zip(visitor.leaves, leaves).enumerated() {
      guard let word = word(leaf.signal, for: memory, builder, at: place) else { return }
      let write = MemoryWrite(
        memory: memory, address: address.expression, value: word.expression, domain: builder.currentDomain,
        place: builder.definition.places.add(place)
      )
      guard let lanes else {
        builder.append(.writeMemory(write))
        continue
      }
      let ownLanes = leaves.count == 1 ? lanes[...] : lanes[index...index]
      guard builder.append(write, lanes: ownLanes) else {
        let width = builder.definition.memories[memory].type.width
        builder.report(
          MemoryDiagnostics.maskDoesNotDivide(name, lanes.count, width, at: place, declared: self.place))
        return
      }
    }
  }

  /// The value in the type of the words; nil when it does not fit, which has been reported.
  private func word(_ value: Signal, for memory: MemoryID, _ builder: ModuleBuilder, at place: Place) -> Signal? {
    guard builder.accepts(value, at: place) else { return nil }
    let type = builder.definition.memories[memory].type
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

  /// Writes each lane under the condition of its bit; false when there are no lanes of equal width.
  fileprivate func append(_ write: MemoryWrite, lanes: ArraySlice<Signal>) -> Bool {
    let width = definition.memories[write.memory].type.width
    guard !lanes.isEmpty, width % lanes.count == 0 else { return false }
    let laneWidth = width / lanes.count
    for (index, lane) in lanes.enumerated() {
      var part = write
      if lanes.count > 1 {
        let low = index * laneWidth
        part.part = low..<low + laneWidth
        part.value = add(.slice(write.value, low: UInt32(low)), .unsigned(laneWidth)).expression
      }
      let block = inNewBlock { append(.writeMemory(part)) }
      let branch = WhenStatement.Branch(condition: lane.expression, block: block, place: write.place)
      append(.when(WhenStatement(branches: [branch], otherwise: nil)))
    }
    return true
  }
}
