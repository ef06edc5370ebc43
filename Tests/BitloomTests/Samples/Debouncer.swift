import Bitloom

/// Passes an input on that has been steady for some cycles: the sample of a state machine with timeouts.
struct Debouncer: Module {
  var steadyCycles = 4

  enum Phase: HardwareEnum {
    case low, rising, high
    static let encoding = CodeEncoding.oneHot
  }

  struct IO: Interface {
    @Input var raw: Signal = .bit
    @Output var steady: Signal = .bit
    @Output var pressed: Signal = .bit
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    io.steady <== 0
    io.pressed <== 0
    stateMachine("phase", initial: Phase.low, isSafe: true) { phase, state in
      switch phase {
      case .low:
        state.move(to: .rising, when: io.raw)
      case .rising:
        state.move(to: .low, when: !io.raw)
        state.move(to: .high, after: steadyCycles)
      case .high:
        io.steady <== 1
        state.onEntry { io.pressed <== 1 }
        state.move(to: .low, when: !io.raw)
      }
    }
  }
}
