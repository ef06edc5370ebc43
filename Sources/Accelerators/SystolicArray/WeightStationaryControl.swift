import Bitloom

/// The left and upper edge of the weight-stationary array: when weights may be loaded, when a tile may start.
///
/// The weights of the next tile are loaded while the array works on this one, but not before the wave that takes over this
/// tile's weights has reached the lowest row.
struct WeightStationaryControl: Module {
  var rows: Int

  struct IO: Interface {
    @Input var advance: Signal
    @Input var weightsValid: Signal
    @Output var weightsReady: Signal
    @Input var activationsValid: Signal
    @Input var activationsLast: Signal
    @Output var activationsReady: Signal
    /// Whether a row of weights enters the left column in this cycle.
    @Output var load: Signal
    /// Whether a row of activations enters the upper row in this cycle, and whether it is the first one of its tile.
    @Output var taken: Signal
    @Output var swap: Signal
  }

  var ports: IO {
    IO(
      advance: .bit, weightsValid: .bit, weightsReady: .bit, activationsValid: .bit, activationsLast: .bit,
      activationsReady: .bit, load: .bit, taken: .bit, swap: .bit)
  }

  var summary: String { "Control of the weight-stationary array: loading of weights, start of tiles." }

  func build(_ io: IO) {
    let counterType = SignalType.unsigned(Int.bitWidth - rows.leadingZeroBitCount)
    let loaded = register("loaded", counterType, reset: 0)
    let isStart = register("is_start", .bit, reset: 1)
    let isFull = (loaded == rows).named("is_full")

    io.activationsReady <== io.advance && (isFull || !isStart)
    let taken = (io.advance && io.activationsValid && (isFull || !isStart)).named("row_taken")
    let swap = (taken && isStart).named("tile_starts")
    when(taken) { isStart <== io.activationsLast }

    var mayLoad = !isFull
    if rows > 2 {
      let hold = register("hold", counterType, reset: 0)
      when(swap) {
        hold <== rows - 2
      }.elseWhen(io.advance && hold != 0) {
        hold <== hold &- 1
      }
      mayLoad = mayLoad && hold == 0
    }
    let load = (io.advance && io.weightsValid && mayLoad).named("weight_row_taken")
    io.weightsReady <== io.advance && mayLoad
    when(swap) {
      loaded <== 0
    }.elseWhen(load) {
      loaded <== loaded &+ 1
    }
    io.load <== load
    io.taken <== taken
    io.swap <== swap
  }
}
