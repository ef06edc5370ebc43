import Bitloom

/// Copies each beat to several outputs, of which each takes it once, in its own time.
///
/// Latency 0, one beat a cycle while all outputs are ready; otherwise the slowest output sets the pace, and the others have a beat
/// as soon as they want it (an eager fork). The input is taken in the cycle in which the last output takes its copy: `ready` of
/// the input follows that of the outputs, `valid` of an output never does. Registers: a bit an output that tells who has taken
/// the beat; none with one output. Reset: nobody has.
/// Resources of `StreamFork(payload: .unsigned(8), outputs: 2)`: 6 LUT4, 2 FF of an iCE40 (Yosys 0.23).
/// ```
/// cycle             0   1   2
/// input.payload     ┃ 1     ┃ 2 ┃
/// input.ready       ▁▁▁▁╱▔▔▔▔▔▔▔
/// outputs[0].valid  ▔▔▔▔╲▁▁▁╱▔▔▔
/// outputs[0].ready  ▔▔▔▔▔▔▔▔▔▔▔▔
/// outputs[1].valid  ▔▔▔▔▔▔▔▔▔▔▔▔
/// outputs[1].ready  ▁▁▁▁╱▔▔▔▔▔▔▔
/// ```
/// ```swift
/// let copies = Instance("copies", StreamFork(payload: .unsigned(8), outputs: 2))
/// copies.input <== io.input
/// io.first <== copies.outputs[0]
/// io.second <== copies.outputs[1]
/// ```
public struct StreamFork<S: Shape>: Module {
  public var payload: S
  /// Number of outputs, 1 to 4,096.
  public var outputs: Int

  public init(payload: S, outputs: Int) {
    self.payload = payload
    self.outputs = outputs
  }

  public struct IO: Interface {
    @Flipped public var input: Stream<S.Value>
    public var outputs: [Stream<S.Value>]
  }

  public var ports: IO {
    IO(input: Stream(of: payload), outputs: VectorShape(StreamShape(payload), count: outputs).instantiate())
  }
  public var summary: String { "Copies each beat of a stream to \(outputs) outputs." }
  public var parameterProblems: [String] {
    1...4096 ~= outputs ? [] : ["outputs is \(outputs); it must be from 1 to 4096"]
  }

  public func build(_ io: IO) {
    guard outputs > 1 else {
      for output in io.outputs { output <== io.input }
      return
    }
    let taken = register("taken", .unsigned(outputs), reset: 0)
    let served = (taken | cat(io.outputs.map(\.ready).reversed())).named("served")
    for (index, output) in io.outputs.enumerated() {
      output.valid <== (io.input.valid && !taken[index])
      output.payload <== io.input.payload
    }
    io.input.ready <== served.andReduced
    when(io.input.valid) { taken <== mux(served.andReduced, 0, served) }
  }
}
