import RTL

// Modules: header, ports, declarations and items.

extension VerilogPrinter {
  mutating func write(_ module: VerilogModule) {
    for line in module.header { writeLine(line.isEmpty ? "//" : "// \(line)") }
    if !module.attributes.isEmpty { writeLine(Self.text(of: module.attributes)) }
    writePorts(module)
    write(module.parameters, module.declarations)
    for initial in module.initials {
      endLine()
      write(initial)
    }
    write(module.items)
    if let checks = module.checks { write(checks, unreadName: module.unreadName) }
    if !module.unread.isEmpty { writeUnread(module.unread, module.unreadName) }
    writeLine("endmodule")
  }

  /// - Parameter isFirst: Whether nothing of a section stands before, so that no empty line is needed.
  mutating func write(_ items: [VerilogItem], isFirst: Bool = false) {
    var previous: VerilogItem?
    for (index, item) in items.enumerated() {
      let followsAssign = item.isAssign && (previous?.isAssign ?? false)
      if !followsAssign, index > 0 || !isFirst { endLine() }
      write(item)
      previous = item
    }
  }

  mutating func writeUnread(_ unread: [VerilogExpression], _ name: String, isFirst: Bool = false) {
    if !isFirst { endLine() }
    writeLine("// Nothing reads these bits.", level: 1)
    startLine(1)
    write("wire \(name) = &")
    writeList(open: "{", [.literal("1'b0")] + unread, close: "};")
    endLine()
  }

  private mutating func writePorts(_ module: VerilogModule) {
    if module.ports.isEmpty { return writeLine("module \(module.name) ();") }
    writeLine("module \(module.name) (")
    let padsKind = dialect == .verilog2001 && module.ports.contains { $0.isVariable }
    let heads = module.ports.map { portHead($0, padsKind: padsKind) }
    let longest = heads.map(\.utf8.count).max() ?? 0
    for (index, port) in module.ports.enumerated() {
      if !port.attributes.isEmpty { writeLine(Self.text(of: port.attributes), level: 1) }
      startLine(1)
      write(heads[index])
      writeSpaces(longest - heads[index].utf8.count + 1)
      write(port.name)
      if index < module.ports.count - 1 { write(",") }
      comment(port.comment)
      endLine()
    }
    writeLine(");")
  }

  private func portHead(_ port: VerilogDeclaration, padsKind: Bool) -> String {
    (port.direction == .output ? "output " : "input  ") + typeText(port, padsKind: padsKind)
  }

  /// `logic signed [7:0]`, or the same with `wire` or `reg`.
  private func typeText(_ declaration: VerilogDeclaration, padsKind: Bool = false) -> String {
    if declaration.isInteger { return "integer" }
    let variable = padsKind ? "reg " : "reg"
    var text = dialect == .systemVerilog ? "logic" : declaration.isVariable ? variable : "wire"
    if declaration.type.isSigned { text += " signed" }
    let width = declaration.type.width
    if width > 1 || declaration.type.isSigned { text += " [\(width - 1):0]" }
    return text
  }

  mutating func write(
    _ parameters: [VerilogParameter], _ declarations: [VerilogDeclaration], isFirst: Bool = false
  ) {
    if !parameters.isEmpty, !isFirst { endLine() }
    for parameter in parameters {
      startLine(1)
      write(dialect == .systemVerilog ? "localparam logic " : "localparam ")
      if parameter.width > 1 { write("[\(parameter.width - 1):0] ") }
      write("\(parameter.name) = \(parameter.value);")
      endLine()
    }
    if !declarations.isEmpty, !isFirst || !parameters.isEmpty { endLine() }
    for declaration in declarations {
      startLine(1)
      if !declaration.attributes.isEmpty { write("\(Self.text(of: declaration.attributes)) ") }
      write(typeText(declaration))
      write(" ")
      write(declaration.name)
      if let depth = declaration.depth { write(" [0:\(depth - 1)]") }
      if let value = declaration.initialValue { write(" = \(value)") }
      write(";")
      comment(declaration.comment)
      endLine()
    }
  }

  mutating func write(_ initial: VerilogInitial) {
    switch initial {
    case .image(let memory, let file):
      writeLine("initial $readmemh(\"\(file)\", \(memory));", level: 1)
    case .words(let memory, let words):
      writeLine("initial begin", level: 1)
      for (index, word) in words.enumerated() {
        startLine(2)
        write("\(memory)[\(index)] = ")
        write(word)
        write(";")
        endLine()
      }
      writeLine("end", level: 1)
    case .uniform(let memory, let count, let word, let index):
      writeLine("integer \(index);", level: 1)
      writeLine("initial begin", level: 1)
      writeLine("for (\(index) = 0; \(index) < \(count); \(index) = \(index) + 1) begin", level: 2)
      startLine(3)
      write("\(memory)[\(index)] = ")
      write(word)
      write(";")
      endLine()
      writeLine("end", level: 2)
      writeLine("end", level: 1)
    }
  }

  private mutating func write(_ item: VerilogItem) {
    switch item {
    case .assign(let target, let value, let text):
      startLine(1)
      comment(text)
      write("assign ")
      write(target)
      write(" = ")
      write(value)
      write(";")
      endLine()
    case .combinational(let statements):
      // Not `always_comb`: Icarus Verilog 11 hangs in chains of four such blocks, and refuses to watch some bits of a vector.
      writeLine("always @* begin", level: 1)
      writeStatements(statements, operator: " = ", level: 2)
      writeLine("end", level: 1)
    case .clocked(let sensitivity, let statements, let hasInitials):
      let keyword = dialect == .systemVerilog && !hasInitials ? "always_ff" : "always"
      writeLine("\(keyword) @(\(sensitivity)) begin", level: 1)
      writeStatements(statements, operator: " <= ", level: 2)
      writeLine("end", level: 1)
    case .instance(let instance):
      write(instance)
    }
  }

  private static func text(of attributes: [Attribute]) -> String {
    "(* \(attributes.map(\.description).joined(separator: ", ")) *)"
  }

  private mutating func write(_ instance: VerilogInstance) {
    if !instance.attributes.isEmpty { writeLine(Self.text(of: instance.attributes), level: 1) }
    comment(instance.comment)
    let head = self.head(of: instance)
    if instance.connections.isEmpty { return writeLine("\(head) ();", level: 1) }
    writeLine("\(head) (", level: 1)
    let longest = instance.connections.map(\.port.utf8.count).max() ?? 0
    for (index, connection) in instance.connections.enumerated() {
      startLine(2)
      write(".\(connection.port)")
      writeSpaces(longest - connection.port.utf8.count + 1)
      write("(")
      write(connection.value)
      write(index < instance.connections.count - 1 ? ")," : ")")
      endLine()
    }
    writeLine(");", level: 1)
  }
}

extension VerilogPrinter {
  /// The module, its parameters and the name of an instance; several parameters are a line each.
  private mutating func head(of instance: VerilogInstance) -> String {
    let settings = instance.parameters.map { ".\($0.name)(\($0.value))" }
    guard settings.count > 1 else {
      return instance.module + settings.map { " #(\($0))" }.joined() + " " + instance.name
    }
    writeLine("\(instance.module) #(", level: 1)
    for (index, setting) in settings.enumerated() {
      writeLine(index < settings.count - 1 ? setting + "," : setting, level: 2)
    }
    return ") \(instance.name)"
  }
}

extension VerilogItem {
  fileprivate var isAssign: Bool {
    if case .assign = self { return true }
    return false
  }
}
