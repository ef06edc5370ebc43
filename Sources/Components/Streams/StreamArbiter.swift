import Bitloom

/// Whose beat goes first where several wait.
public enum ArbitrationPolicy: Hashable, Sendable, CaseIterable {
  /// Whoever was served last is last in the next turn. Nobody waits for more than a turn of all others.
  case roundRobin
  /// The lowest number. Higher ones wait as long as a lower one has beats.
  case fixedPriority
}

/// Joins several streams into one, beat by beat or frame by frame.
///
/// Latency 0, one beat a cycle. A choice stays while its beat waits, so that `output` keeps to the protocol; with
/// `holdsFrames` it stays until the beat with `last` has moved, and no frames are mixed. `ready` of an input depends on the
/// `valid` of the others. Registers: a bit an input for the choice that waits, and with `roundRobin` one more for the turn;
/// none with one input. Reset: nothing is chosen, input 0 comes first.
/// Resources of `StreamArbiter(payload: .unsigned(8), inputs: 4)`: 61 LUT4, 8 FF, 4 carry cells of an iCE40 (Yosys 0.23).
/// ```
/// cycle              0   1   2   3
/// inputs[0].payload  ┃ 1     ┃ 2     ┃
/// inputs[1].payload  ┃ 7         ┃ 8 ┃
/// output.payload     ┃ 1     ┃ 7 ┃ 2 ┃
/// output.ready       ▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔
/// chosen             ▁▁▁▁▁▁▁▁╱▔▔▔╲▁▁▁
/// ```
/// ```swift
/// let arbiter = Instance("arbiter", StreamArbiter(payload: .unsigned(8), inputs: 2))
/// arbiter.inputs[0] <== io.first
/// arbiter.inputs[1] <== io.second
/// io.output <== arbiter.output
/// ```
public struct StreamArbiter<S: Shape>: Module {
  public var payload: S
  /// Number of inputs, 1 to 4,096.
  public var inputs: Int
  public var policy: ArbitrationPolicy
  /// Whether an input is served until the end of its frame. The payload is then a `FramedPayload`.
  public var holdsFrames: Bool

  public init(
    payload: S, inputs: Int, policy: ArbitrationPolicy = .roundRobin, holdsFrames: Bool = false
  ) {
    self.payload = payload
    self.inputs = inputs
    self.policy = policy
    self.holdsFrames = holdsFrames
  }

  public struct IO: Interface {
    @Flipped public var inputs: [Stream<S.Value>]
    public var output: Stream<S.Value>
    /// The number of the input that is served; 0 while there is none.
    @Output public var chosen: Signal
  }

  public var ports: IO {
    IO(
      inputs: VectorShape(StreamShape(payload), count: inputs).instantiate(), output: Stream(of: payload),
      chosen: .unsigned(below: max(inputs, 1)))
  }
  public var summary: String { "Joins \(inputs) streams into one." }
  public var parameterProblems: [String] {
    var problems = 1...4096 ~= inputs ? [] : ["inputs is \(inputs); it must be from 1 to 4096"]
    if holdsFrames, !(S.Value.self is any FramedPayload.Type) {
      problems.append("holdsFrames is true; the payload must then be a FramedPayload, such as a Frame")
    }
    return problems
  }

  public func build(_ io: IO) {
    guard inputs > 1 else {
      for input in io.inputs { io.output <== input }
      io.chosen <== 0
      return
    }
    let requests = cat(io.inputs.map(\.valid).reversed()).named("requests")
    // The one whose beat waits, and those after the one that was served last.
    let held = register("held", .unsigned(inputs), reset: 0)
    let later = policy == .roundRobin ? register("later", .unsigned(inputs), reset: 0) : nil
    let preferred = later.map { (requests & $0).named("preferred") }
    let candidates = preferred.map { mux($0.orReduced, $0, requests).named("candidates") }
    let choice = lowest(of: candidates ?? requests).named("choice")
    let grant = mux(held.orReduced, held, choice).named("grant")

    io.output.valid <== (grant & requests).orReduced
    io.output.payload <== io.inputs[0].payload
    for (index, input) in io.inputs.enumerated() {
      input.ready <== (grant[index] && io.output.ready)
      if index > 0 { when(grant[index]) { io.output.payload <== input.payload } }
    }
    for bit in 0..<io.chosen.width {
      let numbers = (0..<inputs).filter { $0 >> bit & 1 == 1 }
      io.chosen[bit] <== cat(numbers.map { grant[$0] }).orReduced
    }
    // Within a frame the choice outlasts cycles in which its input has no beat.
    let last = holdsFrames ? (io.output.payload as? any FramedPayload)?.last : nil
    let isOver = last.map { io.output.ready && $0 } ?? io.output.ready
    when(io.output.valid) { held <== mux(isOver, 0, grant) }
    if let later { when(io.output.fires) { later <== ~(grant | (grant &- 1)) } }
  }

  private func lowest(of requests: Signal) -> Signal { requests & (~requests &+ 1) }
}
