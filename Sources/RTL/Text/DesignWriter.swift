/// Writes a design as text that `DesignParser` reads back.
///
/// The text holds everything that the representation holds, one declaration, expression or statement a line, in the order of
/// the arenas: what is written, read and written again is the same text. It is for people who want to see what a pass has
/// done, for tests, and for tools that make designs without the language. `Docs/RTLText.md` has the grammar.
struct DesignWriter {
  /// Whether the places of the user's source are written.
  let places: Bool
  private(set) var text = ""
  private var module = ModuleDefinition(name: "")
  private var design: Design

  init(_ design: Design, places: Bool) {
    self.design = design
    self.places = places
  }

  mutating func write() {
    text = "bitloom_rtl 1\n"
    for module in design.modules {
      self.module = module
      text += "\nmodule \(Self.name(module.name))\(module.summary.isEmpty ? "" : " \(Self.quoted(module.summary))") {\n"
      if !module.attributes.isEmpty { text += " \(attributeText(module.attributes))\n" }
      writeHeader()
      writeSignals()
      writeMemories()
      if let box = module.blackBox { writeBlackBox(box) }
      writeExpressions()
      text += "  body {\n"
      writeStatements()
      text += "  }\n}\n"
    }
  }

  // MARK: Declarations

  private mutating func writeHeader() {
    for parameter in module.parameters {
      text += "  parameter \(Self.name(parameter.name)) = \(Self.quoted(parameter.value))\n"
    }
    for use in module.domains {
      text += "  domain \(Self.name(use.domain.clock)) \(use.domain.edge.rawValue)"
      if let reset = use.domain.reset {
        text += " reset \(Self.name(reset.name)) \(reset.kind.rawValue) \(reset.polarity.rawValue)"
        if let signal = use.resetSignal { text += " from \(reference(signal))" }
      }
      if use.usesClock { text += " clocks" }
      if use.usesReset { text += " resets" }
      text += "\n"
    }
    for enumeration in module.enumerations {
      let cases = enumeration.cases.map { "\(Self.name($0.name)) = \($0.code)" }.joined(separator: ", ")
      text += "  enum \(Self.name(enumeration.name)) \(enumeration.width) { \(cases) }\n"
    }
  }

  private mutating func writeSignals() {
    var nextInstance = 0
    for (index, signal) in module.signals.enumerated() {
      while nextInstance < module.instances.count, module.instances[nextInstance].firstPort.index <= index {
        writeInstance(nextInstance)
        nextInstance += 1
      }
      let declaration = "\(Self.name(signal.name)) : \(typeText(signal.type))"
      switch signal.kind {
      case .instancePort: continue
      case .port(let number):
        let port = module.ports[number]
        text +=
          "  \(port.direction.rawValue) \(declaration)\(port.path == port.name ? "" : " \(Self.quoted(port.path))")"
      case .wire: text += "  wire \(declaration)"
      case .register(let number): text += "  register \(declaration)\(registerText(module.registers[number]))"
      }
      if let fraction = signal.fraction { text += " point \(fraction < 0 ? "minus " : "")\(fraction.magnitude)" }
      text += attributeText(signal.attributes)
      endLine(at: signal.place)
    }
    while nextInstance < module.instances.count {
      writeInstance(nextInstance)
      nextInstance += 1
    }
  }

  private func registerText(_ register: RegisterDefinition) -> String {
    var result = register.resetValue.map { " reset \($0)" } ?? ""
    if register.domain != .own { result += " domain \(register.domain.index)" }
    if let crossing = register.crossing { result += " crossing \(crossing.rawValue)" }
    return result
  }

  private mutating func writeInstance(_ index: Int) {
    let instance = module.instances[index]
    let child = design.modules[instance.module]
    text += "  instance \(Self.name(instance.name)) of \(Self.name(child.name))"
    if instance.domains != [.own] {
      text += " domain \(instance.domains.map { "\($0.index)" }.joined(separator: ", "))"
    }
    let ports = child.ports.indices.map { port in
      let signal = module.signals[instance.signal(ofPort: port)]
      return "\(Self.name(child.ports[port].name)) \(Self.name(signal.name)) : \(typeText(signal.type))"
    }
    text += ports.isEmpty ? " { }" : " { \(ports.joined(separator: ", ")) }"
    text += attributeText(instance.attributes)
    endLine(at: instance.place)
  }

  private mutating func writeMemories() {
    for memory in module.memories {
      text += "  memory \(Self.name(memory.name)) : \(typeText(memory.type)) depth \(memory.depth)"
      for port in memory.readPorts {
        text += " port \(port.latency) \(port.duringWrite.rawValue)\(port.hasEnable ? " enabled" : "")"
      }
      if let contents = memory.contents {
        text += " contents { \(contents.map(\.description).joined(separator: ", ")) }"
      }
      text += attributeText(memory.attributes)
      endLine(at: memory.place)
    }
  }

  private mutating func writeBlackBox(_ box: BlackBoxDefinition) {
    text += text(of: box, module)
    endLine(at: box.place)
  }

  private func attributeText(_ attributes: [Attribute]) -> String {
    if attributes.isEmpty { return "" }
    let texts = attributes.map { attribute in
      switch attribute.value {
      case .flag: Self.name(attribute.key)
      case .text(let value): "\(Self.name(attribute.key)) = \(Self.quoted(value))"
      case .number(let value) where value < 0: "\(Self.name(attribute.key)) = minus \(value.magnitude)"
      case .number(let value): "\(Self.name(attribute.key)) = \(value)"
      }
    }
    return " with { \(texts.joined(separator: ", ")) }"
  }

  // MARK: Expressions

  private mutating func writeExpressions() {
    for (index, expression) in module.expressions.enumerated() {
      text += "  %\(index) = \(operationText(expression.operation)) : \(typeText(expression.type))"
      if let name = module.expressionNames[ExpressionID(index)] { text += " named \(Self.name(name))" }
      text += "\n"
    }
  }

  private func operationText(_ operation: Operation) -> String {
    switch operation {
    case .constant(let id): return "constant \(module.constants[id])"
    case .signal(let id): return "signal \(reference(id))"
    case .unary(let function, let a): return "\(function) \(text(a))"
    case .binary(let function, let a, let b): return "\(function) \(text(a)), \(text(b))"
    case .mux(let condition, let whenTrue, let whenFalse):
      return "mux \(text(condition)), \(text(whenTrue)), \(text(whenFalse))"
    case .slice(let a, let low): return "slice \(text(a)) from \(low)"
    case .concatenate(let list):
      return "concatenate \(module.operandPool[list.range].map(text).joined(separator: ", "))"
    case .replicate(let a, let count): return "replicate \(text(a)) times \(count)"
    case .extend(let a): return "extend \(text(a))"
    case .reinterpret(let a): return "reinterpret \(text(a))"
    case .selectBit(let a, let index): return "select \(text(a)) at \(text(index))"
    case .readMemory(let memory, let address):
      return "read \(Self.name(module.memories[memory].name)) at \(text(address))"
    }
  }

  private func text(_ expression: ExpressionID) -> String { "%\(expression.index)" }

  /// A signal by its name; a port of an instance by those of the instance and the port.
  private func reference(_ id: SignalID) -> String {
    let signal = module.signals[id]
    guard case .instancePort(let instance, let port) = signal.kind else { return Self.name(signal.name) }
    let definition = module.instances[instance]
    return "\(Self.name(definition.name)).\(Self.name(design.modules[definition.module].ports[port].name))"
  }

  private func typeText(_ type: SignalType) -> String {
    let text = "\(type.isSigned ? "s" : "u")\(type.width)"
    guard let enumeration = type.enumeration else { return text }
    return "\(text) enum \(enumeration.index)"
  }

  // MARK: Statements

  /// What is still to be written: a statement of a block, or a line.
  private enum Pending {
    case statements(BlockID, next: Int, depth: Int)
    case line(String, depth: Int)
  }

  /// Without recursion: how deep statements nest is up to the user.
  private mutating func writeStatements() {
    var pending = [Pending.statements(ModuleDefinition.body, next: 0, depth: 2)]
    while let item = pending.popLast() {
      switch item {
      case .line(let line, let depth): writeLine(line, depth)
      case .statements(let block, let next, let depth):
        let statements = module.blocks[block].statements
        if next == statements.count { continue }
        pending.append(.statements(block, next: next + 1, depth: depth))
        write(statements[next], depth, &pending)
      }
    }
  }

  private mutating func write(_ statement: Statement, _ depth: Int, _ pending: inout [Pending]) {
    switch statement {
    case .assign(let assignment):
      let target = assignment.target
      let width = module.signals[target.signal].type.width
      let part = target.low == 0 && target.width == width ? "" : " [\(target.low) width \(target.width)]"
      let line = "\(reference(target.signal))\(part) <= \(text(assignment.value))"
      writeLine(line + placeText(module.places[assignment.place]), depth)
    case .writeMemory(let write):
      var line = "write \(Self.name(module.memories[write.memory].name)) at \(text(write.address))"
      if let part = write.part { line += " [\(part.lowerBound) width \(part.count)]" }
      line += " <= \(text(write.value))\(domainText(write.domain))"
      writeLine(line + placeText(module.places[write.place]), depth)
    case .checkRead(let check):
      let name = Self.name(module.memories[check.memory].name)
      let line = "check \(name) at \(text(check.address))\(check.forbidsWrites ? " exclusive" : "")"
      writeLine(line + domainText(check.domain) + placeText(module.places[check.place]), depth)
    case .check(let check):
      let condition = check.condition.map { " \(text($0))" } ?? ""
      let message = check.message.map(messageText).joined(separator: ", ")
      let line =
        "\(check.kind.rawValue) \(Self.name(check.name))\(condition) message {\(message.isEmpty ? "" : " \(message)") }"
      writeLine(line + domainText(check.domain) + placeText(module.places[check.place]), depth)
    case .when(let when):
      var lines: [Pending] = []
      for (index, branch) in when.branches.enumerated() {
        let head = index == 0 ? "when" : "} else when"
        lines.append(
          .line("\(head) \(text(branch.condition))\(placeText(module.places[branch.place])) {", depth: depth))
        lines.append(.statements(branch.block, next: 0, depth: depth + 1))
      }
      if let otherwise = when.otherwise {
        lines.append(.line("} else {", depth: depth))
        lines.append(.statements(otherwise, next: 0, depth: depth + 1))
      }
      pending += (lines + [.line("}", depth: depth)]).reversed()
    case .match(let match):
      var lines: [Pending] = []
      lines.append(.line("match \(text(match.subject))\(placeText(module.places[match.place])) {", depth: depth))
      for arm in match.arms {
        lines.append(.line("case \(arm.patterns.map(\.description).joined(separator: ", ")) {", depth: depth + 1))
        lines.append(.statements(arm.block, next: 0, depth: depth + 2))
        lines.append(.line("}", depth: depth + 1))
      }
      if let otherwise = match.otherwise {
        lines.append(.line("otherwise {", depth: depth + 1))
        lines.append(.statements(otherwise, next: 0, depth: depth + 2))
        lines.append(.line("}", depth: depth + 1))
      }
      pending += (lines + [.line("}", depth: depth)]).reversed()
    }
  }

  private func messageText(_ part: MessagePart) -> String {
    switch part {
    case .text(let text): Self.quoted(text)
    case .instancePath: "path"
    case .value(let expression, .decimal): text(expression)
    case .value(let expression, .hexadecimal): "\(text(expression)) hexadecimal"
    case .value(let expression, .binary): "\(text(expression)) binary"
    case .value(let expression, .fixed(let fraction)) where fraction < 0:
      "\(text(expression)) fixed minus \(fraction.magnitude)"
    case .value(let expression, .fixed(let fraction)): "\(text(expression)) fixed \(fraction)"
    }
  }

  private func domainText(_ domain: DomainID) -> String { domain == .own ? "" : " domain \(domain.index)" }

  // MARK: Text

  /// Deep nesting is not shown by an indentation that is longer than the text.
  private mutating func writeLine(_ line: String, _ depth: Int) {
    text += String(repeating: "  ", count: min(depth, 20)) + line + "\n"
  }

  private mutating func endLine(at place: Place) { text += placeText(place) + "\n" }

  private func placeText(_ place: Place) -> String {
    guard places, case .source(let location) = place else { return "" }
    return " @ \(Self.quoted(location.file)) \(location.line) \(location.column)"
  }

  /// An identifier as it is; any other name, and a word of the form itself, in quotes.
  static func name(_ name: String) -> String {
    EmittedName.isIdentifier(name) && !keywords.contains(name) ? name : quoted(name)
  }

  private static let keywords: Set<String> = [
    "assert", "assume", "at", "blackbox", "body", "case", "check", "clocks", "contents", "cover", "crossing", "depth",
    "display", "domain", "else", "enabled", "enum", "exclusive", "follows", "from", "input", "instance", "match",
    "memory",
    "memoryAccess", "message", "modelled", "module", "named", "of", "otherwise", "output", "parameter", "point", "port",
    "register",
    "reset", "resets", "times", "when", "width", "wire", "with", "write",
  ]

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension Design {
  /// The design as text, which `Design(text:file:)` reads back.
  ///
  /// - Parameter places: Whether places in the user's source are written; return addresses, which mean nothing in another
  ///   process, never are.
  public func text(places: Bool = false) -> String {
    var writer = DesignWriter(self, places: places)
    writer.write()
    return writer.text
  }
}
