import RTL
import Verilog

/// A design as the external simulators take it: its Verilog and what drives its ports.
public struct CosimulationModel: Sendable, Hashable {
  /// All modules, one or several a file.
  public var files: [VerilogFile]
  /// Name of the top module.
  public var top: String
  /// The data ports of the top module, as the engine numbers them.
  public var ports: [PortDefinition]
  /// The clock and reset of the top module.
  public var clock: ClockDomain
  /// Signals within that Icarus tells together with the outputs.
  public var probes: [Probe] = []
  /// Whether the top module has the clock port of `clock`, and its reset port.
  public var usesClock: Bool
  public var usesReset: Bool

  /// A signal within the design.
  public struct Probe: Sendable, Hashable {
    /// The instances around it from the top module on, and its own name: `["core", "accumulator"]`.
    public var path: [String]
    public var width: Int

    public init(path: [String], width: Int) {
      self.path = path
      self.width = width
    }
  }

  public init(
    files: [VerilogFile], top: String, ports: [PortDefinition], clock: ClockDomain = .standard, usesClock: Bool = true,
    usesReset: Bool = true
  ) {
    self.files = files
    self.top = top
    self.ports = ports
    self.clock = clock
    self.usesClock = usesClock
    self.usesReset = usesReset && clock.reset != nil
  }

  /// Whether one of the files is SystemVerilog.
  var isSystemVerilog: Bool { files.contains { $0.name.hasSuffix(".sv") } }

  /// The reset that the top module has a port for.
  var reset: ClockDomain.Reset? { usesReset ? clock.reset : nil }

  /// Numbers of bits of what Icarus answers: the outputs, then the probes.
  var sampleWidths: [Int] { ports.filter { $0.direction == .output }.map(\.type.width) + probes.map(\.width) }

  /// What decides which program is built for the model.
  func addContents(to hash: inout StableHash) {
    hash.add(top)
    for file in files {
      hash.add(file.name)
      hash.add(file.text)
    }
  }
}
