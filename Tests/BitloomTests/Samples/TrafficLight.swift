import Bitloom

/// A traffic light with a pedestrian button: the sample state machine.
struct TrafficLight: Module {
  var greenTime = 8
  var yellowTime = 2

  enum State: HardwareEnum { case green, yellow, red }

  struct IO: Interface {
    @Input var button: Signal = .bit
    @Output var state: EnumSignal<State> = .port
    @Output var walk: Signal = .bit
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let state = register("current", reset: State.green)
    let timer = register("timer", .unsigned(4), reset: 0)
    io.walk <== 0
    match(state) {
      switch $0 {
      case .green:
        when(timer == greenTime - 1 && io.button) {
          state <== .yellow
          timer <== 0
        }.elseWhen(timer != greenTime - 1) {
          timer <== timer &+ 1
        }
      case .yellow:
        timer <== timer &+ 1
        when(timer == yellowTime - 1) {
          state <== .red
          timer <== 0
        }
      case .red:
        io.walk <== 1
        timer.increment(wrappingAt: 5)
        when(timer == 4) { state <== .green }
      }
    }
    io.state <== state
  }
}
