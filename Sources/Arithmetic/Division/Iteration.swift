import Bitloom
import Components

/// The control of a unit that takes a beat, works on it for some cycles, and offers a result until it is taken.
///
/// Registers: two bits and a counter. Reset: idle.
struct Iteration {
  /// Whether a step is made in this cycle.
  let isBusy: Signal

  /// - Parameter steps: How many cycles are worked; the result is there in the one after them.
  init<Operands: Bundle, Result: Bundle>(steps: Int, from input: Stream<Operands>, to output: Stream<Result>) {
    let isBusy = register("is_busy", .bit, reset: 0)
    let isDone = register("is_done", .bit, reset: 0)
    let count = register("count", .unsigned(below: max(steps, 2)), reset: 0)
    self.isBusy = isBusy
    input.ready <== (!isBusy && !isDone)
    output.valid <== isDone
    when(input.fires) {
      isBusy <== 1
      count <== (steps - 1)
    }
    when(isBusy) {
      count <== count &- 1
      when(count == 0) {
        isBusy <== 0
        isDone <== 1
      }
    }
    when(output.fires) { isDone <== 0 }
  }
}
