import RTL

/// Which bits of the signals and which memories the statements of a module read, and where first.
///
/// An expression that no statement uses reads nothing.
struct SignalReads {
  private(set) var bits: [BitRanges]
  private var places: [PlaceID]
  private(set) var memoryPlaces: [PlaceID?]
  private var isVisited: [Bool]

  init(of module: ModuleDefinition) {
    bits = Array(repeating: BitRanges(), count: module.signals.count)
    places = Array(repeating: .unknown, count: module.signals.count)
    memoryPlaces = Array(repeating: nil, count: module.memories.count)
    isVisited = Array(repeating: false, count: module.expressions.count)
    var reads = self
    module.walkStatements { statement, _, _ in
      switch statement {
      case .assign(let assignment): reads.visit(assignment.value, at: assignment.place, in: module)
      case .when(let when):
        for branch in when.branches { reads.visit(branch.condition, at: branch.place, in: module) }
      case .match(let match): reads.visit(match.subject, at: match.place, in: module)
      case .writeMemory(let write):
        reads.visit(write.address, at: write.place, in: module)
        reads.visit(write.value, at: write.place, in: module)
      case .checkRead(let check): reads.visit(check.address, at: check.place, in: module)
      case .check(let check):
        for expression in check.expressions { reads.visit(expression, at: check.place, in: module) }
      }
    }
    for use in module.domains where use.usesReset {
      if let reset = use.resetSignal { reads.read(reset, 0..<module.signals[reset].type.width, at: .unknown) }
    }
    self = reads
  }

  func isRead(_ signal: SignalID) -> Bool { !bits[signal.index].isEmpty }

  /// Where a signal is read first.
  func place(of signal: SignalID) -> PlaceID { places[signal.index] }

  private mutating func visit(_ root: ExpressionID, at place: PlaceID, in module: ModuleDefinition) {
    if let signal = module.signal(of: root) {
      read(signal, 0..<module.signals[signal].type.width, at: place)
      return
    }
    var stack = [root]
    while let expression = stack.popLast() {
      if isVisited[expression.index] { continue }
      isVisited[expression.index] = true
      let node = module.expressions[expression]
      if case .readMemory(let memory, _) = node.operation, memoryPlaces[memory.index] == nil {
        memoryPlaces[memory.index] = place
      }
      module.forEachOperand(of: node.operation) { operand in
        guard let signal = module.signal(of: operand) else {
          stack.append(operand)
          return
        }
        if case .slice(_, let low) = node.operation {
          read(signal, Int(low)..<Int(low) + node.type.width, at: place)
        } else {
          read(signal, 0..<module.signals[signal].type.width, at: place)
        }
      }
    }
  }

  private mutating func read(_ signal: SignalID, _ range: Range<Int>, at place: PlaceID) {
    if bits[signal.index].isEmpty { places[signal.index] = place }
    if !bits[signal.index].contains(range) { bits[signal.index].insert(range) }
  }
}
