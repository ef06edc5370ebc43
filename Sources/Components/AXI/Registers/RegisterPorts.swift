import Bitloom
import RTL

/// The hardware side of a register map: a group of ports for each register, found by its name.
///
/// ```swift
/// let registers = Instance("registers", RegisterFile(timer))
/// when(registers.fields.control.enable) { count <== count &+ 1 }
/// registers.fields.count.value <== count
/// ```
/// Names may be written as in the map or as in Verilog. A name that there is not is a diagnostic.
@dynamicMemberLookup
public struct RegisterPorts: Bundle {
  let map: String
  /// In the order of declaration, with the names as in Verilog.
  let registers: [(name: String, ports: RegisterFieldPorts)]
  /// Whether the map is a mistake, and no lookup another one.
  let isOfMistake: Bool

  /// Makes the ports of a map; none for a map with problems.
  init(_ map: RegisterMap) {
    self.map = map.name
    isOfMistake = !map.problems.isEmpty
    guard !isOfMistake else {
      registers = []
      return
    }
    registers = RegisterLayout(of: map).entries.map { entry in
      (entry.name, RegisterFieldPorts(entry))
    }
  }

  /// The ports of a register.
  public subscript(dynamicMember name: String) -> RegisterFieldPorts { self[name] }

  /// The ports of a register.
  public subscript(name: String) -> RegisterFieldPorts {
    let spelling = EmittedName.snakeCase(name)
    if let found = registers.first(where: { $0.name == spelling }) { return found.ports }
    if !isOfMistake {
      Signal.reportMissing(name, in: "register map '\(map)'", among: registers.map(\.name))
    }
    return RegisterFieldPorts(ofMistake: name)
  }

  public func visitLeaves(_ visitor: inout LeafVisitor) {
    for (name, ports) in registers { visitor.visit(ports, named: name, .group) }
  }
}

/// The ports of a register, found by the names of its fields; an array of registers has one group for each element.
///
/// | access | ports |
/// |---|---|
/// | `readWrite`, `writeOnly` | an output with the value |
/// | `pulse` | an output that has what was written for one cycle |
/// | `readOnly` | an input |
/// | `writeOneToClear` | an output with the value and an input, `_set` behind the name, whose ones set bits |
/// | `constant` | none |
@dynamicMemberLookup
public struct RegisterFieldPorts: Bundle {
  /// As in Verilog, for messages.
  let register: String
  private(set) var fields: [Field] = []
  /// The elements of an array of registers; nil for one register.
  private(set) var elements: [RegisterFieldPorts]?
  private var isOfMistake = false

  struct Field: Sendable {
    var name: String
    var isInput: Bool
    var signal: Signal
  }

  init(_ entry: RegisterLayout.Entry) {
    self.init(name: entry.name)
    if entry.register.count == nil {
      fields = Self.ports(of: entry.register)
    } else {
      elements = (0..<entry.count).map { _ in RegisterFieldPorts(name: entry.name, of: entry.register) }
    }
  }

  private init(name: String, of register: Register) {
    self.init(name: name)
    fields = Self.ports(of: register)
  }

  private init(name: String) {
    register = name
  }

  init(ofMistake name: String) {
    self.init(name: name)
    isOfMistake = true
  }

  private static func ports(of register: Register) -> [Field] {
    register.fields.flatMap { field -> [Field] in
      let name = EmittedName.snakeCase(field.name)
      func port(_ suffix: String = "", isInput: Bool) -> Field {
        Field(name: name + suffix, isInput: isInput, signal: SignalType.unsigned(field.width).instantiate())
      }
      return switch field.access {
      case .readWrite, .writeOnly, .pulse: [port(isInput: false)]
      case .readOnly: [port(isInput: true)]
      case .writeOneToClear: [port(isInput: false), port("_set", isInput: true)]
      case .constant: []
      }
    }
  }

  /// The port of a field.
  public subscript(dynamicMember name: String) -> Signal { self[name] }

  /// The port of a field.
  public subscript(name: String) -> Signal {
    let spelling = EmittedName.snakeCase(name)
    if let found = fields.first(where: { $0.name == spelling }) { return found.signal }
    if isOfMistake { return .ofMistake }
    if let elements {
      let message = "register array '\(register)', whose elements are asked for by number,"
      return .missing(name, in: message, among: (0..<min(elements.count, 9)).map { "[\($0)]" })
    }
    return .missing(name, in: "register '\(register)'", among: fields.map(\.name))
  }

  /// The ports of an element of an array of registers.
  public subscript(index: Int) -> RegisterFieldPorts {
    if let elements, elements.indices.contains(index) { return elements[index] }
    if !isOfMistake {
      let names = elements.map { $0.indices.map { "[\($0)]" } } ?? fields.map(\.name)
      Signal.reportMissing("[\(index)]", in: "register '\(register)'", among: names)
    }
    return RegisterFieldPorts(ofMistake: register)
  }

  /// Number of elements of an array of registers; 1 for one register.
  public var count: Int { elements?.count ?? 1 }

  public func visitLeaves(_ visitor: inout LeafVisitor) {
    for field in fields { visitor.visit(field.signal, named: field.name, field.isInput ? .input : .output) }
    for (index, element) in (elements ?? []).enumerated() { visitor.visit(element, element: index) }
  }
}
