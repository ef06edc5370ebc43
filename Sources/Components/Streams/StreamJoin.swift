import Bitloom

/// Two things that one beat carries.
public struct Pair<First: Bundle, Second: Bundle>: Interface {
  public var first: First
  public var second: Second

  public init(first: First, second: Second) {
    self.first = first
    self.second = second
  }
}

/// The shape of a pair.
public struct PairShape<First: Shape, Second: Shape>: Shape {
  public var first: First
  public var second: Second

  public init(_ first: First, _ second: Second) {
    self.first = first
    self.second = second
  }

  public func instantiate() -> Pair<First.Value, Second.Value> {
    Pair(first: first.instantiate(), second: second.instantiate())
  }
}

/// Makes one beat of a beat of each of two streams: the first with the first, the second with the second, and so on.
///
/// Combinational: latency 0, one beat a cycle, no registers. Both beats are taken together, when the receiver takes the pair:
/// `ready` of an input is 1 only while the other one has a beat.
/// Resources of `StreamJoin(first: .signed(8), second: .unsigned(4))`: 3 LUT4 of an iCE40 (Yosys 0.23).
/// ```
/// cycle                  0    1    2
/// first.payload          ┃ -1      ┃ -2 ┃
/// first.ready            ▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔
/// second.payload         ┃ 0  ┃ 7  ┃ 8  ┃
/// second.valid           ▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔
/// output.valid           ▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔
/// output.payload.first   ┃ -1      ┃ -2 ┃
/// output.payload.second  ┃ 0  ┃ 7  ┃ 8  ┃
/// ```
/// ```swift
/// let pairs = Instance("pairs", StreamJoin(first: .signed(8), second: .unsigned(4)))
/// pairs.first <== io.samples
/// pairs.second <== io.channels
/// io.output <== pairs.output
/// ```
public struct StreamJoin<First: Shape, Second: Shape>: Module {
  public var first: First
  public var second: Second

  public init(first: First, second: Second) {
    self.first = first
    self.second = second
  }

  public struct IO: Interface {
    @Flipped public var first: Stream<First.Value>
    @Flipped public var second: Stream<Second.Value>
    public var output: Stream<Pair<First.Value, Second.Value>>
  }

  public var ports: IO {
    IO(first: Stream(of: first), second: Stream(of: second), output: Stream(of: PairShape(first, second)))
  }
  public var summary: String { "Makes pairs of the beats of two streams." }

  public func build(_ io: IO) {
    io.output.valid <== (io.first.valid && io.second.valid)
    io.output.payload.first <== io.first.payload
    io.output.payload.second <== io.second.payload
    io.first.ready <== (io.output.ready && io.second.valid)
    io.second.ready <== (io.output.ready && io.first.valid)
  }
}
