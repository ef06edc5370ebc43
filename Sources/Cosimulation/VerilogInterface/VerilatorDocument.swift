import RTL

/// What `--xml-only` of Verilator tells of modules.
struct VerilatorDocument {
  private let moduleElements: [MarkupElement]
  private let types: [String: MarkupElement]

  init(_ bytes: [UInt8]) throws(CosimulationError) {
    guard let netlist = MarkupElement(document: bytes)?.child("netlist") else {
      throw .unreadable(.verilator, "it is no XML with a 'netlist'")
    }
    moduleElements = netlist.children.filter { $0.name == "module" }
    var types: [String: MarkupElement] = [:]
    for type in netlist.child("typetable")?.children ?? [] { types[type.attributes["id"] ?? ""] = type }
    self.types = types
  }

  var modules: VerilogModuleList {
    var instantiated: Set<String> = []
    for module in moduleElements {
      module.visitAll { element in
        if element.name == "instance", let name = element.attributes["defName"] { instantiated.insert(name) }
      }
    }
    let tops = moduleElements.filter { !instantiated.contains($0.attributes["name"] ?? "") }
    return VerilogModuleList(
      names: Set(moduleElements.compactMap { $0.attributes["origName"] }).sorted(),
      tops: tops.compactMap { $0.attributes["origName"] }.sorted())
  }

  func interface(of name: String) throws(CosimulationError) -> VerilogInterface {
    let probe = moduleElements.first { $0.attributes["origName"] == ReadVerilogInterface.probe }
    let instance = probe?.children.first { $0.name == "instance" }
    guard let module = moduleElements.first(where: { $0.attributes["name"] == instance?.attributes["defName"] }) else {
      throw .unreadable(.verilator, "module '\(name)' is not in it")
    }
    var ports: [(index: Int, port: VerilogInterface.Port)] = []
    var parameters: [BlackBoxParameter] = []
    for variable in module.children where variable.name == "var" {
      guard let variableName = variable.attributes["origName"] else { continue }
      if let direction = variable.attributes["dir"].flatMap(VerilogInterface.Direction.init(rawValue:)) {
        guard let type = type(variable.attributes["dtype_id"], depth: 0) else {
          throw .unreadable(.verilator, "the type of port '\(variableName)' of '\(name)'")
        }
        let port = VerilogInterface.Port(
          name: variableName, direction: direction, width: type.width, isSigned: type.isSigned)
        ports.append((Int(variable.attributes["pinIndex"] ?? "") ?? 0, port))
      } else if variable.attributes["param"] == "true", let value = value(of: variable) {
        parameters.append(BlackBoxParameter(variableName, value))
      }
    }
    let ordered = ports.sorted { $0.index < $1.index }.map(\.port)
    return VerilogInterface(module: name, ports: ordered, parameters: parameters)
  }

  // MARK: Types

  /// Nil for types that have no number of bits or whose bits are not told.
  private func type(_ id: String?, depth: Int) -> SignalType? {
    guard let element = types[id ?? ""], depth < 64 else { return nil }
    let isSigned = element.attributes["signed"] == "true"
    switch element.name {
    case "basicdtype":
      guard let kind = element.attributes["name"], !["real", "string", "event", "chandle"].contains(kind) else {
        return nil
      }
      guard let left = element.attributes["left"].flatMap(Int.init),
        let right = element.attributes["right"].flatMap(Int.init)
      else { return SignalType(width: 1, isSigned: isSigned) }
      return SignalType(width: abs(left - right) + 1, isSigned: isSigned)
    case "packarraydtype":
      let bounds = element.child("range")?.children.compactMap { Self.number($0)?.int(signed: true) } ?? []
      guard bounds.count == 2, let part = type(element.attributes["sub_dtype_id"], depth: depth + 1) else { return nil }
      return .unsigned((abs(bounds[0] - bounds[1]) + 1) * part.width)
    case "refdtype", "enumdtype": return type(element.attributes["sub_dtype_id"], depth: depth + 1)
    default: return nil
    }
  }

  // MARK: Parameters

  private func value(of variable: MarkupElement) -> BlackBoxParameter.Value? {
    guard let constant = variable.child("const"), let text = constant.attributes["name"] else { return nil }
    if text.hasPrefix("\""), text.hasSuffix("\""), text.count > 1 { return .text(String(text.dropFirst().dropLast())) }
    guard let bits = Self.number(constant) else { return Double(text).map { .real($0) } }
    let type = types[variable.attributes["dtype_id"] ?? ""]
    if type?.attributes["signed"] != "true", let text = Self.text(bits) { return .text(text) }
    guard bits.width == 32, let number = bits.int(signed: true) else { return .bits(bits) }
    return .integer(number)
  }

  /// The number in `32'sh1f`.
  private static func number(_ constant: MarkupElement) -> Bits? {
    guard let text = constant.attributes["name"], let quote = text.firstIndex(of: "'"), let width = Int(text[..<quote]),
      (1...SignalType.maximumWidth).contains(width)
    else { return nil }
    let digits = text[text.index(after: quote)...].drop { $0 == "s" }
    guard digits.first == "h" else { return nil }
    var binary = ""
    for digit in digits.dropFirst() {
      guard let value = digit.hexDigitValue else { return nil }
      let bits = String(value, radix: 2)
      binary += String(repeating: "0", count: 4 - bits.count) + bits
    }
    return Bits(binary: binary)?.resized(to: width, signed: false)
  }

  /// A text is told as its bits: several characters, all of them printable, are taken for one.
  private static func text(_ bits: Bits) -> String? {
    guard bits.width % 8 == 0, bits.width >= 16 else { return nil }
    var text = ""
    for index in stride(from: bits.width - 8, through: 0, by: -8) {
      let code = UInt8(bits.slice(low: index, width: 8).word(0))
      guard (0x20...0x7e).contains(code) else { return nil }
      text.unicodeScalars.append(Unicode.Scalar(code))
    }
    return text
  }
}
