import RTL

/// Which expressions get a wire of their own, and which are written where they are used.
///
/// An expression gets a wire when the user named it, when several places use something that is more than a glance, when what
/// is made of it would be too long to read, and when Verilog cannot say it in place.
struct WireSelection {
  /// More operators than this are split up.
  static let operatorLimit = 5
  /// Longer expressions are split up.
  static let columnLimit = 80
  /// Conditional expressions with at least this many conditions are written a condition a line.
  static let chainLength = 2

  let module: ModuleDefinition
  let dialect: VerilogDialect
  private let uses: [Int32]

  private(set) var hasWire: [Bool]
  /// The rest of a conditional expression that is written a condition a line.
  private(set) var isContinuation: [Bool]
  /// The whole right side of an assignment.
  private var isValue: [Bool]
  private var operatorCounts: [Int32]
  private var columns: [Int32]
  /// Signals that some expression reads.
  private var isSignalRead: [Bool]

  init(_ plan: EmissionPlan, of module: ModuleDefinition, dialect: VerilogDialect) {
    self.module = module
    self.dialect = dialect
    uses = module.useCounts(of: plan.units, connections: plan.connections)
    let none = [Bool](repeating: false, count: module.expressions.count)
    hasWire = none
    isContinuation = none
    isValue = none
    operatorCounts = [Int32](repeating: 0, count: none.count)
    columns = operatorCounts
    isSignalRead = [Bool](repeating: false, count: module.signals.count)
    for unit in plan.units {
      unit.visitRoots { if case .value = $0.role { isValue[$0.expression.index] = true } }
    }
    for name in module.expressionNames.keys { hasWire[name.index] = true }
    markWrites(plan)
    selectByUse()
    selectBySize()
    for case .expression(let id) in plan.connections where operatorCounts[id.index] > 2 || columns[id.index] > 40 {
      hasWire[id.index] = true
    }
    selectInCombinationalBlocks(plan)
    for index in module.expressions.indices where uses[index] > 0 {
      if case .signal(let signal) = module.expressions[index].operation { isSignalRead[signal.index] = true }
    }
    for use in module.domains where use.usesReset {
      if let reset = use.resetSignal { isSignalRead[reset.index] = true }
    }
  }

  /// Whether anything that is emitted reads the signal.
  func isRead(_ signal: SignalID) -> Bool { isSignalRead[signal.index] }

  // MARK: What one can see at a glance

  /// Whether repeating the expression is shorter than naming it.
  func isTrivial(_ expression: ExpressionID) -> Bool {
    if hasWire[expression.index] { return true }
    switch module.expressions[expression].operation {
    case .constant, .signal: return true
    case .slice(let operand, _), .reinterpret(let operand), .extend(let operand): return isTrivial(operand)
    case .unary(.not, let operand): return module.type(of: operand).width == 1 && isReference(operand)
    case .binary(.equal, let left, let right): return isReference(left) && isEnumerationCase(right)
    default: return false
    }
  }

  private func isEnumerationCase(_ expression: ExpressionID) -> Bool {
    guard case .constant = module.expressions[expression].operation else { return false }
    return module.type(of: expression).enumeration != nil
  }

  /// Whether the expression is written as an identifier, so that it can be indexed.
  func isReference(_ expression: ExpressionID) -> Bool {
    if hasWire[expression.index] { return true }
    switch module.expressions[expression].operation {
    case .signal: return true
    case .reinterpret(let operand): return isReference(operand)
    default: return false
    }
  }

  /// Whether the expression is written as an identifier or as some of its bits.
  func isReferenceOrPart(_ expression: ExpressionID) -> Bool {
    if isReference(expression) { return true }
    switch module.expressions[expression].operation {
    case .slice(let operand, _): return isReference(operand)
    case .reinterpret(let operand): return isReferenceOrPart(operand)
    default: return false
    }
  }

  /// Whether SystemVerilog can widen the expression by a size cast: its width does not depend on where it stands.
  func isSelfDetermined(_ expression: ExpressionID) -> Bool {
    if isReferenceOrPart(expression) { return true }
    switch module.expressions[expression].operation {
    case .constant, .concatenate, .replicate, .extend: return true
    case .binary(let binaryOperator, _, _): return binaryOperator.isComparison
    case .unary(let unaryOperator, _): return unaryOperator != .not && unaryOperator != .negate
    case .reinterpret(let operand): return isSelfDetermined(operand)
    default: return false
    }
  }

  // MARK: By use

  /// From the users down: what is used several times, and what its user cannot hold in place.
  private mutating func selectByUse() {
    let chains = chainLengths()
    for index in module.expressions.indices.reversed() where uses[index] > 0 || hasWire[index] {
      let id = ExpressionID(index)
      if uses[index] > 1, !isTrivial(id) { hasWire[index] = true }
      if isContinuation[index], hasWire[index] { isContinuation[index] = false }
      if !hasWire[index], !isContinuation[index], !isValue[index] {
        if chains[index] > Self.chainLength || isWideningProduct(id) { hasWire[index] = true }
      }
      switch module.expressions[index].operation {
      case .mux(_, _, let whenFalse):
        let isHead = hasWire[index] || isValue[index]
        if (isHead && chains[index] >= Self.chainLength) || isContinuation[index], chains[whenFalse.index] > 0 {
          isContinuation[whenFalse.index] = uses[whenFalse.index] == 1
        }
      case .slice(let operand, let low):
        if !canSlice(operand, low: Int(low)) {
          hasWire[operand.index] = true
        } else if !isReference(operand), !isValue[index] {
          // Yosys 0.23 computes operations on `4'(a)` in more than four bits when `a` is signed and wider.
          hasWire[index] = true
        }
      case .extend(let operand):
        if !canExtend(operand) { hasWire[operand.index] = true }
      case .selectBit(let base, let position):
        let isClamped = ShiftAmount.isClamped(width: module.type(of: position).width)
        if !isReference(base), dialect == .verilog2001 || isClamped { hasWire[base.index] = true }
        nameKnownWord(base)
        nameIndex(position, elements: module.type(of: base).width)
      case .binary(let binaryOperator, let shifted, let amount) where binaryOperator.isShift:
        nameKnownWord(shifted)
        if ShiftAmount.isClamped(width: module.type(of: amount).width), !isReference(amount) {
          hasWire[amount.index] = true
        }
      case .readMemory(let memory, let address):
        nameIndex(address, elements: module.memories[memory].depth, isAddress: true)
      default:
        continue
      }
    }
  }

  /// Names the word at a constant address that is shifted: Icarus Verilog 11 compiles a shift of it to what its own simulator
  /// cannot read.
  private mutating func nameKnownWord(_ shifted: ExpressionID) {
    var word = shifted
    while case .reinterpret(let inner) = module.expressions[word].operation { word = inner }
    if case .readMemory(_, let address) = module.expressions[word].operation, module.constantValue(of: address) != nil {
      hasWire[word.index] = true
    }
  }

  /// Memories that only constant addresses write become registers in Yosys, with a warning: such addresses get a wire.
  private mutating func markWrites(_ plan: EmissionPlan) {
    for unit in plan.units {
      unit.visitRoots { root in
        // The name of a case is found by comparing the value with each of them.
        guard case .message = root.role, !isReference(root.expression) else { return }
        let isCode = module.type(of: root.expression).enumeration != nil
        if isCode, module.constantValue(of: root.expression) == nil { hasWire[root.expression.index] = true }
      }
      unit.visitRoots { root in
        guard case .address = root.role, case .memory(let memory) = root.purpose else { return }
        if module.constantValue(of: root.expression) != nil, module.memories[memory].depth > 1 {
          hasWire[root.expression.index] = true
        } else {
          nameIndex(root.expression, elements: module.memories[memory].depth, isAddress: true)
        }
      }
      var indexes: [(expression: ExpressionID, elements: Int)] = []
      for statement in unit.statements {
        statement.visitIndexedAssignments { indexes.append(($0.index, $0.count)) }
      }
      for (index, elements) in indexes { nameIndex(index, elements: elements) }
    }
  }

  /// How many conditions a conditional expression has that is used nowhere else.
  private func chainLengths() -> [Int32] {
    var lengths = [Int32](repeating: 0, count: module.expressions.count)
    for index in module.expressions.indices {
      guard case .mux(_, _, let whenFalse) = module.expressions[index].operation else { continue }
      let isOnlyHere = uses[whenFalse.index] == 1 && !hasWire[whenFalse.index]
      lengths[index] = 1 + (isOnlyHere ? lengths[whenFalse.index] : 0)
    }
    return lengths
  }

  /// A product of widened operands is best a line of its own, where Verilog widens them by itself.
  private func isWideningProduct(_ expression: ExpressionID) -> Bool {
    guard case .binary(.multiply, let left, let right) = module.expressions[expression].operation else { return false }
    return isExtension(left) || isExtension(right)
  }

  private func isExtension(_ expression: ExpressionID) -> Bool {
    switch module.expressions[expression].operation {
    case .extend: return true
    case .reinterpret(let operand): return isExtension(operand)
    default: return false
    }
  }

  private func canSlice(_ operand: ExpressionID, low: Int) -> Bool {
    if isReference(operand) { return true }
    return dialect == .systemVerilog && uses[operand.index] == 1 && (low == 0 || !isMemoryRead(operand))
  }

  private func isMemoryRead(_ expression: ExpressionID) -> Bool {
    if case .readMemory = module.expressions[expression].operation { return true }
    return false
  }

  private func canExtend(_ operand: ExpressionID) -> Bool {
    let type = module.type(of: operand)
    if !type.isSigned { return true }
    if dialect == .systemVerilog { return isSelfDetermined(operand) }
    return isReferenceOrPart(operand) || type.width == 1
  }

  /// An index that is compared with the number of elements, or of which only the low bits are used, is repeated or cut. Icarus
  /// does not let an address wrap at its own width, so that no operation stands in one (`Docs/ToolQuirks.md`).
  private mutating func nameIndex(_ index: ExpressionID, elements: Int, isAddress: Bool = false) {
    let form = IndexForm(indexWidth: module.type(of: index).width, elements: elements)
    let isSimple = form.isCut ? isReference(index) : isTrivial(index)
    if form.needsGuard || form.isCut || isAddress, !isSimple, module.constantValue(of: index) == nil {
      hasWire[index.index] = true
    }
  }

  // MARK: By size

  /// From the operands up: the largest operands of what would be too long.
  private mutating func selectBySize() {
    for index in module.expressions.indices where uses[index] > 0 || hasWire[index] {
      measure(ExpressionID(index))
      while operatorCounts[index] > Self.operatorLimit || columns[index] > Self.columnLimit {
        guard let operand = largestOperand(of: ExpressionID(index)) else { break }
        hasWire[operand.index] = true
        measure(ExpressionID(index))
      }
    }
  }

  private func largestOperand(of expression: ExpressionID) -> ExpressionID? {
    var largest: ExpressionID?
    module.forEachOperand(of: module.expressions[expression].operation) { operand in
      if hasWire[operand.index] || isContinuation[operand.index] || operatorCounts[operand.index] == 0 { return }
      if let known = largest, size(known) >= size(operand) { return }
      largest = operand
    }
    return largest
  }

  private func size(_ expression: ExpressionID) -> Int32 {
    columns[expression.index] + 10 * operatorCounts[expression.index]
  }

  private mutating func measure(_ expression: ExpressionID) {
    let index = expression.index
    var operators: Int32 = 0
    var length: Int32 = 0
    var largest: Int32 = 0
    module.forEachOperand(of: module.expressions[index].operation) { operand in
      if isContinuation[operand.index] { return }
      let isWire = hasWire[operand.index]
      let count = isWire ? 0 : operatorCounts[operand.index]
      operators += count
      largest = max(largest, count)
      length += (isWire ? 16 : columns[operand.index]) + 3
    }
    switch module.expressions[index].operation {
    case .constant: length = 6
    case .signal(let signal): length = Int32(module.signals[signal].name.utf8.count)
    case .slice(let operand, _): operators += isReference(operand) ? 0 : 1
    case .reinterpret, .extend: break
    case .unary: operators += operators == 0 ? 0 : 1
    case .concatenate:
      // Long concatenations are broken into lines, so only what stands within one counts.
      operators = largest + 1
      if isValue[index] || hasWire[index] { length = min(length, 40) }
    case .binary, .mux, .replicate, .selectBit, .readMemory: operators += 1
    }
    operatorCounts[index] = operators
    columns[index] = length
  }

  // MARK: In combinational blocks

  /// Icarus Verilog warns about blocks that watch all words of a memory: they watch a wire instead.
  private mutating func selectInCombinationalBlocks(_ plan: EmissionPlan) {
    var isWatched = [Bool](repeating: false, count: module.expressions.count)
    for unit in plan.units where unit.isCombinational {
      unit.visitRoots { isWatched[$0.expression.index] = true }
    }
    for index in module.expressions.indices.reversed() where isWatched[index] && !hasWire[index] {
      if isMemoryRead(ExpressionID(index)) { hasWire[index] = true }
      if !hasWire[index] {
        module.forEachOperand(of: module.expressions[index].operation) { isWatched[$0.index] = true }
      }
    }
    for unit in plan.units where unit.isCombinational { watchSomething(unit) }
  }

  /// A combinational block that reads nothing but constants never runs in some simulators: its first condition becomes a wire.
  private mutating func watchSomething(_ unit: EmissionUnit) {
    var firstCondition: ExpressionID?
    var readsSignals = false
    unit.visitRoots { root in
      if readsSignals { return }
      switch root.role {
      case .condition, .selector: firstCondition = firstCondition ?? root.expression
      case .value, .address, .connection, .message: break
      }
      readsSignals = readsAnything(root.expression)
    }
    if !readsSignals, let firstCondition { hasWire[firstCondition.index] = true }
  }

  private func readsAnything(_ expression: ExpressionID) -> Bool {
    if hasWire[expression.index] { return true }
    if case .signal = module.expressions[expression].operation { return true }
    var result = false
    module.forEachOperand(of: module.expressions[expression].operation) { operand in
      if !result { result = readsAnything(operand) }
    }
    return result
  }
}

/// How an index of a given width picks one of a number of elements.
struct IndexForm {
  /// Bits that Verilator wants to see in the index.
  let width: Int
  /// Whether the index can point beyond the last element.
  let needsGuard: Bool
  /// Whether only the low bits of the index pick the element.
  let isCut: Bool
  /// Whether the index has fewer bits than it takes to reach the last element.
  let isWidened: Bool

  init(indexWidth: Int, elements: Int) {
    width = max(1, Bits(UInt64(elements - 1), width: 64).significantBits)
    needsGuard = indexWidth >= 63 || (1 << indexWidth) > elements
    isCut = indexWidth > width
    isWidened = indexWidth < width
  }
}

/// How the amount of a shift is written.
enum ShiftAmount {
  /// Whether an amount is cut to what moves everything out. Verilator 5.006 looks at the low bits of a wide amount alone.
  static func isClamped(width: Int) -> Bool { width > 32 }
}
