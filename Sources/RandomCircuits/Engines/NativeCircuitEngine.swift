import RTL
import Simulation

/// Runs circuits in Bitloom's own simulator, in blocks of few instructions: so small circuits try what large designs need.
public struct NativeCircuitEngine: CircuitEngine {
  public init() {}

  public func run(_ circuits: [BuiltCircuit]) throws -> [CircuitTrace] {
    try circuits.map { circuit in
      var options = NativeSimulator.Options()
      options.sizes.group = 1 + Int(circuit.recipe.seed % 16)
      options.sizes.smallestAverage = 0
      let simulator = try NativeSimulator(circuit.design, options: options)
      return Self.run(circuit, on: simulator)
    }
  }

  /// Runs a circuit on a simulator of its design.
  static func run(_ circuit: BuiltCircuit, on simulator: some SimulationEngine) -> CircuitTrace {
    let top = circuit.design.top
    let ports = top.ports
    let domains = circuit.plan.domains
    let clocks = top.clockPorts.map { circuit.plan.number(ofClock: $0.name) ?? 0 }
    let resets = top.resetPorts.map { circuit.plan.number(ofReset: $0.name) ?? 0 }
    let inputs = ports.indices.filter { ports[$0].direction == .input }
    let outputs = ports.indices.filter { ports[$0].direction == .output }
    let (inputLayout, outputLayout) = (circuit.stimulus.layout, circuit.outputLayout)
    var words: [UInt64] = []
    words.reserveCapacity(circuit.cycles * outputLayout.stride)
    var activeResets: PortSet = []
    for cycle in 0..<circuit.cycles {
      let row = circuit.stimulus.packed[cycle * inputLayout.stride..<(cycle + 1) * inputLayout.stride]
      for (number, port) in inputs.enumerated() {
        let value = inputLayout.words(of: 2 * domains.count + number, in: row)
        let width = ports[port].type.width
        if width <= 64 {
          simulator.writeWord(port, value[0])
        } else {
          simulator.write(port, Bits(words: value, width: width))
        }
      }
      for (port, domain) in resets.enumerated() {
        let isReset = circuit.stimulus.resets[cycle][domain]
        guard isReset != activeResets.contains(PortSet(port)) else { continue }
        activeResets.formSymmetricDifference(PortSet(port))
        simulator.setReset(isReset, resets: PortSet(port))
      }
      let start = words.count
      words.append(contentsOf: repeatElement(0, count: outputLayout.stride))
      for (number, port) in outputs.enumerated() {
        let offset = outputLayout.offsets[number]
        if ports[port].type.width <= 64 {
          outputLayout.put(simulator.readWord(port), at: offset, start, &words)
        } else {
          let value = simulator.read(port).value
          for part in 0..<value.wordCount { outputLayout.put(value.word(part), at: offset + 64 * part, start, &words) }
        }
      }
      let ticking = clocks.indices.filter { domains.ticks(clocks[$0], in: cycle) }
      simulator.step(1, clocks: ticking.reduce(into: []) { $0.formUnion(PortSet($1)) })
    }
    return CircuitTrace(words: words)
  }
}
