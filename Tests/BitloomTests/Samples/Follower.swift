import Bitloom

/// Passes a number on without a clock.
struct Follower: Module {
  var width = 8

  struct IO: Interface {
    @Input var input: Signal
    @Output var output: Signal
  }
  var ports: IO { IO(input: .unsigned(width), output: .unsigned(width)) }

  func build(_ io: IO) { io.output <== io.input }
}
