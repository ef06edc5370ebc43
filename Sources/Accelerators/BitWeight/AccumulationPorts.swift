import Bitloom

/// The ports of an element that adds up products of pairs of operands, one pair for each lane in a cycle.
///
/// What comes in goes to registers; the sum has it two cycles later. In a cycle without work `a` or `b` are 0.
public struct AccumulationPorts: Interface {
  @Input public var a: [Signal]
  @Input public var b: [Signal]
  /// Whether a new sum begins with these operands.
  @Input public var load: Signal?
  /// Whether the sum ends with these operands.
  @Input public var last: Signal?
  /// The sum; one of two numbers that are to be added modulo 2^`width` where there is a `carry`.
  @Output public var sum: Signal
  @Output public var carry: Signal?
  /// Whether `sum` and `carry` hold the sum that ended.
  @Output public var done: Signal?

  init(operandWidth: Int, accumulatorWidth: Int, lanes: Int, hasCarry: Bool, hasControl: Bool) {
    _a = Input(wrappedValue: .signed(operandWidth, count: lanes))
    _b = Input(wrappedValue: .signed(operandWidth, count: lanes))
    _load = Input(wrappedValue: hasControl ? .bit : nil)
    _last = Input(wrappedValue: hasControl ? .bit : nil)
    _sum = Output(wrappedValue: hasCarry ? .unsigned(accumulatorWidth) : .signed(accumulatorWidth))
    _carry = Output(wrappedValue: hasCarry ? .unsigned(accumulatorWidth) : nil)
    _done = Output(wrappedValue: hasControl ? .bit : nil)
  }

  /// The operands one cycle later.
  func heldOperands() -> (a: [Signal], b: [Signal]) {
    let held = a.indices.map { lane in
      (a[lane].registered("a_held_\(lane)", reset: 0), b[lane].registered("b_held_\(lane)", reset: 0))
    }
    return (held.map(\.0), held.map(\.1))
  }

  /// All ones while the sum goes on, with the held operands; nil for an element whose sum never ends.
  func keep(width: Int) -> Signal? {
    load.map { (~$0.registered("load_held", reset: 0)).repeated(width) }
  }

  /// Tells that the sum is there two cycles after its last operands.
  func driveDone() {
    if let last, let done { done <== last.registered("last_held", reset: 0).registered("is_done", reset: 0) }
  }
}
