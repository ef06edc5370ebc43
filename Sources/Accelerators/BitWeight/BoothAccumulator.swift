import Arithmetic
import Bitloom

/// Adds up products: rows of Booth's digits and the accumulator in one bit heap, and a parallel-prefix adder behind it.
///
/// This is the element that the techniques are measured by. Latency and control are those of `OperatorAccumulator`.
/// Registers: the operands, `load` and `last`, and the sum. Reset: all zero, synchronous.
public struct BoothAccumulator: Module {
  /// Bits of the signed operands, 2 to 16.
  public var operandWidth: Int
  /// Bits of the sum, 8 to 64.
  public var accumulatorWidth: Int
  /// Pairs of operands that come together.
  public var lanes: Int
  /// Whether there are `load`, `last` and `done`; without them the sum never ends.
  public var hasControl: Bool

  public init(operandWidth: Int = 8, accumulatorWidth: Int = 32, lanes: Int = 1, hasControl: Bool = true) {
    self.operandWidth = operandWidth
    self.accumulatorWidth = accumulatorWidth
    self.lanes = lanes
    self.hasControl = hasControl
  }

  public var ports: AccumulationPorts {
    AccumulationPorts(
      operandWidth: operandWidth, accumulatorWidth: accumulatorWidth, lanes: lanes, hasCarry: false,
      hasControl: hasControl)
  }

  public var summary: String { "Adds up products of Booth's digits, \(lanes) in a cycle." }

  public var parameterProblems: [String] {
    BitWeightConfiguration(
      technique: .boothMAC, operandWidth: operandWidth, accumulatorWidth: accumulatorWidth, lanes: lanes
    ).problems
  }

  public func build(_ io: AccumulationPorts) {
    let (a, b) = io.heldOperands()
    let accumulator = register("accumulator", .unsigned(accumulatorWidth), reset: 0)
    var heap = BitHeap("next", width: accumulatorWidth)
    for lane in a.indices { heap.addProduct(b[lane], a[lane]) }
    heap.add(io.keep(width: accumulatorWidth).map { accumulator & $0 } ?? accumulator)
    accumulator <== heap.sum()
    io.sum <== accumulator.asSigned
    io.driveDone()
  }
}
