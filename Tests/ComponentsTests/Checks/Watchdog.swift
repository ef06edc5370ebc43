import Bitloom

/// A small state machine with checks of every kind, some of which do not hold when it is driven at random.
struct Watchdog: Module {
  var limit = 5
  var isChecked = true

  enum State: HardwareEnum { case idle, counting, late }

  struct IO: Interface {
    @Input var start: Signal = .bit
    @Input var stop: Signal = .bit
    @Input var offset: Signal
    @Output var elapsed: Signal
  }
  var ports: IO { IO(offset: .signed(5), elapsed: .unsigned(4)) }

  func build(_ io: IO) {
    let state = register("state", reset: State.idle)
    let count = register("count", .unsigned(4), reset: 0)
    io.elapsed <== count
    match(state) {
      switch $0 {
      case .idle:
        when(io.start) {
          state <== .counting
          count <== 0
        }
      case .counting:
        count <== count &+ 1
        when(io.stop) { state <== .idle }.elseWhen(count == limit) { state <== .late }
        if isChecked { assert(count < limit, "\(state) up to \(count) of \(limit)") }
      case .late:
        when(io.stop) {
          state <== .idle
          if isChecked {
            display(
              "late: 0x\(count, .hexadecimal) = 0b\(count, .binary), \(io.offset), \(io.offset.asFixed(fraction: 3))")
          }
        }
      }
    }
    guard isChecked else { return }
    cover(state == .late, "became late")
    assume(!(io.start && io.stop), named: "oneCommand")
    // What nothing but a check reads.
    let previous = register("previous", .unsigned(4), reset: 0)
    previous <== count
    assert(count == previous || count == previous &+ 1 || count == 0)
    let total = register("total", .signed(70), reset: 0)
    total <== total &+ io.offset
    assert(total < 40, "\(total) is too much, \(total, .hexadecimal)")
  }
}

/// Watchdogs in two clock domains, and one within another module.
struct Kennel: Module {
  static let other = ClockDomain(
    clock: "other_clk", edge: .falling, reset: .init(name: "other_rst_n", kind: .asynchronous, polarity: .activeLow))

  struct IO: Interface {
    @Input var start: [Signal]
    @Input var stop: [Signal]
    @Input var offset: [Signal]
    @Output var elapsed: [Signal]
  }
  var ports: IO {
    IO(
      start: .unsigned(1, count: 3), stop: .unsigned(1, count: 3), offset: .signed(5, count: 3),
      elapsed: .unsigned(4, count: 3))
  }

  func build(_ io: IO) {
    let first = Instance("first", Watchdog())
    let outer = Instance("outer", Kennels())
    let foreign = clocked(by: Self.other) { Instance("foreign", Watchdog(limit: 3)) }
    for (index, dog) in [first.ports, outer.ports, foreign.ports].enumerated() {
      dog.start <== io.start[index]
      dog.stop <== io.stop[index]
      dog.offset <== io.offset[index]
      io.elapsed[index] <== dog.elapsed
    }
    clocked(by: Self.other) { cover(io.start[2] && io.offset[2] == -1, "start at -1") }
    when(io.start[0]) { display("start") }
  }
}

/// A watchdog one level deeper.
struct Kennels: Module {
  var ports: Watchdog.IO { Watchdog().ports }

  func build(_ io: Watchdog.IO) {
    let inner = Instance("inner", Watchdog(limit: 7))
    inner.start <== io.start
    inner.stop <== io.stop
    inner.offset <== io.offset
    io.elapsed <== inner.elapsed
  }
}
