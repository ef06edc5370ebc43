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

  /// What is wrong with the parameters: a sentence each that names the parameter, its value and its range. A module with
  /// problems is not built; they are told at the line that asks for it.
  var parameterProblems: [String] { get }
}

extension Module {
  public var moduleName: String { ModuleName.standard(for: self) }
  public var summary: String { "" }
  public var parameterProblems: [String] { [] }
}
