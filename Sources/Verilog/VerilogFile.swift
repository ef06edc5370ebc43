/// The Verilog that is written.
public enum VerilogDialect: String, Sendable, CaseIterable, Hashable {
  /// IEEE 1364-2001.
  case verilog2001
  /// IEEE 1800-2012.
  case systemVerilog = "systemverilog"

  /// `v` or `sv`.
  public var fileExtension: String { self == .verilog2001 ? "v" : "sv" }
}

/// One emitted file: one module, or a file of a black box as it is.
public struct VerilogFile: Sendable, Hashable {
  /// File name without a folder, such as `fifo_8_16.sv`.
  public var name: String
  public var text: String
  /// The files that the module reads from the same folder when it starts: the contents of its memories.
  public var images: [MemoryImage]
  /// Whether tools are given the file; what Verilog of a black box includes is only beside it.
  public var isCompiled = true
  /// Whether the file is a copy of one that was there before.
  public var isForeign = false

  public init(name: String, text: String, images: [MemoryImage] = []) {
    self.name = name
    self.text = text
    self.images = images
  }
}
