extension CircuitPlan {
  /// The circuit as a user would write it in Swift, in short: a line for each step.
  public var text: String {
    var lines = ["// seed \(recipe.seed), \(recipe.cycles) cycles"]
    for (number, clock) in ([recipe.clock] + recipe.furtherClocks).enumerated() {
      let domain = domains[number]
      let reset =
        clock.reset == .none ? "no reset" : "\(clock.reset) reset\(clock.resetIsActiveLow ? ", active low" : "")"
      let name = domains.count > 1 ? "domain \(number): " : ""
      let shared = domain.clock == number ? "" : ", the clock of domain \(domain.clock)"
      let schedule =
        clock.period.map { $0 > 1 && shared.isEmpty ? ", every \($0) steps from \(clock.phase ?? 0)" : "" } ?? ""
      lines.append("// \(name)\(domain.usesFallingEdge ? "falling" : "rising") edge, \(reset)\(shared)\(schedule)")
    }
    for (index, module) in modules.enumerated() {
      if modules.count > 1 { lines.append("module m\(index):") }
      lines += ModuleText(module).lines
    }
    return lines.joined(separator: "\n")
  }
}

/// The lines of one module.
private struct ModuleText {
  let module: ModulePlan
  private(set) var lines: [String] = []
  private var names: [Int: String] = [:]
  private var inputCount = 0

  init(_ module: ModulePlan) {
    self.module = module
    for step in module.steps { add(step) }
  }

  private mutating func name(_ value: Int, _ letter: String) -> String {
    let name = "\(letter)\(module.stepIDs[value])"
    names[value] = name
    return name
  }

  private func type(_ value: Int) -> NumberType { module.types[value] }

  private mutating func add(_ step: PlannedStep) {
    switch step {
    case .input(let value):
      names[value] = "x[\(inputCount)]"
      lines.append("@Input x[\(inputCount)]: \(type(value))")
      inputCount += 1
    case .output(let number, let operand): lines.append("y[\(number)] <== \(text(operand))")
    case .constant(let value, let number):
      lines.append("let \(name(value, "c")) = constant(\(number), \(type(value)))")
    case .pattern(let value, let words):
      let list = words.map { "0x" + String($0, radix: 16) }.joined(separator: ", ")
      lines.append("let \(name(value, "c")) = constant(Bits(words: [\(list)], width: \(type(value).width)))")
    case .operation(let value, let op, let operands, let arranged):
      let expression = Self.expression(op, operands.map(text), arranged.parameters)
      let dots = op == .named ? "(\"v\(module.stepIDs[value])\")" : ""
      lines.append("let \(name(value, "v")) = \(expression)\(dots)  // \(type(value))")
    case .register(let number):
      let register = module.registers[number]
      let reset = register.reset.map { ", reset: \($0)" } ?? ""
      let name = name(register.value, "r")
      lines.append(
        "let \(name) = register(\"\(name)\", \(type(register.value))\(reset))\(clocked(register.area))")
    case .registerArray(let first, let count):
      let register = module.registers[first]
      let reset = register.reset.map { ", reset: \($0)" } ?? ""
      let name = name(register.value, "a")
      for offset in 0..<count { names[register.value + offset] = "\(name)[\(offset)]" }
      lines.append(
        "let \(name) = register(\"\(name)\", \(type(register.value)), count: \(count)\(reset))"
          + clocked(register.area))
    case .stateRegister(let number, let kind):
      let register = module.registers[number]
      let reset = register.reset.map { ", reset: .case\($0)" } ?? ""
      let name = name(register.value, "s")
      lines.append("let \(name) = register(EnumShape(\(kind.caseCount) cases)\(reset))\(clocked(register.area))")
    case .stateIs(let value, let state, _, let code, let isNegated):
      lines.append("let \(name(value, "v")) = \(names[state] ?? "") \(isNegated ? "!=" : "==") .case\(code)")
    case .wire(let value, let first):
      let source = text(first)
      let name = name(value, "w")
      lines.append("let \(name) = wire(\"\(name)\", \(type(value))); \(name) <== \(source)")
    case .memory(let number):
      let memory = module.memories[number]
      let contents = memory.contents.map { words in
        ", contents: [" + words.map { Self.hexadecimal($0) }.joined(separator: ", ") + "]"
      }
      lines.append(
        "let m\(memory.stepID) = memory(\"m\(memory.stepID)\", \(memory.type), depth: \(memory.depth)\(contents ?? ""))"
      )
    case .memoryRead(let value, let memory, let address):
      let source = text(address)
      lines.append("let \(name(value, "v")) = m\(module.memories[memory].stepID).read(at: \(source))")
    case .memoryPort(_, let port):
      let (source, enable) = (text(port.address), port.enable.map { ", enable: \(text($0))" } ?? "")
      let last = port.registers.count - 1
      lines.append(
        "let \(name(module.registers[port.registers[last]].value, "v")) = m\(module.memories[port.memory].stepID).read("
          + "at: \(source), latency: \(last + 1)\(enable), duringWrite: .\(port.duringWrite))\(clocked(port.area))"
      )
    case .crossing(let operand, let registers, let kind):
      let (source, register) = (text(operand), module.registers[registers[registers.count - 1]])
      let how = kind == .heldStill ? "held still" : "synchronised, \(registers.count) stages"
      lines.append(
        "let \(name(register.value, "k")) = \(source).registered()  // \(how)\(clocked(register.area))")
    case .element(let value, let elements, let index):
      let list = elements.map(text).joined(separator: ", ")
      let chosen = text(index)
      lines.append("let \(name(value, "v")) = [\(list)][\(chosen)]  // \(type(value))")
    case .instance(_, let child, let inputs, let firstOutput, let isInlined, let stepID, let area):
      let sources = inputs.map(text).joined(separator: ", ")
      lines.append(
        "let u\(stepID) = Instance(m\(child)(\(sources))\(isInlined ? ", inlined: true" : ""))\(clocked(area))")
      for value in module.stepIDs.indices where value >= firstOutput && module.stepIDs[value] == stepID {
        names[value] = "u\(stepID).y[\(value - firstOutput)]"
      }
    case .statements(let statements, let area):
      let parts = [area.domain.map { "by: domain \($0)" }, area.enable.map { "enable: \(text($0))" }].compactMap(\.self)
      if !parts.isEmpty { lines.append("clocked(\(parts.joined(separator: ", "))) {") }
      add(statements, parts.isEmpty ? "" : "  ")
      if !parts.isEmpty { lines.append("}") }
    }
  }

  private func clocked(_ area: PlannedArea) -> String {
    let parts = [area.domain.map { "domain \($0)" }, area.enable.map { "enabled by \(text($0))" }].compactMap(\.self)
    return parts.isEmpty ? "" : "  // " + parts.joined(separator: ", ")
  }

  private static func hexadecimal(_ words: [UInt64]) -> String {
    "0x"
      + words.reversed().enumerated().map { index, word in
        let digits = String(word, radix: 16)
        return index == 0 ? digits : String(repeating: "0", count: 16 - digits.count) + digits
      }.joined()
  }

  private func text(_ operand: PlannedOperand) -> String {
    switch operand.source {
    case .literal(let number): return "\(number)"
    case .value(let value):
      return operand.conversions.reduce(names[value] ?? "?") { text, conversion in
        switch conversion {
        case .truncated(let width): "\(text).truncated(to: \(width))"
        case .asSigned: "\(text).asSigned"
        case .extended(let width): "\(text).extended(to: \(width))"
        case .asUnsigned: "\(text).asUnsigned"
        case .orReduced: "\(text).orReduced"
        }
      }
    }
  }

  private static func expression(_ op: CircuitOperator, _ operands: [String], _ numbers: [Int]) -> String {
    switch op {
    case .mux: "mux(\(operands.joined(separator: ", ")))"
    case .concatenate: "cat(\(operands.joined(separator: ", ")))"
    case .bit: "\(operands[0])[\(numbers[0])]"
    case .slice: "\(operands[0])[\(numbers[0])...\(numbers[1])]"
    case .selectBit: "\(operands[0])[\(operands[1])]"
    case .repetition: "\(operands[0]).repeated(\(numbers[0]))"
    case .truncated, .extended, .saturated: "\(operands[0]).\(op)(to: \(numbers[0]))"
    case .negate, .not, .logicalNot: "\(op.symbol ?? "")\(operands[0])"
    default:
      if let symbol = op.symbol {
        "\(operands[0]) \(symbol) \(operands.count > 1 ? operands[1] : numbers.first.map(String.init) ?? "")"
      } else {
        "\(operands[0]).\(op)"
      }
    }
  }

  private mutating func add(_ statements: [PlannedStatement], _ indent: String) {
    for statement in statements { add(statement, indent) }
  }

  private mutating func add(_ statement: PlannedStatement, _ indent: String) {
    switch statement {
    case .assign(let target, let operand): lines.append("\(indent)\(names[target] ?? "") <== \(text(operand))")
    case .assignBits(let target, let high, let low, let operand):
      let range = high == low ? "\(low)" : "\(high)...\(low)"
      lines.append("\(indent)\(names[target] ?? "")[\(range)] <== \(text(operand))")
    case .increment(let target, let limit):
      lines.append("\(indent)\(names[target] ?? "").increment(wrappingAt: \(limit))")
    case .when(let branches, let otherwise):
      for (index, branch) in branches.enumerated() {
        lines.append("\(indent)\(index == 0 ? "when" : "}.elseWhen")(\(text(branch.condition))) {")
        add(branch.body, indent + "  ")
      }
      if let otherwise {
        lines.append("\(indent)}.otherwise {")
        add(otherwise, indent + "  ")
      }
      lines.append("\(indent)}")
    case .match(let state, _, let arms):
      lines.append("\(indent)match(\(names[state] ?? "")) { switch $0 {")
      for (code, arm) in arms.enumerated() {
        lines.append("\(indent)case .case\(code):")
        add(arm, indent + "  ")
      }
      lines.append("\(indent)} }")
    case .setState(let state, _, let code): lines.append("\(indent)\(names[state] ?? "") <== .case\(code)")
    case .chooseState(let state, _, let condition, let code, let otherwise):
      lines.append("\(indent)\(names[state] ?? "") <== mux(\(text(condition)), .case\(code), .case\(otherwise))")
    case .writeMemory(let memory, let address, let value):
      lines.append("\(indent)m\(module.memories[memory].stepID).write(\(text(value)), at: \(text(address)))")
    case .writeLanes(let memory, let address, let value, let mask, _):
      let name = "m\(module.memories[memory].stepID)"
      lines.append("\(indent)\(name).write(\(text(value)), at: \(text(address)), mask: \(text(mask)))")
    case .assignElement(let first, _, let index, let operand):
      lines.append("\(indent)a\(module.stepIDs[first])[\(text(index))] <== \(text(operand))")
    case .assignPart(let target, let width, let index, let operand):
      let parts = width == 1 ? "" : ".parts(of: \(width))"
      lines.append("\(indent)\(names[target] ?? "")\(parts)[\(text(index))] <== \(text(operand))")
    }
  }
}
