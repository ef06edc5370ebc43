import RTL

/// The outside of an existing Verilog module for some values of its parameters.
public struct VerilogInterface: Hashable, Sendable {
  public enum Direction: String, Hashable, Sendable {
    case input, output
    case bidirectional = "inout"
  }

  public struct Port: Hashable, Sendable {
    public var name: String
    public var direction: Direction
    public var width: Int
    public var isSigned: Bool

    public init(name: String, direction: Direction, width: Int, isSigned: Bool) {
      self.name = name
      self.direction = direction
      self.width = width
      self.isSigned = isSigned
    }
  }

  public var module: String
  /// In the order of the module's header.
  public var ports: [Port]
  /// With the values for which the ports were read. Yosys tells no real ones.
  public var parameters: [BlackBoxParameter]

  public init(module: String, ports: [Port], parameters: [BlackBoxParameter]) {
    self.module = module
    self.ports = ports
    self.parameters = parameters
  }
}

/// The modules that Verilog files declare.
public struct VerilogModuleList: Hashable, Sendable {
  /// In the order of their names.
  public var names: [String]
  /// Those that no other one instantiates.
  public var tops: [String]
}

/// A tool that takes existing Verilog apart.
public enum VerilogReader: String, Hashable, Sendable, CaseIterable {
  /// Through `write_json`. It reads modules of which parts are missing, and less of SystemVerilog.
  case yosys
  /// Through `--xml-only`. It knows real parameters, and wants every module that is instantiated.
  case verilator

  var program: String { rawValue == "yosys" ? "Yosys" : "Verilator" }

  /// The first one that is installed; Yosys when none is.
  public static func installed(_ tools: ToolLocator = .standard) -> VerilogReader {
    tools.path(of: "yosys") == nil && VerilatorToolchain.verilatorPath(in: tools) != nil ? .verilator : .yosys
  }
}
