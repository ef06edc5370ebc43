import Bitloom

/// Makes a stream of the beats of a link with credits, and gives back a credit for each one that has moved on.
///
/// Latency 1 cycle, one beat a cycle. With f registers in the link and r in the way back, `f + r + 3` credits keep a beat a cycle moving. Registers:
/// a `StreamFifo` of `credits` places, which never runs over when both ends have the same number, and the bit of the credit.
/// Reset: empty.
/// Resources of `StreamCreditReceiver(payload: .unsigned(8), credits: 6)`: 64 LUT4, 61 FF, 3 carry cells of an iCE40 (Yosys 0.23).
/// Two credits:
/// ```
/// cycle           0   1   2   3   4
/// link.payload    ┃ 1 ┃ 2 ┃ 0         ┃
/// link.valid      ▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁
/// output.payload  ┃ 0 ┃ 1 ┃ 2 ┃ 1     ┃
/// output.valid    ▁▁▁▁╱▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁
/// link.credit     ▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔╲▁▁▁
/// ```
/// ```swift
/// let receiver = Instance("receiver", StreamCreditReceiver(payload: .unsigned(8), credits: 6))
/// sender.input <== io.input
/// receiver.link <== sender.link
/// io.output <== receiver.output
/// ```
public struct StreamCreditReceiver<S: Shape>: Module {
  public var payload: S
  /// Number of places, at least 1: that of the `StreamCreditSender` at the other end.
  public var credits: Int

  public init(payload: S, credits: Int) {
    self.payload = payload
    self.credits = credits
  }

  public struct IO: Interface {
    @Flipped public var link: CreditLink<S.Value>
    public var output: Stream<S.Value>
  }

  public var ports: IO { IO(link: CreditLink(of: payload), output: Stream(of: payload)) }
  public var summary: String { "Makes a stream of a link with \(credits) credits." }
  public var parameterProblems: [String] { CreditRange.problems(credits) }

  public func build(_ io: IO) {
    let buffer = Instance("buffer", StreamFifo(payload: payload, depth: credits))
    buffer.input.payload <== io.link.payload
    buffer.input.valid <== io.link.valid
    io.output <== buffer.output
    io.link.credit <== io.output.fires.registered("credit", reset: 0)
    assert(!io.link.valid || buffer.input.ready, "a beat came without a credit")
  }
}
