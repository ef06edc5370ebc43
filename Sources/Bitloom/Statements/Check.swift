import RTL

// Statements about what must hold. They stand anywhere in `build`, and hold within a `when` or `match` as other statements do.

/// States that `condition` holds at each active edge of the clock, but while its reset is active.
///
/// ```swift
/// when(io.push) {
///   assert(count < depth, "push into a full queue of \(count)")
/// }
/// ```
/// It makes no hardware. Where it does not hold, a test bench fails when it is completed, with the message, the place, the
/// instance and the cycle; other simulators report an error, and formal tools prove it. Registers and wires that
/// nothing but checks reads are emitted for simulation and proofs alone.
///
/// - Parameters:
///   - message: What to say where the condition does not hold; it may show signals.
///   - named: The name in the emitted Verilog; else it is made of the message or of what the condition reads.
public func assert(
  _ condition: Signal, _ message: CheckMessage = "", named: String? = nil, fileID: String = #fileID, line: Int = #line,
  column: Int = #column
) {
  check(.assert, condition, message, named, at: Place(file: fileID, line: line, column: column))
}

/// States what the surroundings of the module see to: a formal tool takes it for granted, a simulation checks it as an `assert`.
///
/// - Parameters:
///   - message: What to say where the condition does not hold.
///   - named: The name in the emitted Verilog.
public func assume(
  _ condition: Signal, _ message: CheckMessage = "", named: String? = nil, fileID: String = #fileID, line: Int = #line,
  column: Int = #column
) {
  check(.assume, condition, message, named, at: Place(file: fileID, line: line, column: column))
}

/// Counts the cycles in which `condition` holds, looked at at each active edge of the clock but while its reset is active.
///
/// A test bench tells the counts by name (`coverCount`); formal tools search for a way to make the condition hold.
///
/// - Parameters:
///   - message: What it is that was seen.
///   - named: The name in the emitted Verilog and for `coverCount`; else it is made of the message or of what the condition reads.
public func cover(
  _ condition: Signal, _ message: CheckMessage = "", named: String? = nil, fileID: String = #fileID, line: Int = #line,
  column: Int = #column
) {
  check(.cover, condition, message, named, at: Place(file: fileID, line: line, column: column))
}

/// Prints a message at each active edge of the clock at which the statement holds, but while its reset is active: `$display` of
/// Verilog. Within a test bench `displaySink` gets the messages.
///
/// ```swift
/// when(io.valid) { display("\(io.address, .hexadecimal): \(io.data)") }
/// ```
public func display(
  _ message: CheckMessage, fileID: String = #fileID, line: Int = #line, column: Int = #column
) {
  guard let builder = BuilderContext.builder else { return }
  builder.addCheck(.display, nil, message, nil, at: Place(file: fileID, line: line, column: column))
}

private func check(
  _ kind: CheckStatement.Kind, _ condition: Signal, _ message: CheckMessage, _ name: String?, at place: Place
) {
  guard let builder = BuilderContext.builder else { return }
  guard builder.accepts(condition, at: place), builder.isBit(condition, .condition(of: kind.rawValue), at: place)
  else { return }
  builder.addCheck(kind, condition, message, name, at: place)
}

extension ModuleBuilder {
  func addCheck(
    _ kind: CheckStatement.Kind, _ condition: Signal?, _ message: CheckMessage, _ name: String?, at place: Place
  ) {
    var parts: [MessagePart] = []
    for part in message.parts {
      switch part {
      case .text(let text): parts.append(.text(text))
      case .signal(let signal, let format):
        guard accepts(signal, at: place) else { return }
        parts.append(.value(signal.expression, format))
      }
    }
    if kind == .cover, parts.contains(where: { if case .value = $0 { true } else { false } }) {
      return report(CheckDiagnostics.signalInCover(at: place))
    }
    let given = name.map { emittedName($0, at: place) }
    // No identifier, so that it is found again.
    let placeholder = "?\(unnamedChecks.count)"
    let statement = CheckStatement(
      kind: kind, name: given ?? placeholder, condition: condition?.expression, message: parts, domain: currentDomain,
      place: definition.places.add(place))
    append(.check(statement))
    if given == nil {
      unnamedChecks.append(UnnamedCheck(placeholder: placeholder, prefix: namePrefix, text: message.plainText))
    }
  }

  /// Names the checks that the user has given no name, when all other names are known.
  func nameChecks() {
    if unnamedChecks.isEmpty { return }
    var names = NameTable(of: definition)
    let unnamed = Dictionary(uniqueKeysWithValues: unnamedChecks.map { ($0.placeholder, $0) })
    var positions: [(block: BlockID, index: Int, check: CheckStatement, unnamed: UnnamedCheck)] = []
    definition.walkStatements { statement, block, index in
      guard case .check(let check) = statement, let unnamed = unnamed[check.name] else { return }
      positions.append((block, index, check, unnamed))
    }
    for (block, index, original, unnamed) in positions {
      var check = original
      check.name = names.unique(unnamed.prefix + (unnamed.nameOfText ?? nameOfCondition(check)))
      definition.blocks[block].statements[index] = .check(check)
    }
  }

  /// The kind of the check and the first signal that its condition reads.
  private func nameOfCondition(_ check: CheckStatement) -> String {
    var pending = Array(check.expressions.reversed())
    var seen: Set<ExpressionID> = []
    while let expression = pending.popLast() {
      guard seen.insert(expression).inserted else { continue }
      if let name = definition.expressionNames[expression] { return "\(check.kind.rawValue)_\(name)" }
      let operation = definition.expressions[expression].operation
      if case .signal(let signal) = operation {
        return "\(check.kind.rawValue)_\(EmittedName.snakeCase(definition.signals[signal].name))"
      }
      pending += definition.operands(of: operation).reversed()
    }
    return "\(check.kind.rawValue)_it"
  }
}

/// A check whose name is still to be made.
struct UnnamedCheck {
  /// What it is called until then.
  var placeholder: String
  var prefix: String
  /// The text of its message.
  var text: String

  /// The first words of the text; nil when there are none.
  var nameOfText: String? {
    let words = text.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.prefix(4)
    let name = words.map { $0.lowercased() }.joined(separator: "_")
    guard let first = name.first else { return nil }
    return first.isNumber ? "check_\(name)" : name
  }
}
