import Cosimulation
import RTL
import Verilog

/// Many circuits as one model, side by side under one clock: building a model costs far more than running it.
///
/// Port `i7` brings the reset of circuit 7 in bit 0 and its inputs above it, port `o7` takes its outputs; both are packed as
/// the traces are.
struct CircuitBatch {
  static let moduleName = "batch"

  let circuits: [BuiltCircuit]
  let dialect: VerilogDialect

  /// The modules of all circuits.
  var circuitText: String {
    circuits.map { circuit in
      VerilogEmitter(dialect: dialect).emit(circuit.design).map(\.text).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// The module around them.
  ///
  /// - Parameter startsFromZero: Whether registers and memories get the value 0 at the start, as in two-state simulators. A
  ///   register without reset would stay unknown for ever in a four-state one.
  func benchText(startsFromZero: Bool) -> String {
    var lines = ["module \(Self.moduleName) ("]
    for (index, circuit) in circuits.enumerated() {
      lines.append("  input wire [\(circuit.stimulus.layout.width - 1):0] i\(index),")
      lines.append("  output wire [\(circuit.outputLayout.width - 1):0] o\(index),")
    }
    lines += ["  input wire clk", ");"]
    for (index, circuit) in circuits.enumerated() { lines += instance(circuit, index) }
    if startsFromZero { lines += start }
    return lines.joined(separator: "\n") + "\nendmodule\n"
  }

  private func instance(_ circuit: BuiltCircuit, _ index: Int) -> [String] {
    let top = circuit.design.top
    var connections: [String] = []
    if top.usesClock {
      connections.append(".\(top.domain.clock)(\(top.domain.edge == .rising ? "clk" : "~clk"))")
    }
    if top.usesReset, let reset = top.domain.reset {
      connections.append(".\(reset.name)(\(reset.polarity == .activeHigh ? "" : "~")i\(index)[0])")
    }
    var (input, output) = (1, 0)
    for port in top.ports {
      let isInput = port.direction == .input
      let (layout, number) = isInput ? (circuit.stimulus.layout, input) : (circuit.outputLayout, output)
      if isInput { input += 1 } else { output += 1 }
      let low = layout.offsets[number]
      let high = low + layout.widths[number] - 1
      let range = high == low ? "\(low)" : "\(high):\(low)"
      connections.append(".\(port.name)(\(isInput ? "i" : "o")\(index)[\(range)])")
    }
    let list = connections.map { "    \($0)" }.joined(separator: ",\n")
    return ["  \(top.name) u\(index) (\n\(list)\n  );"]
  }

  private var start: [String] {
    var lines = ["  integer word;", "  initial begin"]
    for (index, circuit) in circuits.enumerated() {
      zeroes(of: circuit.design, Design.topID, "u\(index)", &lines)
    }
    return lines + ["  end"]
  }

  private func zeroes(of design: Design, _ id: ModuleID, _ path: String, _ lines: inout [String]) {
    let module = design.modules[id]
    // Without a reset the reset value is in the declaration.
    for register in module.registers where module.domain.reset != nil || register.resetValue == nil {
      lines.append("    \(path).\(module.signals[register.signal].name) = 0;")
    }
    for memory in module.memories {
      // A memory of one word is emitted as that word.
      if memory.depth == 1 {
        lines.append("    \(path).\(memory.name) = 0;")
        continue
      }
      lines.append("    for (word = 0; word < \(memory.depth); word = word + 1) \(path).\(memory.name)[word] = 0;")
    }
    for instance in module.instances { zeroes(of: design, instance.module, "\(path).\(instance.name)", &lines) }
  }

  // MARK: Running

  /// What the external engines need.
  func model(_ files: [VerilogFile]) -> CosimulationModel {
    var ports: [PortDefinition] = []
    for (index, circuit) in circuits.enumerated() {
      ports.append(port("i\(index)", .input, circuit.stimulus.layout))
      ports.append(port("o\(index)", .output, circuit.outputLayout))
    }
    return CosimulationModel(
      files: files, top: Self.moduleName, ports: ports, clock: ClockDomain(reset: nil), usesClock: true,
      usesReset: false)
  }

  private func port(_ name: String, _ direction: PortDefinition.Direction, _ layout: PackedLayout) -> PortDefinition {
    PortDefinition(name: name, path: name, direction: direction, type: .unsigned(layout.width))
  }

  var fileExtension: String { dialect == .systemVerilog ? "sv" : "v" }
  var cycles: Int { circuits.map(\.cycles).max() ?? 0 }

  /// The inputs of a circuit in a cycle; nil when it has run its cycles.
  func stimulus(_ index: Int, cycle: Int) -> Bits? {
    let circuit = circuits[index]
    guard cycle < circuit.cycles else { return nil }
    let layout = circuit.stimulus.layout
    let words = circuit.stimulus.packed[cycle * layout.stride..<(cycle + 1) * layout.stride]
    return Bits(words: Array(words), width: layout.width)
  }
}
