import Bitloom

/// Sends the beats of a stream over a link with credits, as long as it has any.
///
/// Latency 0, one beat a cycle while credits last. `ready` of the input comes from the count alone. Registers: the count of
/// credits. Reset: `credits` of them, the number of places of the `StreamCreditReceiver` at the other end.
/// Resources of `StreamCreditSender(payload: .unsigned(8), credits: 6)`: 10 LUT4, 3 FF, 2 carry cells of an iCE40 (Yosys
/// 0.23).
/// Two credits:
/// ```
/// cycle        0   1   2   3   4
/// input.valid  ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔
/// input.ready  ▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁╱▔▔▔
/// link.valid   ▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁╱▔▔▔
/// link.credit  ▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔╲▁▁▁
/// ```
/// ```swift
/// let sender = Instance("sender", StreamCreditSender(payload: .unsigned(8), credits: 6))
/// let receiver = Instance("receiver", StreamCreditReceiver(payload: .unsigned(8), credits: 6))
/// sender.input <== io.input
/// receiver.link <== sender.link
/// io.output <== receiver.output
/// ```
public struct StreamCreditSender<S: Shape>: Module {
  public var payload: S
  /// Number of beats that may be on their way, at least 1.
  public var credits: Int

  public init(payload: S, credits: Int) {
    self.payload = payload
    self.credits = credits
  }

  public struct IO: Interface {
    @Flipped public var input: Stream<S.Value>
    public var link: CreditLink<S.Value>
  }

  public var ports: IO { IO(input: Stream(of: payload), link: CreditLink(of: payload)) }
  public var summary: String { "Sends a stream over a link with \(credits) credits." }
  public var parameterProblems: [String] { CreditRange.problems(credits) }

  public func build(_ io: IO) {
    let available = register("available", .unsigned(below: credits + 1), reset: credits)
    io.input.ready <== (available != 0)
    io.link.valid <== io.input.fires
    io.link.payload <== io.input.payload
    when(io.input.fires && !io.link.credit) {
      available <== available &- 1
    }.elseWhen(io.link.credit && !io.input.fires) {
      available <== available &+ 1
    }
  }
}

/// The numbers of credits that are accepted.
enum CreditRange {
  static func problems(_ credits: Int) -> [String] {
    1...1 << 24 ~= credits ? [] : ["credits is \(credits); it must be from 1 to \(1 << 24)"]
  }
}
