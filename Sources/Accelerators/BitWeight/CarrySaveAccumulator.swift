import Arithmetic
import Bitloom

/// Adds up products in two numbers whose sum modulo 2^`accumulatorWidth` is theirs (OPT1): no carry runs in it.
///
/// The adder that makes one number of them stands outside, once for each result instead of once for each product. Neither
/// number has a sign of its own: they are added modulo 2^`accumulatorWidth` first, and what comes out is extended.
///
/// Latency and control are those of `OperatorAccumulator`; the depth does not grow with the width. Registers: the operands,
/// `load` and `last`, and both numbers. Reset: all zero, synchronous.
public struct CarrySaveAccumulator: Module {
  public var encoder: BitWeightConfiguration.Encoder
  /// Bits of the signed operands, 2 to 16.
  public var operandWidth: Int
  /// Bits of the sum, 8 to 64.
  public var accumulatorWidth: Int
  /// Pairs of operands that come together.
  public var lanes: Int
  /// Whether there are `load`, `last` and `done`; without them the sum never ends.
  public var hasControl: Bool

  public init(
    encoder: BitWeightConfiguration.Encoder = .booth, operandWidth: Int = 8, accumulatorWidth: Int = 32,
    lanes: Int = 1, hasControl: Bool = true
  ) {
    self.encoder = encoder
    self.operandWidth = operandWidth
    self.accumulatorWidth = accumulatorWidth
    self.lanes = lanes
    self.hasControl = hasControl
  }

  public var ports: AccumulationPorts {
    AccumulationPorts(
      operandWidth: operandWidth, accumulatorWidth: accumulatorWidth, lanes: lanes, hasCarry: true,
      hasControl: hasControl)
  }

  public var summary: String { "Adds up products in carry-save form, \(lanes) in a cycle." }

  public var parameterProblems: [String] {
    BitWeightConfiguration(
      technique: .opt1, encoder: encoder, operandWidth: operandWidth, accumulatorWidth: accumulatorWidth, lanes: lanes
    ).problems
  }

  public func build(_ io: AccumulationPorts) {
    let (a, b) = io.heldOperands()
    let sum = register("accumulator_sum", .unsigned(accumulatorWidth), reset: 0)
    let carry = register("accumulator_carry", .unsigned(accumulatorWidth), reset: 0)
    let keep = io.keep(width: accumulatorWidth)
    let next = step(a, b, sum: keep.map { sum & $0 } ?? sum, carry: keep.map { carry & $0 } ?? carry)
    sum <== next.sum
    carry <== next.carry
    io.sum <== sum
    if let output = io.carry { output <== carry }
    io.driveDone()
  }

  /// Two numbers whose sum is that of those given and the products.
  func step(_ a: [Signal], _ b: [Signal], sum: Signal, carry: Signal) -> (sum: Signal, carry: Signal) {
    var heap = BitHeap("next", width: accumulatorWidth)
    for lane in a.indices {
      for (place, digit) in DigitSelect.digits(of: a[lane], encoder).enumerated() {
        heap.add(digit, times: b[lane], shiftedBy: 2 * place, arrival: arrival(ofDigit: place), "\(lane)_\(place)")
      }
    }
    heap.add(sum, arrival: 1)
    heap.add(carry, arrival: 1)
    return heap.compressed()
  }

  /// Gates behind which a row is there.
  private func arrival(ofDigit place: Int) -> Int {
    switch encoder {
    case .booth: 5
    case .ent: 8 + 2 * place
    case .naf: 14
    }
  }
}

extension BitHeap {
  /// Adds a number times a digit, times 2^`shift`: its row, and the one that completes a subtraction.
  mutating func add(
    _ digit: DigitSelect, times number: Signal, shiftedBy shift: Int, arrival: Int, _ suffix: String
  ) {
    let row = digit.row(of: number, "row_\(suffix)")
    add(row.asSigned, shiftedBy: shift, arrival: arrival)
    add(digit.isNegative, shiftedBy: shift)
  }
}
