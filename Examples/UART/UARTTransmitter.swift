import Bitloom
import Components

/// Sends characters over a serial line, `format.frameBits` times `format.clocksPerBit` cycles each, without a pause between.
///
/// Registers: the frame and two counters. Reset: the line rests at 1.
struct UARTTransmitter: Module {
  var format = UARTFormat()

  struct IO: Interface {
    @Flipped var data: Stream<Signal>
    @Output var txd: Signal = .bit
  }
  var ports: IO { IO(data: Stream(of: .unsigned(max(format.dataBits, 1)))) }
  var parameterProblems: [String] { format.problems }

  func build(_ io: IO) {
    // The bits still to be sent, the next one lowest; ones follow.
    let frame = register("frame", .unsigned(format.frameBits - 1), reset: Bits(onesOfWidth: format.frameBits - 1))
    let remaining = register("remaining", .unsigned(below: format.frameBits + 1), reset: 0)
    let clocks = register("clocks", .unsigned(below: format.clocksPerBit), reset: 0)
    let line = register("line", .bit, reset: 1)
    let bitEnds = (clocks == format.clocksPerBit - 1).named("bit_ends")

    io.txd <== line
    io.data.ready <== remaining == 0 || (remaining == 1 && bitEnds)
    when(remaining != 0) {
      clocks.increment(wrappingAt: format.clocksPerBit)
      when(bitEnds) {
        remaining <== remaining &- 1
        line <== frame[0]
        frame <== cat(constant(1), frame >> 1)
      }
    }
    when(io.data.fires) {
      remaining <== format.frameBits
      line <== 0
      var bits = [io.data.payload]
      if format.parity != .none { bits.insert(io.data.payload.xorReduced ^ (format.parity == .odd ? 1 : 0), at: 0) }
      frame <== cat([constant(Bits(onesOfWidth: format.stopBits))] + bits)
    }
  }
}
