import Bitloom

/// Passes each beat to the output that `select` counts to.
///
/// Combinational: latency 0, one beat a cycle, no registers. `select` belongs to the beat at the input: it is looked at while
/// the beat is offered, and stays like the payload until the beat is taken. A beat for an output that does not exist (`select` of
/// `outputs` or more) is dropped: it is taken at once and goes nowhere.
/// Resources of `StreamDemultiplexer(payload: .unsigned(8), outputs: 4)`: 6 LUT4 of an iCE40 (Yosys 0.23).
/// ```
/// cycle             0   1   2   3
/// input.payload     ┃ 1 ┃ 2     ┃ 3 ┃
/// input.ready       ▔▔▔▔╲▁▁▁╱▔▔▔▔▔▔▔
/// select            ▁▁▁▁╱▔▔▔▔▔▔▔╲▁▁▁
/// outputs[0].valid  ▔▔▔▔╲▁▁▁▁▁▁▁╱▔▔▔
/// outputs[1].valid  ▁▁▁▁╱▔▔▔▔▔▔▔╲▁▁▁
/// outputs[1].ready  ▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔
/// ```
/// ```swift
/// let demultiplexer = Instance("demultiplexer", StreamDemultiplexer(payload: .unsigned(8), outputs: 2))
/// demultiplexer.input <== io.input
/// demultiplexer.select <== io.input.payload[7]
/// io.lower <== demultiplexer.outputs[0]
/// io.upper <== demultiplexer.outputs[1]
/// ```
public struct StreamDemultiplexer<S: Shape>: Module {
  public var payload: S
  /// Number of outputs, 1 to 4,096; not necessarily a power of two.
  public var outputs: Int

  public init(payload: S, outputs: Int) {
    self.payload = payload
    self.outputs = outputs
  }

  public struct IO: Interface {
    @Flipped public var input: Stream<S.Value>
    /// The number of the output that the beat at the input is for.
    @Input public var select: Signal
    public var outputs: [Stream<S.Value>]
  }

  public var ports: IO {
    IO(
      input: Stream(of: payload), select: .unsigned(below: max(outputs, 1)),
      outputs: VectorShape(StreamShape(payload), count: outputs).instantiate())
  }
  public var summary: String { "Passes each beat of a stream to one of \(outputs) outputs." }
  public var parameterProblems: [String] {
    1...4096 ~= outputs ? [] : ["outputs is \(outputs); it must be from 1 to 4096"]
  }

  public func build(_ io: IO) {
    // Where no output is meant the beat goes at once.
    io.input.ready <== 1
    for (index, output) in io.outputs.enumerated() {
      let isMeant = io.select == index
      output.valid <== (io.input.valid && isMeant)
      output.payload <== io.input.payload
      when(isMeant) { io.input.ready <== output.ready }
    }
  }
}
