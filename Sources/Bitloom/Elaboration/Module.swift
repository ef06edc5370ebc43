import RTL

/// A hardware module: a struct of its parameters, its ports, and a method that builds it.
///
/// Modules that are equal are one Verilog module, built once.
/// ```swift
/// struct Accumulator: Module {
///   var width = 16
///
///   struct IO: Interface {
///     @Input var addend: Signal
///     @Output var sum: Signal
///   }
///   var ports: IO { IO(addend: .signed(width), sum: .signed(width)) }
///
///   func build(_ io: IO) {
///     let sum = register("total", .signed(width), reset: 0)
///     sum <== sum &+ io.addend
///     io.sum <== sum
///   }
/// }
/// ```
public protocol Module: Hashable, Sendable {
  associatedtype IO: Interface

  /// Declares the ports.
  var ports: IO { get }

  /// Drives the outputs; everything within is declared here.
  func build(_ io: IO)

  /// The emitted name. Modules that are not equal need different names. By default the type and the parameters.
  var moduleName: String { get }

  /// What the module is, in a line for the emitted file.
  var summary: String { get }
}

extension Module {
  public var moduleName: String { ModuleName.standard(for: self) }
  public var summary: String { "" }
}

/// The standard name of a module: the type, then the parameters in their declared order.
enum ModuleName {
  static func standard(for module: some Module) -> String {
    var parts = [EmittedName.snakeCase(typeName(of: module))]
    for child in Mirror(reflecting: module).children {
      if let part = part(for: child.value, label: child.label ?? "") { parts.append(part) }
    }
    return parts.joined(separator: "_")
  }

  static func parameters(of module: some Module) -> [Parameter] {
    Mirror(reflecting: module).children.compactMap { child in
      child.label.map { Parameter(name: $0, value: text(of: child.value)) }
    }
  }

  private static func typeName(of module: some Module) -> String {
    let name = "\(type(of: module))"
    return String(name.prefix { $0 != "<" })
  }

  private static func text(of value: Any) -> String {
    if let module = value as? any Module { return module.moduleName }
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional { return mirror.children.first.map { text(of: $0.value) } ?? "none" }
    if let type = value as? SignalType { return "\(type)" }
    return "\(value)"
  }

  private static func part(for value: Any, label: String) -> String? {
    switch value {
    case let number as any BinaryInteger: return "\(number)".replacing("-", with: "m")
    case let flag as Bool: return flag ? EmittedName.snakeCase(label) : nil
    case let type as SignalType: return "\(type.isSigned ? "s" : "u")\(type.width)"
    case let module as any Module: return module.moduleName
    default: break
    }
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional {
      return mirror.children.first.flatMap { part(for: $0.value, label: label) }
    }
    if mirror.displayStyle == .enum, mirror.children.isEmpty { return EmittedName.snakeCase("\(value)") }
    return hash(of: text(of: value))
  }

  // FNV-1a, so that the name is the same in every run.
  private static func hash(of text: String) -> String {
    var hash: UInt32 = 0x811c_9dc5
    for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return String(hash, radix: 16)
  }
}
