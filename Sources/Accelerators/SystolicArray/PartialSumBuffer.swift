import Bitloom

/// Adds up the rows of a batch over the tiles of K.
///
/// Latency 1 cycle, one row a cycle while `enable` is 1. A tile marked `start` begins new sums, one marked `finish` sends them
/// on. Memory: `depth` rows of sums, written at the clock edge, read through a register (block memory in an FPGA). Two rows
/// of the same number must be at least two cycles apart.
struct PartialSumBuffer: Module {
  var columns: Int
  var width: Int
  var depth: Int

  struct IO: Interface {
    @Input var enable: Signal
    @Input var sums: [Signal]
    @Input var valid: Signal
    @Input var start: Signal
    @Input var finish: Signal
    @Input var last: Signal
    @Output var totals: [Signal]
    @Output var totalsValid: Signal
    @Output var totalsLast: Signal
  }

  var ports: IO {
    IO(
      enable: .bit, sums: .signed(width, count: columns), valid: .bit, start: .bit, finish: .bit, last: .bit,
      totals: .signed(width, count: columns), totalsValid: .bit, totalsLast: .bit)
  }

  var summary: String { "Adds up rows of partial sums over the tiles of K." }

  func build(_ io: IO) {
    let storage = memory("storage", VectorShape(SignalType.signed(width), count: columns), depth: depth)
    let row = register("row", .unsigned(storage.addressWidth), reset: 0)
    when(io.enable && io.valid) {
      when(io.last) {
        row <== 0
      } otherwise: {
        row.increment(wrappingAt: depth)
      }
    }

    let valid = delayed("sum_valid", io.valid, by: 1, while: io.enable, reset: 0)
    let start = delayed("sum_start", io.start, by: 1, while: io.enable)
    let finish = delayed("sum_finish", io.finish, by: 1, while: io.enable)
    let last = delayed("sum_last", io.last, by: 1, while: io.enable)
    let address = delayed("sum_row", row, by: 1, while: io.enable)
    let sums = skewed("sum", io.sums, by: .init(repeating: 1, count: columns), while: io.enable)
    let stored = skewed("stored", storage.read(at: row), by: .init(repeating: 1, count: columns), while: io.enable)

    let totals = wire("total", .signed(width), count: columns)
    for column in 0..<columns {
      totals[column] <== sums[column] &+ mux(start, 0, stored[column])
    }
    when(io.enable && valid) { storage.write(totals, at: address) }
    io.totals <== totals
    io.totalsValid <== valid && finish
    io.totalsLast <== last
  }
}
