import RTL

/// A choice among signals by an index that has been checked.
struct ElementSelection {
  var elements: [Signal]
  var index: Signal

  /// Equal choices are made once.
  struct Key: Hashable {
    private let elements: [UInt32]
    private let index: UInt32

    init(_ selection: ElementSelection) {
      elements = selection.elements.map(\.id)
      index = selection.index.id
    }
  }
}

/// What the module under construction has of choices among signals: the wires that hold what was chosen.
struct ElementSelections {
  private(set) var wires: [ElementSelection.Key: Signal] = [:]
  /// In the order in which they were made.
  private(set) var made: [(wire: SignalID, selection: ElementSelection)] = []
  private var indexOfWire: [SignalID: Int] = [:]

  subscript(wire: SignalID) -> ElementSelection? { indexOfWire[wire].map { made[$0].selection } }

  mutating func add(_ selection: ElementSelection, _ wire: SignalID, _ signal: Signal) {
    wires[ElementSelection.Key(selection)] = signal
    indexOfWire[wire] = made.count
    made.append((wire, selection))
  }
}

extension Signal {
  @usableFromInline @inline(never)
  static func element(of elements: [Signal], at index: Signal) -> Signal {
    guard let builder = BuilderContext.builder else { return .poison }
    guard let selection = builder.selection(of: elements, at: index) else { return .poison }
    return builder.element(selection)
  }
}

extension ModuleBuilder {
  /// The choice among `elements` by `index`; nil when it is impossible, which has been reported.
  func selection(of elements: [Signal], at index: Signal) -> ElementSelection? {
    guard accepts(index), elements.allSatisfy({ accepts($0) }) else { return nil }
    let selection = ElementSelection(elements: elements, index: index)
    let array = arraySpelling(of: elements)
    guard !elements.isEmpty else {
      report(SliceDiagnostics.emptyArray(at: .caller))
      return nil
    }
    let indexType = type(of: index)
    guard !indexType.isSigned else {
      report(SignDiagnostics.signedIndex(array, describe(index), at: .caller))
      return nil
    }
    if let value = definition.constantValue(of: index.expression) {
      if let number = value.int(signed: false), number < elements.count { return selection }
      let number = value.decimalString(signed: false)
      report(SliceDiagnostics.elementOutOfRange(array, number, elements.count, at: .caller))
      return nil
    }
    guard indexType.width >= 32 || 1 << indexType.width >= elements.count else {
      report(SliceDiagnostics.indexTooNarrow(array, describe(index), elements.count, at: .caller))
      return nil
    }
    return selection
  }

  /// What is chosen, in a wire that one match drives. Its final name is given when all of the module is known.
  func element(_ selection: ElementSelection) -> Signal {
    if let known = elementSelections.wires[ElementSelection.Key(selection)] { return known }
    let types = selection.elements.map { type(of: $0) }
    let common = types.dropFirst().reduce(types[0]) { $0 == $1 ? $0 : SignalType.common($0, $1) }
    // The type is that of all elements, also where the index tells which of them it is.
    if let number = definition.constantValue(of: selection.index.expression)?.int(signed: false),
      types[number] == common
    {
      return selection.elements[number]
    }
    guard isWidth(common.width) else { return .poison }
    let place = callerPlace()
    let description = "\(arraySpelling(of: selection.elements))[\(indexSpelling(of: selection.index))]"
    let wire = addSignal(description, common, .wire, at: definition.places[place])
    guard case .signal(let id) = operation(of: wire) else { return .poison }
    elementSelections.add(selection, id, wire)
    let outer = currentBlock
    currentBlock = ModuleDefinition.body
    let blocks = selection.elements.map { element in
      inNewBlock { drive(wire, widen(element, to: common).expression, in: currentBlock, at: place) }
    }
    let zero = constant(Bits(zeroOfWidth: common.width), common)
    let otherwise = inNewBlock { drive(wire, zero.expression, in: currentBlock, at: place) }
    appendMatch(selection, blocks, otherwise: otherwise, at: place)
    currentBlock = outer
    return wire
  }

  /// Appends a match with a block for each element. What holds beyond the end is left out where nothing is beyond it.
  func appendMatch(_ selection: ElementSelection, _ blocks: [BlockID], otherwise: BlockID?, at place: PlaceID) {
    let width = type(of: selection.index).width
    let arms = blocks.enumerated().map { number, block in
      MatchStatement.Arm(patterns: [Bits(number, width: width)], block: block)
    }
    let isComplete = width < 32 && 1 << width == blocks.count
    // The index may be an enumeration's code: its cases say nothing about the elements.
    let index = reread(selection.index, signed: false)
    append(
      .match(
        MatchStatement(
          subject: index.expression, arms: arms, otherwise: isComplete ? nil : otherwise, place: place)))
  }

  // MARK: Driving

  /// The signals of which one is driven where `target` is, with the index that chooses; nil for a signal of its own.
  func drivenSelection(_ target: Signal) -> ElementSelection? {
    switch operation(of: target) {
    case .signal(let signal):
      return elementSelections[signal]
    case .slice(let base, let low):
      guard var selection = drivenSelection(Signal(id: base.raw, owner: owner)) else { return nil }
      let type = type(of: target)
      selection.elements = selection.elements.map { add(.slice($0.expression, low: low), type) }
      return selection
    case .selectBit(let base, let index):
      let vector = Signal(id: base.raw, owner: owner)
      let index = Signal(id: index.raw, owner: owner)
      let (width, indexWidth) = (type(of: vector).width, type(of: index).width)
      let count = indexWidth < 20 ? min(width, 1 << indexWidth) : width
      if width == 1, !type(of: vector).isSigned { return ElementSelection(elements: [vector], index: index) }
      let bits = (0..<count).map { add(.slice(base, low: UInt32($0)), .bit) }
      return ElementSelection(elements: bits, index: index)
    default:
      return nil
    }
  }

  /// Drives the chosen signal alone.
  func drive(_ selection: ElementSelection, _ value: Signal, at place: PlaceID) -> UInt32 {
    var isMistaken = false
    let blocks = selection.elements.map { element in
      inNewBlock {
        // One statement is one mistake.
        if !isMistaken { isMistaken = drive(element, value, at: place) != 0 }
      }
    }
    if isMistaken { return 1 }
    appendMatch(selection, blocks, otherwise: nil, at: place)
    return 0
  }
}
