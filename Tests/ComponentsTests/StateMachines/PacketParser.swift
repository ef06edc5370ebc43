import Bitloom

/// The sample state machine: finds packets in a stream of bytes that has no frame but its contents.
///
/// A packet is the byte 7e, a length from 1 to 16, that many bytes, and the exclusive or of the length and all of them, which is
/// missing in the mode `unchecked`. A packet in which no byte comes for `patience` cycles is given up.
struct PacketParser: Module {
  var patience = 6

  enum State: HardwareEnum { case hunt, length, payload, checksum, accept, reject }
  // One of the four codes means nothing.
  enum Mode: HardwareEnum { case checked, unchecked, inverted }

  struct IO: Interface {
    @Input var data: Signal = .unsigned(8)
    @Input var strobe: Signal = .bit
    @Input var cancel: Signal = .bit
    @Input var mode: EnumSignal<Mode> = .port
    @Output var state: EnumSignal<State> = .port
    @Output var value: Signal = .unsigned(8)
    @Output var valueValid: Signal = .bit
    @Output var last: Signal = .bit
    /// Counts and wraps.
    @Output var accepted: Signal = .unsigned(4)
    /// Counts and stays at its end.
    @Output var rejected: Signal = .unsigned(3)
    /// The sum of all payload bytes read with their sign, wrapping.
    @Output var level: Signal = .signed(10)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let state = register("phase", reset: State.hunt)
    let remaining = register("remaining", .unsigned(5), reset: 0)
    let sum = register("sum", .unsigned(8), reset: 0)
    let idle = register("idle", .unsigned(4), reset: 0)
    let accepted = register("accepted_count", .unsigned(4), reset: 0)
    let rejected = register("rejected_count", .unsigned(3), reset: 0)
    let level = register("level_sum", .signed(10), reset: -1)
    let isStart = (io.strobe && io.data == 0x7e).named("is_start")

    io.valueValid <== 0
    io.last <== 0
    when(io.strobe || state == .hunt) {
      idle <== 0
    } otherwise: {
      idle <== idle &+ 1
    }
    match(state) {
      switch $0 {
      case .hunt:
        when(isStart) { state <== .length }
      case .length:
        when(io.strobe) {
          remaining <== io.data[4...0]
          sum <== io.data
          state <== .payload
          when(io.data == 0 || io.data > 16) { state <== .reject }
        }
      case .payload:
        io.valueValid <== io.strobe
        when(io.strobe) {
          sum <== sum ^ io.data
          level <== level &+ io.data.asSigned
          remaining <== remaining &- 1
          when(remaining == 1) {
            io.last <== 1
            state <== mux(io.mode == .unchecked, .accept, .checksum)
          }
        }
      case .checksum:
        when(io.strobe) {
          when(io.data == sum) {
            state <== .accept
          } otherwise: {
            state <== .reject
          }
        }
      case .accept:
        accepted <== accepted &+ 1
        state <== mux(isStart, .length, .hunt)
      case .reject:
        when(rejected != 7) { rejected <== rejected &+ 1 }
        state <== .hunt
      }
    }
    let isWaiting = state == .length || state == .payload || state == .checksum
    when(isWaiting && !io.strobe && idle == patience) { state <== .reject }
    when(io.cancel && state != .hunt) { state <== .hunt }

    io.value <== 0
    match(io.mode) {
      switch $0 {
      case .checked, .unchecked: io.value <== io.data
      case .inverted: io.value <== ~io.data
      }
    }
    io.state <== state
    io.accepted <== accepted
    io.rejected <== rejected
    io.level <== level
  }
}
