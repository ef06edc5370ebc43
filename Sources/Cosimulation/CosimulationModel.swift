import RTL
import Simulation
import Verilog

/// A design as the external simulators take it: its Verilog and what drives its ports.
public struct CosimulationModel: Sendable {
  /// All modules, one or several a file.
  public var files: [VerilogFile]
  /// Name of the top module.
  public var top: String
  /// The data ports of the top module, as the engine numbers them.
  public var ports: [PortDefinition]
  /// The clock and reset ports of the top module, as the engine numbers them.
  public var clocks: [ClockPort]
  public var resets: [ClockDomain.Reset]
  /// Signals within that Icarus tells together with the outputs.
  public var probes: [Probe] = []
  /// Memories within that can be read and written from outside.
  public var openMemories: [MemoryShape] = []
  /// The checks whose lines of output the engine turns into events; nil when there are none.
  public var checks: CheckTable?

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
    files: [VerilogFile], top: String, ports: [PortDefinition], clocks: [ClockPort], resets: [ClockDomain.Reset]
  ) {
    self.files = files
    self.top = top
    self.ports = ports
    self.clocks = clocks
    self.resets = resets
  }

  /// A design of one clock domain.
  public init(
    files: [VerilogFile], top: String, ports: [PortDefinition], clock: ClockDomain = .standard, usesClock: Bool = true,
    usesReset: Bool = true
  ) {
    let clocks = usesClock ? [ClockPort(name: clock.clock, restsHigh: clock.edge == .falling)] : []
    let resets = usesReset ? clock.reset.map { [$0] } ?? [] : []
    self.init(files: files, top: top, ports: ports, clocks: clocks, resets: resets)
  }

  /// Whether one of the files is SystemVerilog.
  var isSystemVerilog: Bool { files.contains { $0.name.hasSuffix(".sv") } }

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
