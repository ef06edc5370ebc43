import Bitloom

/// Adds up products with the operators of the language: what the usual processing element says.
///
/// One product a lane and cycle, latency 2 from the operands to their sum; a sum that begins (`load`) follows the one before
/// without a pause. The accumulator wraps. Registers: the operands, `load` and `last`, and the sum. Reset: all zero,
/// synchronous.
/// ```
/// cycle  0    1    2    3    4    5
/// a[0]   ┃ 2  ┃ 4  ┃ 1  ┃ 3  ┃ 0       ┃
/// b[0]   ┃ 3  ┃ 5  ┃ 1  ┃ -1 ┃ 0       ┃
/// load   ▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁╱▔▔▔▔╲▁▁▁▁▁▁▁▁▁
/// last   ▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁
/// sum    ┃ 0       ┃ 6  ┃ 26 ┃ 27 ┃ -3 ┃
/// done   ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔
/// ```
public struct OperatorAccumulator: Module {
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

  public var summary: String { "Adds up products with operators, \(lanes) in a cycle." }

  public var parameterProblems: [String] {
    BitWeightConfiguration(
      technique: .mac, operandWidth: operandWidth, accumulatorWidth: accumulatorWidth, lanes: lanes
    ).problems
  }

  public func build(_ io: AccumulationPorts) {
    let (a, b) = io.heldOperands()
    let accumulator = register("accumulator", .signed(accumulatorWidth), reset: 0)
    var sum = accumulator
    if let keep = io.keep(width: accumulatorWidth) { sum = (accumulator.asUnsigned & keep).asSigned }
    for lane in a.indices {
      let product = (a[lane] * b[lane]).named("product_\(lane)")
      sum = sum &+ (product.width > accumulatorWidth ? product.truncated(to: accumulatorWidth) : product).asSigned
    }
    accumulator <== sum
    io.sum <== accumulator
    io.driveDone()
  }
}
