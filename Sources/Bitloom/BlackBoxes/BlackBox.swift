import RTL

/// A module that exists in Verilog already: a primitive of an FPGA family, a core of a vendor, a file, or text in the design.
///
/// It is declared, instantiated and connected like any module; nothing is emitted for it but the instance, with its parameters.
/// ```swift
/// struct SaturatingCounter: BlackBox {
///   var width = 8
///
///   struct IO: Interface {
///     @Input var enable: Signal = .bit
///     @Output var count: Signal
///   }
///   var ports: IO { IO(count: .unsigned(width)) }
///
///   var verilog: ExternalVerilog<IO> {
///     ExternalVerilog(
///       "sat_counter", parameters: ["WIDTH": .integer(width)],
///       clocks: [.clock("clk_i", reset: "rst_ni", .activeLow)], ports: [\.enable: "en_i", \.count: "count_o"],
///       source: .file("sat_counter.v"))
///   }
///
///   func model(_ io: IO) {
///     let count = register("count_now", .unsigned(width), reset: 0)
///     when(io.enable && count != (1 << width) - 1) { count <== count &+ 1 }
///     io.count <== count
///   }
/// }
/// ```
/// **Hardware:** one instance; the model makes none. An inverter stands before a reset port of the other polarity.
///
/// **Engines:** the native engine runs the model. Verilator and Icarus run the Verilog where there is some, the model elsewhere.
/// What neither has is told before the simulation starts (V015, V016).
///
/// **Checks:** loops and clock crossings follow the model. Without one they follow what `ExternalVerilog` declares, and
/// otherwise take every output to follow from every input.
public protocol BlackBox: Module {
  /// What the module is in Verilog.
  var verilog: ExternalVerilog<IO> { get }

  /// Drives the outputs as the Verilog does; for simulation alone. Another module may stand for it as an instance within.
  /// A black box that has no such method has no model.
  func model(_ io: IO)
}

extension BlackBox {
  public func build(_ io: IO) {
    guard let builder = BuilderContext.builder else { return }
    let verilog = verilog
    builder.describeBlackBox(verilog, io)
    model(io)
    if builder.definition.isOpaque { builder.declareBehaviour(verilog, io) }
  }

  public func model(_ io: IO) {
    BuilderContext.builder?.definition.blackBox?.hasModel = false
  }
}
