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
/// `valid` of the others. Registers: the number of the input whose turn it is, and with `fixedPriority` or `holdsFrames` a bit
/// that says that it is held; none with one input. Reset: nothing is chosen, input 0 comes first.
/// Resources of `StreamArbiter(payload: .unsigned(8), inputs: 4)`: 44 LUT4, 2 FF of an iCE40 (Yosys 0.23).
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
    // The input that comes first: the one whose beat waits, or the one behind that which was served last.
    let turn = register("turn", io.chosen.type, reset: 0)
    let choice = choose(among: requests, from: policy == .roundRobin ? turn : nil)
    // In turns a beat that waits is the first one again. A lower request goes before it, and a frame outlasts cycles without a beat.
    let isHeld = policy == .fixedPriority || holdsFrames ? register("is_held", .bit, reset: 0) : nil
    let number = isHeld.map { mux($0, turn, choice).named("number") } ?? choice

    let offers = io.inputs.indices.map { requests[$0] && number == $0 }
    io.output.valid <== (holdsFrames ? cat(offers.reversed()).named("offers") : requests).orReduced
    io.chosen <== mux(io.output.valid, number, 0)
    for (input, isOffered) in zip(io.inputs, offers) { input.ready <== (isOffered && io.output.ready) }
    pass(io, io.inputs.indices, number, number.width - 1)

    let last = holdsFrames ? (io.output.payload as? any FramedPayload)?.last : nil
    let isOver = last.map { io.output.ready && $0 } ?? io.output.ready
    when(io.output.valid) {
      if let isHeld { isHeld <== !isOver }
      turn <== (policy == .roundRobin ? mux(isOver, number &+ 1, number) : number)
    }
  }

  /// The number of the first request from an input on, and from input 0 on where there is none behind it.
  private func choose(among requests: Signal, from turn: Signal?) -> Signal {
    let lowest = number("lowest", of: requests)
    guard let turn else { return lowest }
    func isFromTurn(_ index: Int) -> Signal {
      if index == 0 { return turn == 0 }
      // No number is above the one that fills the bits of the turn.
      return index + 1 == 1 << turn.width ? constant(1) : turn <= index
    }
    let preferred = (requests & cat((0..<inputs).reversed().map(isFromTurn))).named("preferred")
    // Both numbers are looked for at once: to choose among the requests first takes longer, and more lookup tables.
    return mux(preferred.orReduced, number("next_in_turn", of: preferred), lowest).named("choice")
  }

  /// The number of the lowest request; that of the last one where there is none.
  private func number(_ name: String, of requests: Signal) -> Signal {
    let number = wire(name, .unsigned(below: inputs))
    for (place, bit) in lowest(of: requests, 0..<inputs).reversed().enumerated() { number[place] <== bit }
    return number
  }

  /// The bits of the number of the lowest request, the highest one first, by halves.
  private func lowest(of requests: Signal, _ range: Range<Int>) -> [Signal] {
    guard range.count > 1 else { return [] }
    var size = 1
    while 2 * size < range.count { size *= 2 }
    let middle = range.lowerBound + size
    let isBelow = size == 1 ? requests[range.lowerBound] : requests[(middle - 1)...range.lowerBound].orReduced
    let below = lowest(of: requests, range.lowerBound..<middle)
    let above = lowest(of: requests, middle..<range.upperBound)
    let missing = [Signal](repeating: constant(0), count: below.count - above.count)
    return [!isBelow] + zip(below, missing + above).map { mux(isBelow, $0, $1) }
  }

  /// The payload of an input, chosen by halves.
  private func pass(_ io: IO, _ inputs: Range<Int>, _ number: Signal, _ bit: Int) {
    let middle = inputs.lowerBound + 1 << bit
    if inputs.count == 1 {
      io.output.payload <== io.inputs[inputs.lowerBound].payload
    } else if middle >= inputs.upperBound {
      pass(io, inputs, number, bit - 1)
    } else {
      when(number[bit]) {
        pass(io, middle..<inputs.upperBound, number, bit - 1)
      } otherwise: {
        pass(io, inputs.lowerBound..<middle, number, bit - 1)
      }
    }
  }
}
