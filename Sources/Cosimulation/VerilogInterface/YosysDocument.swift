import RTL

/// What `write_json` of Yosys tells of modules.
struct YosysDocument {
  private let moduleMembers: [OrderedJSON.Member]

  init(_ bytes: [UInt8]) throws(CosimulationError) {
    guard let document = OrderedJSON(bytes), let modules = document["modules"] else {
      throw .unreadable(.yosys, "it is no JSON with 'modules'")
    }
    moduleMembers = modules.members
  }

  var modules: VerilogModuleList {
    let names = moduleMembers.map(\.key).filter { !$0.hasPrefix("$") }.sorted()
    var instantiated: Set<String> = []
    for module in moduleMembers {
      for cell in module.value["cells"]?.members ?? [] {
        guard let type = cell.value["type"]?.text else { continue }
        instantiated.insert(Self.originalName(type))
      }
    }
    return VerilogModuleList(names: names, tops: names.filter { !instantiated.contains($0) })
  }

  /// The name of a module in the Verilog: `fifo` for `$paramod\fifo\WIDTH=...` and `$paramod$...\fifo`.
  private static func originalName(_ name: String) -> String {
    guard name.hasPrefix("$paramod") else { return name }
    let parts = name.split(separator: "\\").map(String.init)
    return parts.count > 1 ? parts[1] : name
  }

  func interface(of name: String) throws(CosimulationError) -> VerilogInterface {
    let probe = moduleMembers.first { $0.key == ReadVerilogInterface.probe }?.value
    let type = probe?["cells"]?[ReadVerilogInterface.instance]?["type"]?.text
    guard let module = moduleMembers.first(where: { $0.key == type })?.value else {
      throw .unreadable(.yosys, "module '\(name)' is not in it")
    }
    var ports: [VerilogInterface.Port] = []
    for port in module["ports"]?.members ?? [] {
      guard let direction = port.value["direction"]?.text.flatMap(VerilogInterface.Direction.init(rawValue:)) else {
        throw .unreadable(.yosys, "port '\(port.key)' of '\(name)' has no direction")
      }
      ports.append(
        VerilogInterface.Port(
          name: port.key, direction: direction, width: port.value["bits"]?.elements.count ?? 0,
          isSigned: port.value["signed"]?.integer == 1))
    }
    let parameters = module["parameter_default_values"]?.members.compactMap { parameter in
      parameter.value.text.flatMap(Self.value).map { BlackBoxParameter(parameter.key, $0) }
    }
    return VerilogInterface(module: name, ports: ports, parameters: parameters ?? [])
  }

  /// Bits are digits alone; a text of such digits has a blank behind it. Nil for bits that are not known.
  static func value(_ text: String) -> BlackBoxParameter.Value? {
    let digits = text.utf8.allSatisfy { "01xz".utf8.contains($0) }
    guard digits, !text.isEmpty else {
      let isMarked = text.hasSuffix(" ") && text.utf8.allSatisfy { "01xz ".utf8.contains($0) }
      return .text(isMarked ? String(text.dropLast()) : text)
    }
    guard text.utf8.allSatisfy({ "01".utf8.contains($0) }) else { return nil }
    if text.utf8.count == 32, let number = UInt32(text, radix: 2) { return .integer(Int(Int32(bitPattern: number))) }
    return Bits(binary: text).map { .bits($0) }
  }
}
