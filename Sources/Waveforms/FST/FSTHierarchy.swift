import RTL

/// The scopes and variables of an FST file, with the tables of the enumerations.
struct FSTHierarchy {
  private(set) var bytes: [UInt8] = []
  private(set) var scopeCount = 0
  private(set) var variableCount = 0
  private var firstVariable: Set<Int> = []
  /// The number of the table of each enumeration that was used.
  private var tables: [Int: Int] = [:]
  private let enumerations: [EnumerationDefinition]

  private enum Tag {
    static let attribute: UInt8 = 252
    static let scope: UInt8 = 254
    static let leave: UInt8 = 255
  }

  init(_ hierarchy: WaveformHierarchy) {
    enumerations = hierarchy.enumerations
    for item in hierarchy.items {
      switch item {
      case .enter(let name, let module):
        bytes += [Tag.scope, 0]
        bytes.appendText(name)
        bytes.appendText(module)
        scopeCount += 1
      case .leave: bytes.append(Tag.leave)
      case .variable(let variable): add(variable)
      }
    }
  }

  private mutating func add(_ variable: WaveformHierarchy.Variable) {
    switch variable.reading {
    case .names(let enumeration): addAttribute(kind: 7, "", table(of: enumeration))
    // The type's name in VHDL tells Surfer how to show the number; the point is where the numbers of the bits put it.
    case .fixed(_, let isSigned): addAttribute(kind: 2, isSigned ? "sfixed" : "ufixed", 1 << 10)
    case .signed: addAttribute(kind: 2, "signed", 1 << 10 | 9)
    case .bits: break
    }
    let isRegister = variable.kind == .register
    let direction: UInt8 =
      switch variable.kind {
      case .input: 1
      case .output: 2
      case .wire, .register, .clock, .reset: 0
      }
    bytes += [isRegister ? 5 : 16, direction]
    bytes.appendText(variable.name + variable.rangeText)
    bytes.appendVariable(variable.width)
    // 0 makes the next store; any other number is one that was made.
    bytes.appendVariable(firstVariable.insert(variable.store).inserted ? 0 : variable.store + 1)
    variableCount += 1
  }

  private mutating func table(of enumeration: Int) -> Int {
    if let known = tables[enumeration] { return known }
    let number = tables.count + 1
    tables[enumeration] = number
    let definition = enumerations[enumeration]
    let words =
      [definition.name, "\(definition.cases.count)"] + definition.cases.map(\.name)
      + definition.cases.map(\.code.binaryString)
    addAttribute(kind: 7, words.joined(separator: " "), number)
    return number
  }

  private mutating func addAttribute(kind: UInt8, _ text: String, _ argument: Int) {
    bytes += [Tag.attribute, 0, kind]
    bytes.appendText(text)
    bytes.appendVariable(argument)
  }
}
