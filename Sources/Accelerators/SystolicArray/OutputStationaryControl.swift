import Bitloom

/// The left edge of the output-stationary array: control bits for each row, delayed like its operands, and the drain.
///
/// The drain of a column starts when its lowest element has its sum. Element r then moves its drain register down r + 1 times
/// and no more, because the next tile's sum may already be there: the bits `drain` start as all ones and are shifted up.
/// Two tiles may end no closer than `rows` cycles; `operandsReady` sees to it.
struct OutputStationaryControl: Module {
  var rows: Int

  struct IO: Interface {
    @Input var advance: Signal
    @Input var operandsValid: Signal
    @Input var operandsLast: Signal
    @Output var operandsReady: Signal
    @Output var valid: [Signal]
    @Output var last: [Signal]
    @Output var drain: [Signal]
    /// Whether the lowest element of the left column holds a finished sum in its drain register.
    @Output var rowValid: Signal
    @Output var rowLast: Signal
  }

  var ports: IO {
    IO(
      advance: .bit, operandsValid: .bit, operandsLast: .bit, operandsReady: .bit, valid: .bits(count: rows),
      last: .bits(count: rows), drain: .bits(count: rows), rowValid: .bit, rowLast: .bit)
  }

  var summary: String { "Control of the output-stationary array's left edge." }

  func build(_ io: IO) {
    let counterType = SignalType.unsigned(Int.bitWidth - rows.leadingZeroBitCount)
    // Cycles until the next tile may end.
    let cooldown = register("cooldown", counterType, reset: 0)
    let mayEnd = (cooldown == 0).named("may_end")
    let ready = wire("ready", .bit)
    ready <== io.advance && (mayEnd || !io.operandsLast)
    io.operandsReady <== ready
    let taken = (ready && io.operandsValid).named("taken")
    when(taken && io.operandsLast) {
      cooldown <== rows - 1
    }.elseWhen(io.advance && !mayEnd) {
      cooldown <== cooldown &- 1
    }

    var valid = taken
    var last = io.operandsLast
    for row in 0..<rows {
      io.valid[row] <== valid
      io.last[row] <== last
      valid = delayed("valid_wave_\(row + 1)", valid, by: 1, while: io.advance, reset: 0)
      last = delayed("last_wave_\(row + 1)", last, by: 1, while: io.advance)
    }

    // One cycle after the lowest element took its last product.
    let start = (valid && last).named("start")
    let remaining = register("remaining", .unsigned(rows), reset: 0)
    let drain = mux(start, constant(Bits(onesOfWidth: rows)), remaining).named("drain_mask")
    when(io.advance) { remaining <== drain &<< 1 }
    for row in 0..<rows { io.drain[row] <== drain[row] }
    // Element `rows - 1` moves `rows` times; what it holds before each move is a row of results.
    io.rowValid <== drain[rows - 1]
    let isSecondLast = rows > 1 ? drain[rows - 1] && !drain[rows - 2] : drain[0]
    io.rowLast <== isSecondLast
  }
}
