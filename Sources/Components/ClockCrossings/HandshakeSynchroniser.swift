import Bitloom

/// Takes the beats of a stream from another clock into the module's own domain, one at a time.
///
/// The source keeps the beat in a register until the other side has taken it; request and acknowledgement are bits that
/// toggle. For words that change now and then; for a stream at full rate take an `AsynchronousFifo`. Latency: 1 cycle of
/// `source`, then `stages` + 1 own cycles. Throughput: one beat in `stages` + 2 cycles of each of the clocks, roughly. Registers: two
/// payloads, 2 * (`stages` + 1) + 1 bits. Reset: empty; both resets must come together.
/// Resources of `HandshakeSynchroniser(payload: .unsigned(8), from: pixel)`: 7 LUT4, 23 FF of an iCE40 (Yosys 0.23).
/// Both clocks alike:
/// ```
/// cycle           0   1   2   3   4   5   6   7   8   9
/// input.payload   ┃ 1 ┃ 2                     ┃ 3         ┃
/// input.valid     ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔
/// input.ready     ▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁
/// output.payload  ┃ 0             ┃ 1                     ┃
/// output.valid    ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
/// ```
/// ```swift
/// let settings = Instance("settings", HandshakeSynchroniser(payload: .unsigned(8), from: pixel))
/// settings.input <== io.input
/// io.output <== settings.output
/// ```
public struct HandshakeSynchroniser<S: Shape>: Module {
  public var payload: S
  /// The domain of the stream's source.
  public var source: ClockDomain
  /// Number of registers of the synchronisers, 2 to 8.
  public var stages: Int

  public init(payload: S, from source: ClockDomain, stages: Int = 2) {
    self.payload = payload
    self.source = source
    self.stages = stages
  }

  public struct IO: Interface {
    /// In the domain `source`.
    @Flipped public var input: Stream<S.Value>
    /// In the module's own domain.
    public var output: Stream<S.Value>
  }

  public var ports: IO { IO(input: Stream(of: payload), output: Stream(of: payload)) }

  public var summary: String { "Takes words of '\(source.clock)' into this clock domain." }

  public var parameterProblems: [String] { problems(ofStages: stages) }

  public func build(_ io: IO) {
    let (request, sent) = clocked(by: source) {
      (register("request", SignalType.bit, reset: 0), register("sent", payload))
    }
    let acknowledge = register("acknowledge", SignalType.bit, reset: 0)
    let requested = synchronise("request_stage", request, stages: stages, reset: 0)
    let acknowledged = clocked(by: source) {
      synchronise("acknowledge_stage", acknowledge, stages: stages, reset: 0)
    }

    io.input.ready <== (request == acknowledged)
    when(io.input.fires) {
      sent <== io.input.payload
      request <== !request
    }

    let isFull = register("is_full", SignalType.bit, reset: 0)
    let received = register("received", payload).mayCross(as: .heldStill)
    io.output.valid <== isFull
    io.output.payload <== received
    when((requested != acknowledge) && (!isFull || io.output.ready)) {
      received <== sent
      isFull <== 1
      acknowledge <== requested
    }.elseWhen(io.output.ready) {
      isFull <== 0
    }
  }
}
