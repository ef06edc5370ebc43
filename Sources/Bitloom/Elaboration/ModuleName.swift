import RTL

/// A parameter that says itself how it stands in the names of modules.
public protocol NamedParameter {
  /// Letters, digits and `_`, such as `16x16_int8`.
  var nameComponent: String { get }
}

extension SignalType: NamedParameter {
  /// `s8` or `u8`.
  public var nameComponent: String { "\(isSigned ? "s" : "u")\(width)" }
}

extension VectorShape: NamedParameter {
  public var nameComponent: String { "\(ModuleName.component(of: element, label: "") ?? "")x\(count)" }
}

/// The standard name of a module: the type, then the parameters in their declared order.
enum ModuleName {
  static func standard(for module: some Module) -> String {
    let name = compound(module)
    // Beyond this a name is no longer read.
    return name.count <= 96 ? name : "\(EmittedName.snakeCase(typeName(of: module)))_\(hash(of: name))"
  }

  static func parameters(of module: some Module) -> [Parameter] {
    Mirror(reflecting: module).children.compactMap { child in
      child.label.map { Parameter(name: $0, value: text(of: child.value)) }
    }
  }

  /// How a parameter's value stands in the name; nil when it does not.
  static func component(of value: Any, label: String) -> String? {
    switch value {
    case let named as any NamedParameter: return named.nameComponent
    case let module as any Module: return module.moduleName
    case let number as any BinaryInteger: return "\(number)".replacing("-", with: "m")
    case let flag as Bool: return flag ? EmittedName.snakeCase(label) : nil
    default: break
    }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.flatMap { component(of: $0.value, label: label) }
    case .enum where mirror.children.isEmpty: return EmittedName.snakeCase("\(value)")
    case .struct: return compound(value)
    default: return hash(of: text(of: value))
    }
  }

  /// The type and the parts of a struct: `PixelShape(depth: 8)` as `pixel_8`.
  private static func compound(_ value: Any) -> String {
    var type = typeName(of: value)
    if value is any Shape, type.hasSuffix("Shape"), type != "Shape" { type.removeLast("Shape".count) }
    let parts = Mirror(reflecting: value).children.compactMap { component(of: $0.value, label: $0.label ?? "") }
    return ([EmittedName.snakeCase(type)] + parts.filter { !$0.isEmpty }).joined(separator: "_")
  }

  private static func typeName(of value: Any) -> String {
    String("\(type(of: value))".prefix { $0 != "<" })
  }

  /// How a parameter's value is told in the emitted file's header.
  private static func text(of value: Any) -> String {
    if let named = value as? any NamedParameter { return named.nameComponent }
    if let module = value as? any Module { return module.moduleName }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.map { text(of: $0.value) } ?? "none"
    case .struct: return compound(value)
    default: return "\(value)"
    }
  }

  // FNV-1a, so that the name is the same in every run.
  private static func hash(of text: String) -> String {
    var hash: UInt32 = 0x811c_9dc5
    for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return String(hash, radix: 16)
  }
}
