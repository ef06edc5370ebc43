import Bitloom

/// Adds up products of two signed numbers: the multiplier, the accumulator and the new sum are one bit heap.
///
/// Latency 2 cycles from the operands to the sum, one product a cycle; `clear` comes with its operands, and the sum starts
/// anew with their product. The accumulator wraps. Registers: both operands, `clear`, and the sum; in carry-save form two
/// numbers, `sum` and `carry`, whose sum modulo 2^`accumulatorWidth` is that of the products: no carry moves further than one
/// place in a cycle, so that the depth does not grow with the width. Reset: all zero, synchronous.
/// Resources of `MultiplyAccumulator()`: 223 LUT4, 49 FF of an iCE40 (Yosys 0.23).
/// ```
/// cycle  0    1    2    3    4    5
/// a      ┃ 2  ┃ 4  ┃ 1  ┃ 3  ┃ 0       ┃
/// b      ┃ 3  ┃ 5  ┃ 1  ┃ -1 ┃ 0       ┃
/// clear  ▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁╱▔▔▔▔╲▁▁▁▁▁▁▁▁▁
/// sum    ┃ 0       ┃ 6  ┃ 26 ┃ 27 ┃ -3 ┃
/// ```
/// ```swift
/// let unit = Instance("unit", MultiplyAccumulator())
/// unit.a <== io.x
/// unit.b <== io.y
/// if let clear = unit.clear { clear <== io.isFirst }
/// io.total <== unit.sum
/// ```
public struct MultiplyAccumulator: Module {
  /// How the sum is held.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    /// One number.
    case binary
    /// Two numbers that have yet to be added.
    case carrySave
  }

  public var operandWidth: Int
  public var accumulatorWidth: Int
  public var form: Form
  public var network: CarryNetwork
  /// Whether there is a `clear`; without one the sum starts at the reset.
  public var hasClear: Bool

  public init(
    operandWidth: Int = 8, accumulatorWidth: Int = 32, form: Form = .binary, network: CarryNetwork = .sklansky,
    hasClear: Bool = true
  ) {
    self.operandWidth = operandWidth
    self.accumulatorWidth = accumulatorWidth
    self.form = form
    self.network = network
    self.hasClear = hasClear
  }

  public struct IO: Interface {
    @Input public var a: Signal
    @Input public var b: Signal
    @Input public var clear: Signal?
    @Output public var sum: Signal
    @Output public var carry: Signal?
  }

  public var ports: IO {
    IO(
      a: .signed(operandWidth), b: .signed(operandWidth), clear: hasClear ? .bit : nil,
      sum: form == .binary ? .signed(accumulatorWidth) : .unsigned(accumulatorWidth),
      carry: form == .carrySave ? .unsigned(accumulatorWidth) : nil)
  }

  public var summary: String {
    "Adds up products of signed numbers of \(operandWidth) bits in \(accumulatorWidth) bits."
  }

  public var parameterProblems: [String] {
    let widths = [("operandWidth", operandWidth), ("accumulatorWidth", accumulatorWidth)]
    return widths.compactMap { name, width in
      1...256 ~= width ? nil : "\(name) is \(width); it must be from 1 to 256"
    }
  }

  public func build(_ io: IO) {
    let a = register("a_held", .signed(operandWidth), reset: 0)
    let b = register("b_held", .signed(operandWidth), reset: 0)
    a <== io.a
    b <== io.b
    let sum = register("accumulator", .unsigned(accumulatorWidth), reset: 0)
    var heap = BitHeap("next", width: accumulatorWidth)
    heap.addProduct(a, b)
    let isKept = io.clear.map { clear in
      let isCleared = register("clear_held", .bit, reset: 0)
      isCleared <== clear
      return (!isCleared).repeated(accumulatorWidth)
    }
    func fedBack(_ value: Signal) -> Signal { isKept.map { value & $0 } ?? value }
    heap.add(fedBack(sum))
    switch form {
    case .binary:
      sum <== heap.sum(network: network)
      io.sum <== sum.asSigned
    case .carrySave:
      let carry = register("accumulator_carry", .unsigned(accumulatorWidth), reset: 0)
      heap.add(fedBack(carry))
      let next = heap.compressed()
      sum <== next.sum
      carry <== next.carry
      io.sum <== sum
      if let output = io.carry { output <== carry }
    }
  }
}
