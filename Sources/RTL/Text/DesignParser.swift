/// Reads the text form of a design.
///
/// Whatever the text is, reading ends: with a design whose indexes all exist, or with one diagnostic (U001) at the place of
/// the first mistake. Whether widths and signs fit is `verifyTypes`'s to say.
struct DesignParser {
  private var lexer: DesignLexer
  let file: String
  private(set) var token: DesignToken
  var modules: [ModuleDefinition] = []
  var moduleNumbers: [String: ModuleID] = [:]
  /// The module that each instance names, and where: it may be declared later.
  var instanceModules: [[(name: String, token: DesignToken)]] = []
  /// The names of the ports of each instance, as it lists them.
  var instancePorts: [[[String]]] = []

  // Of the module that is being read.
  var module = ModuleDefinition(name: "")
  var signals: [String: SignalID] = [:]
  var memories: [String: MemoryID] = [:]
  /// The signals that are resets, by the numbers of the domains.
  var resetSignals: [(domain: Int, name: String, port: String?, token: DesignToken)] = []
  /// The ports of instances, by `instance.port`.
  var instanceSignals: [String: SignalID] = [:]

  init(_ text: String, file: String) {
    self.file = file
    lexer = DesignLexer(text)
    token = lexer.next()
  }

  mutating func parse() throws(DesignError) -> Design {
    try expect("bitloom_rtl", or: "the text form of a design, which begins with 'bitloom_rtl 1'")
    let version = try number(0...Int.max, "the version of the text form")
    guard version == 1 else { throw error("version \(version) of the text form is not known; this is version 1") }
    while token.kind != .end { try parseModule() }
    guard !modules.isEmpty else { throw error("a design needs a module") }
    try connectInstances()
    return Design(modules: modules)
  }

  private mutating func parseModule() throws(DesignError) {
    try expect("module")
    let place = token
    let name = try name("the name of a module")
    guard moduleNumbers[name] == nil else { throw error("there is a module '\(name)' already", at: place) }
    module = ModuleDefinition(name: name)
    (signals, memories, instanceSignals, resetSignals) = ([:], [:], [:], [])
    instanceModules.append([])
    instancePorts.append([])
    if case .quoted(let summary) = token.kind {
      module.summary = summary
      advance()
    }
    try expect("{")
    module.attributes = try attributes()
    try parseDeclarations()
    try parseExpressions()
    try expect("body", or: "a declaration, an expression such as '%0 = ...', or 'body'")
    try parseBody()
    try expect("}")
    moduleNumbers[name] = ModuleID(modules.count)
    modules.append(module)
  }

  /// Gives the instances their modules, whose ports must be those that the instances list.
  private mutating func connectInstances() throws(DesignError) {
    for index in modules.indices {
      for (number, (name, token)) in instanceModules[index].enumerated() {
        guard let child = moduleNumbers[name] else { throw error("there is no module '\(name)'", at: token) }
        let expected = modules[child].ports.map(\.name)
        guard expected == instancePorts[index][number] else {
          let list = expected.isEmpty ? "no ports" : "the ports \(expected.joined(separator: ", "))"
          throw error("module '\(name)' has \(list)", at: token)
        }
        let count = modules[child].domains.count
        guard modules[index].instances[number].domains.count == count else {
          throw error("module '\(name)' has \(count == 1 ? "one domain" : "\(count) domains")", at: token)
        }
        modules[index].instances[number].module = child
      }
    }
  }

  // MARK: Tokens

  mutating func advance() { token = lexer.next() }

  func error(_ message: String, at token: DesignToken? = nil) -> DesignError {
    let place = token ?? self.token
    return DesignError([
      Diagnostic("U001", message, at: Place(file: file, line: place.line, column: place.column))
    ])
  }

  func unexpected(_ wanted: String) -> DesignError { error("expected \(wanted), found \(token.description)") }

  func isNext(_ text: String) -> Bool { token.kind == .word(text) || token.kind == .sign(text) }

  /// Takes a keyword or sign if it comes next.
  mutating func take(_ text: String) -> Bool {
    guard isNext(text) else { return false }
    advance()
    return true
  }

  mutating func expect(_ text: String, or wanted: String? = nil) throws(DesignError) {
    guard take(text) else { throw unexpected(wanted ?? "'\(text)'") }
  }

  mutating func name(_ wanted: String) throws(DesignError) -> String {
    switch token.kind {
    case .word(let name), .quoted(let name):
      advance()
      return name
    default: throw unexpected(wanted)
    }
  }

  mutating func number(_ range: ClosedRange<Int>, _ wanted: String) throws(DesignError) -> Int {
    guard case .number(let number) = token.kind else { throw unexpected(wanted) }
    guard range.contains(number) else {
      throw error("\(wanted) is \(number); it must be from \(range.lowerBound) to \(range.upperBound)")
    }
    advance()
    return number
  }

  mutating func bits(_ width: Int, _ wanted: String) throws(DesignError) -> Bits {
    guard case .bits(let bits) = token.kind else { throw unexpected(wanted) }
    guard bits.width == width else { throw error("\(wanted) has \(bits.width) bits; it must have \(width)") }
    advance()
    return bits
  }

  /// `u8`, `s8`, or `u2 enum 0`.
  mutating func type() throws(DesignError) -> SignalType {
    let wanted = "a type such as 'u8' or 's8'"
    guard case .word(let word) = token.kind, let first = word.first, first == "u" || first == "s",
      let width = Int(word.dropFirst())
    else { throw unexpected(wanted) }
    guard (1...SignalType.maximumWidth).contains(width) else {
      throw error("a width is \(width); it must be from 1 to \(SignalType.maximumWidth)")
    }
    advance()
    guard take("enum") else { return SignalType(width: width, isSigned: first == "s") }
    guard !module.enumerations.isEmpty else { throw error("there is no enumeration in module '\(module.name)'") }
    let index = try number(0...module.enumerations.count - 1, "the number of an enumeration")
    return SignalType(width: width, isSigned: first == "s", enumeration: EnumerationID(index))
  }

  mutating func domain() throws(DesignError) -> DomainID {
    DomainID(try number(0...module.domains.count - 1, "the number of a domain"))
  }

  /// An expression that stands before the one that is being read.
  mutating func expression() throws(DesignError) -> ExpressionID {
    guard case .expression(let number) = token.kind else { throw unexpected("an expression such as '%0'") }
    guard number < module.expressions.count else {
      throw error("there is no expression '%\(number)' before this")
    }
    advance()
    return ExpressionID(number)
  }

  mutating func memory() throws(DesignError) -> MemoryID {
    let place = token
    let name = try name("the name of a memory")
    guard let memory = memories[name] else { throw error("there is no memory '\(name)'", at: place) }
    return memory
  }

  /// A signal, or `instance.port`.
  mutating func signal() throws(DesignError) -> SignalID {
    let place = token
    let name = try name("the name of a signal")
    guard take(".") else {
      guard let signal = signals[name] else { throw error("there is no signal '\(name)'", at: place) }
      return signal
    }
    let port = try self.name("the name of a port")
    guard let signal = instanceSignals["\(name).\(port)"] else {
      throw error("there is no port '\(port)' of an instance '\(name)'", at: place)
    }
    return signal
  }

  /// `with { key = "text", key = 3, key }`, if it comes next.
  mutating func attributes() throws(DesignError) -> [Attribute] {
    guard take("with") else { return [] }
    var result: [Attribute] = []
    try expect("{")
    while !isNext("}") {
      if !result.isEmpty { try expect(",") }
      let key = try name("the key of an attribute")
      guard take("=") else {
        result.append(Attribute(key, .flag))
        continue
      }
      if case .quoted(let value) = token.kind {
        advance()
        result.append(Attribute(key, .text(value)))
      } else if take("minus") {
        result.append(Attribute(key, .number(-(try number(0...Int.max, "the value of an attribute")))))
      } else {
        result.append(Attribute(key, .number(try number(0...Int.max, "the value of an attribute"))))
      }
    }
    advance()
    return result
  }

  /// `@ "file" line column`, if it comes next.
  mutating func place() throws(DesignError) -> Place {
    guard take("@") else { return .unknown }
    guard case .quoted(let name) = token.kind else { throw unexpected("the name of a file in quotes") }
    advance()
    let line = try number(0...Int.max, "the number of a line")
    return Place(file: name, line: line, column: try number(0...Int.max, "the number of a column"))
  }
}

extension Design {
  /// Reads the text form of a design, as `text()` writes it.
  ///
  /// - Parameter file: The name of the text in diagnostics.
  /// - Throws: `DesignError` with one diagnostic (U001), at the first place where the text cannot be read.
  public init(text: String, file: String = "design.rtl") throws(DesignError) {
    var parser = DesignParser(text, file: file)
    self = try parser.parse()
  }
}
