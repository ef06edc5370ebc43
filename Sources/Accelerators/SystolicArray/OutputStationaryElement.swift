import Bitloom

/// A processing element of the output-stationary array: multiplies what passes, adds it up, and hands its sum to the column's
/// drain when the last product has come.
///
/// One product a cycle while `enable` is 1. Registers: both operands, the accumulator, the drain, and the control bits `valid`,
/// `last` and `drain` on their way to the right. `valid` and `first` are reset, the numbers are not.
struct OutputStationaryElement: Module {
  var operandWidth: Int
  var accumulatorWidth: Int

  struct IO: Interface {
    @Input var enable: Signal
    @Input var a: Signal
    @Input var b: Signal
    /// Whether `a` and `b` belong to a product.
    @Input var valid: Signal
    /// Whether it is the last one of the sum.
    @Input var last: Signal
    /// Whether the drain moves down by one.
    @Input var drain: Signal
    @Input var above: Signal
    @Output var aRight: Signal
    @Output var bDown: Signal
    @Output var validRight: Signal
    @Output var lastRight: Signal
    @Output var drainRight: Signal
    @Output var below: Signal
  }

  var ports: IO {
    IO(
      enable: .bit, a: .signed(operandWidth), b: .signed(operandWidth), valid: .bit, last: .bit, drain: .bit,
      above: .signed(accumulatorWidth), aRight: .signed(operandWidth), bDown: .signed(operandWidth), validRight: .bit,
      lastRight: .bit, drainRight: .bit, below: .signed(accumulatorWidth))
  }

  var moduleName: String { "output_stationary_element_int\(operandWidth)_acc\(accumulatorWidth)" }
  var summary: String { "Processing element: accumulates one number of the result." }

  func build(_ io: IO) {
    let accumulator = register("accumulator", .signed(accumulatorWidth))
    let isFirst = register("is_first", .bit, reset: 1)
    let drained = register("drained", .signed(accumulatorWidth))

    let product = (io.a * io.b).named("product")
    let addend = product.width > accumulatorWidth ? product.truncated(to: accumulatorWidth) : product
    let sum = (mux(isFirst, 0, accumulator) &+ addend).named("sum")

    when(io.enable) {
      when(io.valid) {
        accumulator <== sum
        isFirst <== io.last
      }
      when(io.valid && io.last) {
        drained <== sum
      }.elseWhen(io.drain) {
        drained <== io.above
      }
    }
    io.below <== drained
    pass(io)
  }

  /// Operands and control bits move on by one element a cycle.
  private func pass(_ io: IO) {
    let a = register("a_passed", .signed(operandWidth))
    let b = register("b_passed", .signed(operandWidth))
    let valid = register("valid_passed", .bit, reset: 0)
    let last = register("last_passed", .bit)
    let drain = register("drain_passed", .bit, reset: 0)
    when(io.enable) {
      a <== io.a
      b <== io.b
      valid <== io.valid
      last <== io.last
      drain <== io.drain
    }
    io.aRight <== a
    io.bDown <== b
    io.validRight <== valid
    io.lastRight <== last
    io.drainRight <== drain
  }
}
