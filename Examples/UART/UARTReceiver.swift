import Bitloom

/// Receives characters from a serial line: two registers against metastability, then three samples around the middle of each
/// bit, of which the majority counts.
///
/// `valid` is 1 for a cycle, in the middle of the first stop bit, with the character and its errors. A pulse shorter than half a
/// bit is no start bit; after a framing error the line must rest before the next one. Reset: waits for a start bit.
struct UARTReceiver: Module {
  var format = UARTFormat()
  /// Samples of a bit.
  var oversampling = 16

  enum State: HardwareEnum { case idle, start, data, parity, stop, lineBreak }

  struct IO: Interface {
    @Input var rxd: Signal = .bit
    @Output var data: Signal
    @Output var valid: Signal = .bit
    /// The stop bit was 0.
    @Output var framingError: Signal = .bit
    @Output var parityError: Signal = .bit
  }
  var ports: IO { IO(data: .unsigned(max(format.dataBits, 1))) }
  var parameterProblems: [String] {
    // The last sample of a character must not be off by more than an eighth of a bit.
    let drift = abs(format.clocksPerBit - clocksPerSample * oversampling) * format.frameBits
    let isPossible = oversampling >= 4 && drift * 8 <= format.clocksPerBit
    let range = "at least 4, and close to a divisor of clocksPerBit, which is \(format.clocksPerBit)"
    return format.problems + (isPossible ? [] : ["oversampling is \(oversampling); it must be \(range)"])
  }

  func build(_ io: IO) {
    let state = register("state", reset: State.idle)
    let line = io.rxd.registered("rxd_metastable", reset: 1).registered("rxd_stable", reset: 1)
    let divider = register("divider", .unsigned(below: clocksPerSample), reset: 0)
    let phase = register("phase", .unsigned(below: oversampling), reset: 0)
    let samples = register("samples", .unsigned(2), reset: 3)
    let count = register("count", .unsigned(below: format.dataBits), reset: 0)
    let data = register("character", .unsigned(format.dataBits), reset: 0)
    let isWrong = register("is_wrong", .bit, reset: 0)

    let isSample = (divider == clocksPerSample - 1).named("is_sample")
    let bit = ((samples[0] & samples[1]) | (line & samples.orReduced)).named("majority")
    // The third sample has come. A start bit is timed from its edge, so the middle is where it should be.
    let isMiddle = (isSample && phase == oversampling / 2).named("is_middle")
    let ends = (isSample && phase == oversampling - 1).named("bit_ends")

    divider.increment(wrappingAt: clocksPerSample)
    when(isSample) {
      samples <== cat(samples[0], line)
      phase.increment(wrappingAt: oversampling)
    }
    io.valid <== 0
    match(state) {
      switch $0 {
      case .idle:
        divider <== 0
        phase <== 0
        count <== 0
        isWrong <== (format.parity == .odd ? 1 : 0)
        when(!line) { state <== .start }
      case .start:
        when(isMiddle && bit) {
          state <== .idle
        }.elseWhen(ends) {
          state <== .data
        }
      case .data:
        when(isMiddle) {
          data <== cat(bit, data[(format.dataBits - 1)...1])
          isWrong <== isWrong ^ bit
        }
        when(ends) {
          count <== count &+ 1
          when(count == format.dataBits - 1) { state <== (format.parity == .none ? .stop : .parity) }
        }
      case .parity:
        when(isMiddle) { isWrong <== isWrong ^ bit }
        when(ends) { state <== .stop }
      case .stop:
        when(isMiddle) {
          io.valid <== 1
          state <== mux(bit, .idle, .lineBreak)
        }
      case .lineBreak:
        when(line) { state <== .idle }
      }
    }
    io.data <== data
    io.framingError <== io.valid && !bit
    io.parityError <== format.parity == .none ? constant(0) : io.valid && isWrong
  }

  private var clocksPerSample: Int { max((format.clocksPerBit + oversampling / 2) / max(oversampling, 1), 1) }
}
