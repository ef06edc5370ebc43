import Cosimulation
import RTL
import Verilog

/// Many circuits as one model, side by side under one clock: building a model costs far more than running it.
///
/// Port `i7` brings what `Stimulus.packed` has of circuit 7: its resets in the low bits, then the clocks that tick, then its
/// inputs. Port `o7` takes its outputs; both are packed as the traces are.
struct CircuitBatch {
  static let moduleName = "batch"

  let circuits: [BuiltCircuit]
  let dialect: VerilogDialect

  /// The modules of all circuits in one file, with the module around them before or behind them.
  func file(startsFromZero: Bool) -> VerilogFile {
    let files = circuits.flatMap { VerilogEmitter(dialect: dialect).emit($0.design) }
    let text = files.map(\.text).joined(separator: "\n")
    return VerilogFile(
      name: "\(Self.moduleName).\(dialect.fileExtension)", text: benchText(startsFromZero: startsFromZero) + text,
      images: files.flatMap(\.images))
  }

  /// The module around them.
  ///
  /// - Parameter startsFromZero: Whether registers and memories get the value 0 at the start, as in two-state simulators. A
  ///   register without reset would stay unknown for ever in a four-state one.
  private func benchText(startsFromZero: Bool) -> String {
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
    let plan = circuit.plan
    for clock in top.clockPorts {
      guard let number = plan.number(ofClock: clock.name) else { continue }
      // A clock that always ticks is the batch's own one, so that all such circuits share it.
      let level = plan.domains.hasGaps ? "(clk & i\(index)[\(plan.domains.count + number)])" : "clk"
      connections.append(".\(clock.name)(\(clock.restsHigh ? "~" : "")\(level))")
    }
    for reset in top.resetPorts {
      guard let number = plan.number(ofReset: reset.name) else { continue }
      connections.append(".\(reset.name)(\(reset.polarity == .activeHigh ? "" : "~")i\(index)[\(number)])")
    }
    var (input, output) = (2 * plan.domains.count, 0)
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

  /// What registers and memories start with. Nets become known within time 0, which some domains take for an edge; so the values
  /// are assigned after that, without blocking, behind what such an edge has assigned.
  private var start: [String] {
    var lines = ["  integer word;", "  initial begin", "    #0;"]
    for (index, circuit) in circuits.enumerated() {
      start(of: circuit.design, Design.topID, "u\(index)", &lines)
    }
    return lines + ["  end"]
  }

  private func start(of design: Design, _ id: ModuleID, _ path: String, _ lines: inout [String]) {
    let module = design.modules[id]
    for register in module.registers {
      let name = "\(path).\(module.signals[register.signal].name)"
      let reset = module.domain(of: register).reset == nil ? register.resetValue : nil
      // Icarus does not take a value in a declaration for a change, so that what reads it alone would stay unknown.
      if let reset { lines.append("    \(name) = \(Self.literal(~reset));") }
      lines.append("    \(name) <= \(reset.map(Self.literal) ?? "0");")
    }
    for memory in module.memories {
      // A memory of one word is emitted as that word.
      if memory.depth == 1 {
        lines.append("    \(path).\(memory.name) <= \(memory.contents?.first.map(Self.literal) ?? "0");")
      } else if let contents = memory.contents {
        for (word, value) in contents.enumerated() {
          lines.append("    \(path).\(memory.name)[\(word)] <= \(Self.literal(value));")
        }
      } else {
        lines.append("    for (word = 0; word < \(memory.depth); word = word + 1) \(path).\(memory.name)[word] <= 0;")
      }
    }
    for instance in module.instances { start(of: design, instance.module, "\(path).\(instance.name)", &lines) }
  }

  private static func literal(_ value: Bits) -> String { "\(value.width)'h\(value.hexadecimalString)" }

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
