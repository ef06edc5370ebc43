import Bitloom

/// A processing element of the weight-stationary array: adds the product of its weight and what passes to the sum from above.
///
/// One product a cycle while `enable` is 1. The next weight waits in a second register, which is part of a chain down the
/// column, and is taken over with the first number of a tile (`swap`). Registers: both weights, the operand and the sum, and
/// the control bits `swap` and `load` on their way to the right. The control bits are reset, the numbers are not.
struct WeightStationaryElement: Module {
  var operandWidth: Int
  var accumulatorWidth: Int

  struct IO: Interface {
    @Input var enable: Signal
    @Input var a: Signal
    @Input var sumAbove: Signal
    /// Whether `a` is the first number of a tile.
    @Input var swap: Signal
    /// Whether the chain of next weights moves down by one.
    @Input var load: Signal
    @Input var weightAbove: Signal
    @Output var aRight: Signal
    @Output var swapRight: Signal
    @Output var loadRight: Signal
    @Output var weightBelow: Signal
    @Output var sumBelow: Signal
  }

  var ports: IO {
    IO(
      enable: .bit, a: .signed(operandWidth), sumAbove: .signed(accumulatorWidth), swap: .bit, load: .bit,
      weightAbove: .signed(operandWidth), aRight: .signed(operandWidth), swapRight: .bit, loadRight: .bit,
      weightBelow: .signed(operandWidth), sumBelow: .signed(accumulatorWidth))
  }

  var moduleName: String { "weight_stationary_element_int\(operandWidth)_acc\(accumulatorWidth)" }
  var summary: String { "Processing element: holds one weight, adds to the sum that passes." }

  func build(_ io: IO) {
    let weight = register("weight", .signed(operandWidth))
    let nextWeight = register("next_weight", .signed(operandWidth))
    let sum = register("sum", .signed(accumulatorWidth))

    let factor = mux(io.swap, nextWeight, weight).named("factor")
    let product = (io.a * factor).named("product")
    let addend = product.width > accumulatorWidth ? product.truncated(to: accumulatorWidth) : product
    when(io.enable) {
      weight <== factor
      sum <== io.sumAbove &+ addend
      when(io.load) { nextWeight <== io.weightAbove }
    }
    io.sumBelow <== sum
    io.weightBelow <== nextWeight
    pass(io)
  }

  /// Operand and control bits move on by one element a cycle.
  private func pass(_ io: IO) {
    let a = register("a_passed", .signed(operandWidth))
    let swap = register("swap_passed", .bit, reset: 0)
    let load = register("load_passed", .bit, reset: 0)
    when(io.enable) {
      a <== io.a
      swap <== io.swap
      load <== io.load
    }
    io.aRight <== a
    io.swapRight <== swap
    io.loadRight <== load
  }
}
