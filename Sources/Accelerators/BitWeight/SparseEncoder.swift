import Arithmetic
import Bitloom
import Components

/// Gives the digits of a group that are not 0 one after the other, and the position by which the number of each is fetched.
///
/// A group takes as many cycles as it has digits that are not 0, and one when it has none: then, and while no group comes,
/// the digit is 0, whatever number is fetched, so that nothing is added. `load` comes with the first digit of a group that
/// begins a pass, also when that group is zero: the sum begins anew without a cycle lost. One group after the other, without
/// a pause.
///
/// Latency 1 from a group that is taken to its first `position`, and one more to `digit` and `load`: the number that a
/// position fetches goes to the element's register meanwhile. `done` is 1 when the sum of a pass stands at the outputs of the
/// elements. Registers: the group, which of its digits is on and which are to come, the digit that goes out, and the control
/// bits. Reset: no group, digit 0.
///
/// With `waits` a group that begins a pass stays until `start`, and `waiting` tells so: this is how lanes that share an
/// accumulator meet. Here a group with the digits 1 and -2 begins a pass, and one of zeros ends it:
/// ```
/// cycle                    0        1        2        3        4        5        6
/// group.valid              ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
/// group.ready              ▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔
/// group.payload.isNonzero  ┃ 0b1001 ┃ 0b0000                                              ┃
/// group.payload.first      ▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
/// group.payload.last       ▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
/// position                 ┃ 0b00            ┃ 0b11   ┃ 0b00                              ┃
/// digit.isOne              ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
/// digit.isTwo              ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
/// digit.isNegative         ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
/// load                     ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
/// done                     ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁
/// ```
public struct SparseEncoder: Module {
  /// Digits of a group, 1 to 16.
  public var group: Int
  /// Whether a pass begins when `start` says so.
  public var waits: Bool

  public init(group: Int = 4, waits: Bool = false) {
    self.group = group
    self.waits = waits
  }

  public struct IO: Interface {
    @Flipped public var group: Stream<DigitGroup>
    /// Whether the pass that waits begins now.
    @Input public var start: Signal?
    /// Whether a pass waits to begin.
    @Output public var waiting: Signal?
    /// Whether a pass ends with the digit whose position is given.
    @Output public var finishing: Signal?
    /// Which number of the group the next digit is for.
    @Output public var position: Signal
    /// One cycle after its position.
    @Output public var digit: DigitSelect
    /// Whether a new sum begins with `digit`.
    @Output public var load: Signal?
    /// Whether the sum of a pass is at the outputs of the elements.
    @Output public var done: Signal?
  }

  public var ports: IO {
    IO(
      group: Stream(of: DigitGroupShape(count: group)), start: waits ? .bit : nil, waiting: waits ? .bit : nil,
      finishing: waits ? .bit : nil, position: .unsigned(below: group), digit: DigitSelectShape().instantiate(),
      load: waits ? nil : .bit, done: waits ? nil : .bit)
  }

  public var summary: String { "The digits of groups of \(group) that are not 0, one after the other." }

  public var parameterProblems: [String] {
    1...16 ~= group ? [] : ["group is \(group); it must be from 1 to 16"]
  }

  public func build(_ io: IO) {
    let held = register("held", DigitSelectShape(), count: group)
    // The digit that is on, as a bit at its place, and those to come.
    let current = register("current", .unsigned(group), reset: 0)
    let rest = register("rest", .unsigned(group), reset: 0)
    let isFirst = register("is_first", .bit, reset: 0)
    let isLast = register("is_last", .bit, reset: 0)

    let advance = io.start.map { (~isFirst | $0).named("advance") }
    let isDone = (rest == 0).named("group_is_done")
    let takes = (advance.map { isDone & $0 } ?? isDone).named("takes")
    io.group.ready <== takes

    let next = io.group.payload
    let valid = io.group.valid.repeated(group)
    let nextLowest = next.isNonzero.lowestOne.named("next_lowest")
    let restLowest = rest.lowestOne.named("rest_lowest")
    let taking = when(takes) {
      current <== (nextLowest & valid)
      rest <== (next.isNonzero & ~nextLowest & valid)
      isFirst <== (next.first & io.group.valid)
      isLast <== (next.last & io.group.valid)
      for index in held.indices { held[index] <== next.digits[index] }
    }
    // While there is a rest no new group is taken.
    func moveOn() {
      current <== restLowest
      rest <== (rest & ~restLowest)
      isFirst <== 0
    }
    if let advance { taking.elseWhen(advance) { moveOn() } } else { taking.otherwise { moveOn() } }
    io.position <== position(of: current)
    drive(io, held, current, isFirst, finishing: (isLast & takes).named("pass_ends"))
  }

  /// The digit that is on goes to a register, and the control bits with it.
  private func drive(_ io: IO, _ held: [DigitSelect], _ current: Signal, _ isFirst: Signal, finishing: Signal) {
    let issued = io.start.map { (~isFirst | $0).repeated(group) & current } ?? current
    func choose(_ name: String, _ path: KeyPath<DigitSelect, Signal>) -> Signal {
      let bits = cat(held.reversed().map { $0[keyPath: path] })
      return (bits & issued).orReduced.registered(name, reset: 0)
    }
    io.digit.isOne <== choose("is_one", \.isOne)
    io.digit.isTwo <== choose("is_two", \.isTwo)
    io.digit.isNegative <== choose("is_negative", \.isNegative)
    if let load = io.load { load <== isFirst.registered("is_load", reset: 0) }
    if let done = io.done {
      done <== finishing.registered("is_adding_last", reset: 0).registered("is_done", reset: 0)
    }
    if let waiting = io.waiting { waiting <== isFirst }
    if let output = io.finishing { output <== finishing }
  }

  /// The number of the bit that is 1.
  private func position(of current: Signal) -> Signal {
    let width = SignalType.unsigned(below: group).width
    let bits = (0..<width).map { bit -> Signal in
      let places = (0..<group).filter { $0 >> bit & 1 == 1 }
      return places.isEmpty ? constant(0) : cat(places.map { current[$0] }).orReduced
    }
    return cat(bits.reversed())
  }
}
