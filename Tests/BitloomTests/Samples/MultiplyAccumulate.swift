import Bitloom

/// Multiply-accumulate with a synchronous clear. One product a cycle; `sum` is valid one cycle after its operands.
struct MultiplyAccumulate: Module {
  var operandWidth = 8
  var accumulatorWidth = 32

  struct IO: Interface {
    @Input var a: Signal
    @Input var b: Signal
    @Input var clear: Signal = .bit
    @Output var sum: Signal
  }
  var ports: IO {
    IO(a: .signed(operandWidth), b: .signed(operandWidth), sum: .signed(accumulatorWidth))
  }

  func build(_ io: IO) {
    let accumulator = register("accumulator", .signed(accumulatorWidth), reset: 0)
    when(io.clear) {
      accumulator <== 0
    } otherwise: {
      accumulator <== accumulator &+ io.a * io.b
    }
    io.sum <== accumulator
  }
}
