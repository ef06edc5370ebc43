/// The Verilog that is written.
public enum VerilogDialect: String, Sendable, CaseIterable, Hashable {
  /// IEEE 1364-2001.
  case verilog2001
  /// IEEE 1800-2012.
  case systemVerilog = "systemverilog"

  /// `v` or `sv`.
  public var fileExtension: String { self == .verilog2001 ? "v" : "sv" }
}

/// One emitted file: one module.
public struct VerilogFile: Sendable, Hashable {
  /// File name without a folder, such as `fifo_8_16.sv`.
  public var name: String
  public var text: String

  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}
