import Bitloom
import Components

/// Exchanges words with a peripheral over SPI, the most significant bit first. Chip select frames each word.
///
/// A word takes `2 * width + 1` half periods of `halfPeriod` cycles. `received` is valid for a cycle at the end. Registers: the
/// word, a bit at each pin, two counters. Reset: not selected.
struct SPIMaster: Module {
  enum Mode: Int, Hashable, Sendable, CaseIterable { case mode0, mode1, mode2, mode3 }

  var width = 8
  var mode = Mode.mode0
  /// Clock cycles between two edges of `sclk`.
  var halfPeriod = 2

  /// CPOL: the level of the clock at rest.
  private var restsHigh: Bool { mode.rawValue & 2 != 0 }
  /// CPHA: whether data are sampled at the second edge of a bit rather than the first one.
  private var samplesSecondEdge: Bool { mode.rawValue & 1 != 0 }

  struct IO: Interface {
    @Flipped var word: Stream<Signal>
    @Output var received: Signal
    @Output var receivedValid: Signal = .bit
    @Output var sclk: Signal = .bit
    @Output var mosi: Signal = .bit
    @Output var csN: Signal = .bit
    @Input var miso: Signal = .bit
  }
  var ports: IO { IO(word: Stream(of: .unsigned(max(width, 1))), received: .unsigned(max(width, 1))) }
  var parameterProblems: [String] {
    (width >= 1 ? [] : ["width is \(width); it must be at least 1"])
      + (halfPeriod >= 1 ? [] : ["halfPeriod is \(halfPeriod); it must be at least 1"])
  }

  func build(_ io: IO) {
    let shift = register("shift", .unsigned(width), reset: 0)
    let sclk = register("clock", .bit, reset: restsHigh ? 1 : 0)
    let mosi = register("data_out", .bit, reset: 0)
    let isSelected = register("is_selected", .bit, reset: 0)
    let receivedValid = register("word_ends", .bit, reset: 0)
    let timer = register("timer", .unsigned(below: halfPeriod), reset: 0)
    let edge = register("edge_count", .unsigned(below: 2 * width + 1), reset: 0)
    let tick = (timer == halfPeriod - 1).named("tick")

    io.word.ready <== !isSelected
    receivedValid <== 0
    when(io.word.fires) {
      isSelected <== 1
      shift <== io.word.payload
      if !samplesSecondEdge { mosi <== io.word.payload[width - 1] }
    }
    when(isSelected) {
      timer.increment(wrappingAt: halfPeriod)
      when(tick) {
        edge.increment(wrappingAt: 2 * width + 1)
        when(edge < 2 * width) {
          sclk <== !sclk
          when(edge[0] == (samplesSecondEdge ? 1 : 0)) {
            shift <== (shift &<< 1) | io.miso
          } otherwise: {
            mosi <== shift[width - 1]
          }
        }
        when(edge == 2 * width) {
          isSelected <== 0
          receivedValid <== 1
        }
      }
    }
    io.sclk <== sclk
    io.mosi <== mosi
    io.csN <== !isSelected
    io.received <== shift
    io.receivedValid <== receivedValid
  }
}
