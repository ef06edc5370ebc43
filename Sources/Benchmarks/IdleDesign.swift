import Bitloom

/// A serial transmitter with a buffer of sixteen characters, as there are many in a chip that mostly wait.
struct SerialPort: Module {
  var clocksPerBit = 16

  struct IO: Interface {
    @Input var write: Signal = .bit
    @Input var data: Signal = .unsigned(8)
    @Output var txd: Signal = .bit
    @Output var isFull: Signal = .bit
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let buffer = memory("buffer", .unsigned(8), depth: 16)
    let head = register("head", .unsigned(4), reset: 0)
    let tail = register("tail", .unsigned(4), reset: 0)
    let count = register("count", .unsigned(5), reset: 0)
    let shift = register("shift", .unsigned(10), reset: 0x3FF)
    let bitsLeft = register("bits_left", .unsigned(4), reset: 0)
    let divider = register("divider", .unsigned(8), reset: 0)
    let isFull = count == 16
    let takes = io.write && !isFull
    let isIdle = bitsLeft == 0
    let sends = isIdle && count != 0
    when(takes) {
      buffer.write(io.data, at: head)
      head <== head &+ 1
    }
    when(takes && !sends) { count <== count &+ 1 }
    when(sends && !takes) { count <== count &- 1 }
    when(sends) {
      shift <== cat(constant(1, .unsigned(1)), buffer[tail], constant(0, .unsigned(1)))
      tail <== tail &+ 1
      bitsLeft <== 10
      divider <== 0
    }.elseWhen(!isIdle) {
      divider <== divider &+ 1
      when(divider == clocksPerBit - 1) {
        divider <== 0
        bitsLeft <== bitsLeft &- 1
        shift <== cat(constant(1, .unsigned(1)), shift[9...1])
      }
    }
    io.txd <== mux(isIdle, 1, shift[0])
    io.isFull <== isFull
  }
}

/// Many serial transmitters side by side.
struct SerialPorts: Module {
  var count = 64

  struct IO: Interface {
    @Input var write: [Signal]
    @Input var data: Signal = .unsigned(8)
    @Output var txd: [Signal]
  }
  var ports: IO { IO(write: .unsigned(1, count: count), txd: .unsigned(1, count: count)) }

  func build(_ io: IO) {
    for index in 0..<count {
      let port = Instance("port_\(index)", SerialPort())
      port.write <== io.write[index]
      port.data <== io.data
      io.txd[index] <== port.txd
    }
  }
}

/// A counter with an enable: as little as a design can be.
struct TinyCounter: Module {
  struct IO: Interface {
    @Input var enable: Signal = .bit
    @Output var value: Signal = .unsigned(16)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let count = register("count", .unsigned(16), reset: 0)
    when(io.enable) { count <== count &+ 1 }
    io.value <== count
  }
}
