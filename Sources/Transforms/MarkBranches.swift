import RTL

/// A wire that is 1 while a branch of a module's statements holds.
public struct BranchMark: Sendable {
  public var signal: SignalID
  /// `when`, `elseWhen`, `otherwise`, `case idle`, or what is left when none of them is written.
  public var text: String
  public var place: Place
}

/// Returns the design with a wire for each branch of its `when` and `match` statements, for measuring which of them are taken, and
/// the wires of each module. What is left where a `when` has no `otherwise` counts as a branch.
public func markBranches(_ design: Design) -> (design: Design, marks: [[BranchMark]]) {
  var result = design
  var marks: [[BranchMark]] = []
  for index in design.modules.indices {
    guard design.modules[index].blackBox == nil else {
      marks.append([])
      continue
    }
    var marking = BranchMarking(design.modules[index])
    marking.mark()
    result.modules[index] = marking.module
    marks.append(marking.marks)
  }
  return (result, marks)
}

private struct BranchMarking {
  private(set) var module: ModuleDefinition
  private(set) var marks: [BranchMark] = []
  private var names: NameTable
  private var zero = ExpressionID(0)
  private var one = ExpressionID(0)

  init(_ module: ModuleDefinition) {
    self.module = module
    names = NameTable(of: module)
  }

  mutating func mark() {
    var found: [(block: BlockID, index: Int)] = []
    module.walkStatements { statement, block, index in
      switch statement {
      case .when, .match: found.append((block, index))
      case .assign, .writeMemory, .checkRead, .check: break
      }
    }
    if found.isEmpty { return }
    zero = constant(0)
    one = constant(1)
    // Inserting at the start of a block would move the statements that were found.
    var insertions: [(block: BlockID, statement: Statement)] = []
    for (block, index) in found {
      switch module.blocks[block].statements[index] {
      case .when(var when):
        for (number, branch) in when.branches.enumerated() {
          let text = number == 0 ? "when" : "elseWhen"
          insertions.append((branch.block, newMark(text, branch.place)))
        }
        let place = when.branches.first?.place ?? .unknown
        if let otherwise = when.otherwise {
          insertions.append((otherwise, newMark("otherwise", place)))
        } else {
          let statement = newMark("otherwise, which is not written,", place)
          when.otherwise = BlockID(module.blocks.count)
          module.blocks.append(Block(statements: [statement]))
          module.blocks[block].statements[index] = .when(when)
        }
      case .match(let match):
        for arm in match.arms {
          let patterns = arm.patterns.map { text(of: $0, match.subject) }.joined(separator: ", ")
          insertions.append((arm.block, newMark("case \(patterns)", match.place)))
        }
        // Codes that are no case of an enumeration never come.
        if let otherwise = match.otherwise, !namesAllCases(match) {
          insertions.append((otherwise, newMark("default", match.place)))
        }
      case .assign, .writeMemory, .checkRead, .check: break
      }
    }
    for (block, statement) in insertions { module.blocks[block].statements.insert(statement, at: 0) }
    let defaults = marks.map { assign($0.signal, zero) }
    module.blocks[ModuleDefinition.body].statements.insert(contentsOf: defaults, at: 0)
  }

  private func namesAllCases(_ match: MatchStatement) -> Bool {
    guard let id = module.type(of: match.subject).enumeration else { return false }
    let named = Set(match.arms.flatMap(\.patterns))
    return module.enumerations[id].cases.allSatisfy { named.contains($0.code) }
  }

  private func text(of pattern: Bits, _ subject: ExpressionID) -> String {
    let type = module.type(of: subject)
    let name = type.enumeration.flatMap { module.enumerations[$0].caseName(of: pattern) }
    return name ?? pattern.decimalString(signed: type.isSigned)
  }

  private mutating func newMark(_ text: String, _ place: PlaceID) -> Statement {
    let name = names.unique("branch_\(marks.count)")
    let signal = SignalID(module.signals.count)
    module.signals.append(
      SignalDefinition(name: name, type: .bit, kind: .wire, place: module.places[place]))
    marks.append(BranchMark(signal: signal, text: text, place: module.places[place]))
    return assign(signal, one)
  }

  private func assign(_ signal: SignalID, _ value: ExpressionID) -> Statement {
    let target = AssignmentTarget(signal: signal, low: 0, width: 1)
    return .assign(Assignment(target: target, value: value, place: .unknown))
  }

  private mutating func constant(_ value: Int) -> ExpressionID {
    module.constants.append(Bits(value, width: 1))
    module.expressions.append(Expression(.constant(ConstantID(module.constants.count - 1)), .bit))
    return ExpressionID(module.expressions.count - 1)
  }
}
