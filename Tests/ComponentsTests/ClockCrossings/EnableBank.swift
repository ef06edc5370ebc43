import Bitloom

/// Counts up; an instance of it is clocked as what is around it.
struct StepCounter: Module {
  var width = 8

  struct IO: Interface {
    @Output var count: Signal
  }
  var ports: IO { IO(count: .unsigned(width)) }

  func build(_ io: IO) {
    let count = register("count_now", .unsigned(width), reset: 3)
    count <== count &+ 1
    io.count <== count
  }
}

/// A counter one level further down.
private struct CounterBox: Module {
  struct IO: Interface {
    @Output var count: Signal = .unsigned(8)
  }
  var ports: IO { IO() }

  func build(_ io: IO) { io.count <== Instance("counter", StepCounter()).count }
}

/// What waits for enables in every manner: registers, a memory, instances, one enable within another, and statements that
/// drive all of them at once.
struct EnableBank: Module {
  /// Whether the enable `third` is that of a domain with a name, which is the same within any other enable.
  var namesThird = true

  struct IO: Interface {
    @Input var first: Signal = .bit
    @Input var second: Signal = .bit
    @Input var third: Signal = .bit
    @Input var go: Signal = .bit
    @Input var value: Signal = .unsigned(8)
    @Input var address: Signal = .unsigned(2)
    /// Waits for nothing, for one enable, and for two.
    @Output var free: Signal = .unsigned(8)
    @Output var once: Signal = .unsigned(8)
    @Output var twice: Signal = .unsigned(8)
    /// A register that reset leaves alone, and a wire that the same statement drives.
    @Output var loose: Signal = .unsigned(8)
    @Output var chosen: Signal = .unsigned(8)
    /// Counters in instances: with one enable, with two, in the domain of `third`.
    @Output var counters: [Signal]
    /// A word of a memory that is written with `first` and read with `second`.
    @Output var word: Signal = .unsigned(8)
  }
  var ports: IO { IO(counters: .unsigned(8, count: 3)) }

  static let other = ClockDomain(enable: "third_tick")

  func build(_ io: IO) {
    let free = register("free_now", .unsigned(8), reset: 1)
    let words = memory("words", .unsigned(8), depth: 4, contents: .repeated(0))
    let (once, loose) = clocked(enable: io.first) {
      let box = Instance("box", CounterBox())
      io.counters[0] <== box.count
      when(io.go) { words.write(io.value, at: io.address) }
      return (register("once_now", .unsigned(8), reset: 2), register("loose_now", .unsigned(8)))
    }
    let twice = clocked(enable: io.first) {
      clocked(enable: io.second) {
        io.counters[1] <== Instance("inner_box", CounterBox()).count
        return register("twice_now", .unsigned(8), reset: 3)
      }
    }
    clocked(enable: io.second) { io.word <== words.read(at: io.address, latency: 1) }
    if namesThird {
      driveEnable(of: Self.other, with: io.third)
      clocked(by: Self.other) { io.counters[2] <== Instance("other_box", CounterBox()).count }
    } else {
      clocked(enable: io.third) { io.counters[2] <== Instance("other_box", CounterBox()).count }
    }
    io.chosen <== 7
    loose <== io.value
    when(io.go) {
      free <== free &+ 1
      once <== once &+ io.value
      twice <== twice ^ io.value
      io.chosen <== io.value
      loose <== 255
    }
    io.free <== free
    io.once <== once
    io.twice <== twice
    io.loose <== loose
  }
}
