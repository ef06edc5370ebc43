import Arithmetic
import Bitloom

/// A dot product of stationary weights with operands that pass: multipliers, and a tree of adders behind them. What
/// `WeightPlaneTile` is measured by.
///
/// Latency 4 from `a` to `sum`, one dot product a cycle. Weights come as those of `WeightPlaneTile`. Registers: the weights
/// and the operands; the products; the sums of four products each; and the sum. Reset: none.
public struct MultiplierTree: Module {
  /// How products and sums are made.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    /// With the operators of the language.
    case operators
    /// Booth's digits and bit heaps, with a parallel-prefix adder in each stage.
    case booth
  }

  public var form: Form
  /// Bits of the signed operands, 2 to 16.
  public var operandWidth: Int
  /// Pairs of operands of a dot product, 1 to 64.
  public var lanes: Int

  public init(form: Form = .booth, operandWidth: Int = 8, lanes: Int = 16) {
    self.form = form
    self.operandWidth = operandWidth
    self.lanes = lanes
  }

  public struct IO: Interface {
    @Input public var a: [Signal]
    @Input public var weight: Signal
    @Input public var shiftsWeights: Signal = .bit
    @Output public var aRight: [Signal]
    @Output public var sum: Signal
  }

  private var sumWidth: Int { 2 * operandWidth + WeightPlaneTile.bits(lanes) }

  public var ports: IO {
    IO(
      a: .signed(operandWidth, count: lanes), weight: .signed(operandWidth),
      aRight: .signed(operandWidth, count: lanes), sum: .signed(sumWidth))
  }

  public var summary: String { "Dot product of \(lanes) lanes: multipliers and a tree of adders." }

  public var parameterProblems: [String] {
    BitWeightConfiguration(technique: .opt2, operandWidth: operandWidth, lanes: lanes).problems
  }

  public func build(_ io: IO) {
    let held = register("a_held", .signed(operandWidth), count: lanes)
    let weights = register("weight_held", .signed(operandWidth), count: lanes)
    for lane in 0..<lanes {
      held[lane] <== io.a[lane]
      io.aRight[lane] <== held[lane]
    }
    when(io.shiftsWeights) {
      for lane in 0..<lanes { weights[lane] <== (lane + 1 < lanes ? weights[lane + 1] : io.weight) }
    }
    let products = (0..<lanes).map { lane in
      product(held[lane], weights[lane], "product_\(lane)").registered("product_held_\(lane)")
    }
    let quads = stride(from: 0, to: lanes, by: 4).map { Array(products[$0..<min($0 + 4, lanes)]) }
    let sums = quads.enumerated().map { index, quad in
      let width = 2 * operandWidth + WeightPlaneTile.bits(quad.count)
      return sum(quad, width: width, "quad_\(index)").registered("quad_held_\(index)")
    }
    io.sum <== sum(sums, width: sumWidth, "all").registered("dot_product")
  }

  private func product(_ a: Signal, _ b: Signal, _ name: String) -> Signal {
    switch form {
    case .operators:
      return (a * b).named(name)
    case .booth:
      var heap = BitHeap(name, width: 2 * operandWidth)
      heap.addProduct(b, a)
      return heap.sum().asSigned
    }
  }

  private func sum(_ numbers: [Signal], width: Int, _ name: String) -> Signal {
    switch form {
    case .operators:
      let wide = numbers.map { $0.extended(to: width) }
      return wide.dropFirst().reduce(wide[0]) { $0 &+ $1 }.named(name)
    case .booth:
      var heap = BitHeap(name, width: width)
      for number in numbers { heap.add(number) }
      return heap.sum().asSigned
    }
  }
}
