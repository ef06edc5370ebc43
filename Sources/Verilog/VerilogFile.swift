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
  /// The files that the module reads from the same folder when it starts: the contents of its memories.
  public var images: [MemoryImage]

  public init(name: String, text: String, images: [MemoryImage] = []) {
    self.name = name
    self.text = text
    self.images = images
  }
}
