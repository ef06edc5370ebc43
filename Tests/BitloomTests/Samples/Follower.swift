import Bitloom

/// Passes a number on without a clock.
struct Follower: Module {
  var width = 8

  struct IO: Interface {
    @Input var data: Signal
    @Output var copy: Signal
  }
  var ports: IO { IO(data: .unsigned(width), copy: .unsigned(width)) }

  func build(_ io: IO) { io.copy <== io.data }
}
