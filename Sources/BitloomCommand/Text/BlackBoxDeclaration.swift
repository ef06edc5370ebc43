import Bitloom
import Cosimulation

/// The Swift declaration of an existing Verilog module.
struct BlackBoxDeclaration {
  private let interface: VerilogInterface
  private let files: [String]
  private let clocks: GuessedClocks
  private let rules: WidthRules
  /// The data ports with their names in Swift.
  private let ports: [(port: VerilogInterface.Port, name: String)]
  /// The properties for the parameters that widths follow from, by parameter.
  private let properties: [String: String]

  init(_ interface: VerilogInterface, _ rules: WidthRules = WidthRules(), files: [String]) {
    self.interface = interface
    self.rules = rules
    self.files = files
    var members: Set<String> = ["model", "moduleName", "parameterProblems", "summary", "verilog"]
    var properties: [String: String] = [:]
    for parameter in interface.parameters where rules.leading.contains(parameter.name) {
      properties[parameter.name] = Self.unique(SwiftName.property(parameter.name), &members)
    }
    self.properties = properties
    clocks = GuessedClocks(interface)
    let controls = clocks.names
    var taken: Set<String> = []
    ports = interface.ports.filter { $0.direction != .bidirectional && !controls.contains($0.name) }.map { port in
      (port, Self.unique(SwiftName.property(port.name), &taken))
    }
  }

  private static func unique(_ name: String, _ taken: inout Set<String>) -> String {
    var candidate = name
    var number = 2
    while !taken.insert(candidate).inserted {
      candidate = "\(name)\(number)"
      number += 1
    }
    return candidate
  }

  var text: String {
    var lines = ["import Bitloom", ""] + comment.map { $0.isEmpty ? "///" : "/// \($0)" }
    lines.append("struct \(SwiftName.type(interface.module)): BlackBox {")
    for parameter in interface.parameters {
      guard let property = properties[parameter.name], let number = parameter.value.wholeNumber else { continue }
      lines.append("  var \(property) = \(number)")
    }
    if !properties.isEmpty { lines.append("") }
    lines.append("  struct IO: Interface {")
    lines += ports.map { port, name in
      let start = "    @\(port.direction == .input ? "Input" : "Output") var \(name): Signal"
      return rules.ports[port.name] == nil ? "\(start) = \(type(port))" : start
    }
    lines += ["  }"] + interfaceLines + ["", "  var verilog: ExternalVerilog<IO> {", "    ExternalVerilog("]
    lines += arguments.joinedArguments
    lines += ["  }", "}"]
    return lines.map { $0 + "\n" }.joined()
  }

  /// `ports`, with the types that follow from parameters.
  private var interfaceLines: [String] {
    let following = ports.filter { rules.ports[$0.port.name] != nil }.map { "\($0.name): \(type($0.port))" }
    let line = "  var ports: IO { IO(\(following.joined(separator: ", "))) }"
    if line.count <= 100 { return [line] }
    let inner = following.enumerated().map { "      \($1)\($0 < following.count - 1 ? "," : ")")" }
    return ["  var ports: IO {", "    IO("] + inner + ["  }"]
  }

  private func width(_ rule: WidthRules.Rule?) -> String? {
    rule.flatMap { rule in properties[rule.parameter].map { rule.text($0) } }
  }

  private func type(_ port: VerilogInterface.Port) -> String {
    if let width = width(rules.ports[port.name]) { return port.isSigned ? ".signed(\(width))" : ".unsigned(\(width))" }
    if port.isSigned { return ".signed(\(port.width))" }
    return port.width == 1 ? ".bit" : ".unsigned(\(port.width))"
  }

  // MARK: Comment

  private var comment: [String] {
    var lines = ["The Verilog module `\(interface.module)`."]
    let guesses = clocks.clocks.map { clock in
      guard let reset = clock.reset else { return "`\(clock.name)` is a clock" }
      return "`\(clock.name)` is a clock, `\(reset)` its reset, active \(clock.isActiveLow ? "low" : "high")"
    }
    if !guesses.isEmpty { lines += ["", "Guessed from the names: \(guesses.joined(separator: "; "))."] }
    let leading = interface.parameters.map(\.name).filter { rules.leading.contains($0) }.map { "`\($0)`" }
    if !leading.isEmpty {
      lines += ["", "Widths follow \(leading.joined(separator: ", ")), as far as the next two values tell."]
    }
    if clocks.clocks.count > 1 {
      lines += ["Without a `model`, `domains` has to say which clock belongs to which port."]
    }
    let bidirectional = interface.ports.filter { $0.direction == .bidirectional }.map { "`\($0.name)`" }
    if !bidirectional.isEmpty {
      lines += ["", "Left out and not connected, since they go both ways: \(bidirectional.joined(separator: ", "))."]
    }
    return lines
  }

  // MARK: Description

  /// The arguments of `ExternalVerilog`, a line or several each.
  private var arguments: [[String]] {
    let (naming, renamed) = names
    var arguments = [["\(String(reflecting: interface.module))"]]
    let settings = interface.parameters.map { "\"\($0.name)\": \(value($0))" }
    if !settings.isEmpty { arguments.append(Self.list("parameters", settings)) }
    let clocks = clocks.clocks.enumerated().map { Self.clock($1, isOwn: $0 == 0) }
    if !clocks.isEmpty { arguments.append(Self.list("clocks", clocks)) }
    if !renamed.isEmpty { arguments.append(Self.list("ports", renamed)) }
    if naming != "snakeCase" { arguments.append(["naming: .\(naming)"]) }
    let paths = files.map { String(reflecting: $0) }
    arguments.append([
      paths.count == 1 ? "source: .file(\(paths[0]))" : "source: .files([\(paths.joined(separator: ", "))])"
    ])
    return arguments
  }

  private static func list(_ label: String, _ items: [String]) -> [String] {
    if items.count == 1 { return ["\(label): [\(items[0])]"] }
    return ["\(label): ["] + items.map { "  \($0)," } + ["]"]
  }

  /// The naming that fits most ports, and the names of the others.
  private var names: (naming: String, renamed: [String]) {
    let namings: [(name: String, spelling: (String) -> String)] = [
      ("snakeCase", { VerilogName.snakeCase($0) }), ("uppercase", { VerilogName.snakeCase($0).uppercased() }),
      ("asWritten", { $0 }),
    ]
    var best = (name: "snakeCase", others: ports.count + 1, renamed: [String]())
    for naming in namings {
      let others = ports.filter { naming.spelling($0.name) != $0.port.name }
      if others.count < best.others {
        best = (naming.name, others.count, others.map { "\\.\($0.name): \(String(reflecting: $0.port.name))" })
      }
    }
    return (best.name, best.renamed)
  }

  private static func clock(_ clock: GuessedClocks.Clock, isOwn: Bool) -> String {
    var text = ".clock(\"\(clock.name)\""
    if let reset = clock.reset { text += ", reset: \"\(reset)\"\(clock.isActiveLow ? ", .activeLow" : "")" }
    if !isOwn {
      let reset = clock.reset == nil ? "nil" : ".init(name: \"\(clock.name)_rst\")"
      text += ", of: ClockDomain(clock: \"\(clock.name)\", reset: \(reset))"
    }
    return text + ")"
  }

  private func value(_ parameter: BlackBoxParameter) -> String {
    let property = properties[parameter.name]
    switch parameter.value {
    case .integer(let number): return property.map { ".integer(\($0))" } ?? "\(number)"
    case .real(let number): return "\(number)"
    case .text(let text): return String(reflecting: text)
    case .bits(let bits):
      let width = width(rules.parameters[parameter.name]) ?? "\(bits.width)"
      if bits.width < 64 { return ".bits(\(property ?? "\(bits.word(0))"), width: \(width))" }
      let words = (0..<bits.wordCount).map { "\(bits.word($0))" }.joined(separator: ", ")
      return ".bits(Bits(words: [\(words)], width: \(bits.width)))"
    }
  }
}

extension [[String]] {
  /// The lines of arguments, with commas between and the parenthesis at the end.
  fileprivate var joinedArguments: [String] {
    var lines: [String] = []
    for (index, argument) in enumerated() {
      var indented = argument.map { "      \($0)" }
      if let last = indented.indices.last { indented[last] += index < count - 1 ? "," : ")" }
      lines += indented
    }
    return lines
  }
}

/// Names of Swift for names of Verilog.
enum SwiftName {
  /// `DATA_IN` as `dataIn`; a word of the language, or of what every instance has, gets `Port` behind it.
  static func property(_ name: String) -> String {
    let words = VerilogName.words(name)
    let joined = (words.prefix(1) + words.dropFirst().map(\.capitalisedWord)).joined()
    let spelled = joined.first.map { $0.isNumber } ?? true ? "port\(joined)" : joined
    return reserved.contains(spelled) ? "\(spelled)Port" : spelled
  }

  /// `sat_counter` as `SatCounter`.
  static func type(_ name: String) -> String {
    let joined = VerilogName.words(name).map(\.capitalisedWord).joined()
    return joined.first.map { $0.isNumber } ?? true ? "Module\(joined)" : joined
  }

  private static let reserved: Set<String> = [
    "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do", "else",
    "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import", "in", "init",
    "inout", "internal", "is", "let", "nil", "operator", "ports", "precedencegroup", "private", "protocol", "public",
    "repeat", "rethrows", "return", "self", "static", "struct", "subscript", "super", "switch", "throw", "throws",
    "true", "try", "typealias", "var", "where", "while",
  ]
}

extension String {
  fileprivate var capitalisedWord: String { prefix(1).uppercased() + dropFirst() }
}
