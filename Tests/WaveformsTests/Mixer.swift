import Bitloom

/// A design with something of every kind that a waveform shows in its own way: a clock, a reset, bundles, arrays, an
/// enumeration, signed numbers, numbers with a binary point, wide numbers, and instances in instances.
struct Mixer: Module {
  enum Phase: HardwareEnum { case idle, filling, full }

  struct Sample: Interface {
    var left: Signal
    var right: Signal
  }

  struct SampleShape: Shape {
    func instantiate() -> Sample { Sample(left: .signed(6), right: .signed(6)) }
  }

  struct IO: Interface {
    @Input var sample: Sample
    @Input var valid: Signal = .bit
    @Input var gain: Fixed = .unsigned(integer: 2, fraction: 4)
    @Output var sum: Signal = .signed(7)
    @Output var scaled: Fixed = .signed(integer: 8, fraction: 4)
    @Output var history: [Signal]
    @Output var wide: Signal = .unsigned(70)
    @Output var isFull: Signal = .bit
  }
  var ports: IO { IO(sample: SampleShape().instantiate(), history: .signed(6, count: 3)) }

  func build(_ io: IO) {
    let phase = register("phase", reset: Phase.idle)
    let count = register("count", .unsigned(4), reset: 0)
    when(io.valid) { count <== count &+ 1 }
    match(phase) { current in
      switch current {
      case .idle: when(io.valid) { phase <== .filling }
      case .filling: when(count == 9) { phase <== .full }
      case .full: when(!io.valid) { phase <== .idle }
      }
    }
    io.isFull <== phase == .full
    let line = Instance("line", DelayLine(length: 3))
    line.value <== io.sample.left
    io.history <== line.values
    let total = io.sample.left + io.sample.right
    io.sum <== total
    let product = register("product", .signed(integer: 9, fraction: 4), reset: 0)
    product <== total.asFixed(fraction: 0) * io.gain
    io.scaled <== product.converted(to: io.scaled.format, rounding: .floor, overflow: .wrap)
    let wide = register("wide_shift", .unsigned(70), reset: 1)
    wide <== cat(wide[68...0], wide[69])
    io.wide <== wide
  }
}

struct DelayLine: Module {
  var length: Int

  struct IO: Interface {
    @Input var value: Signal = .signed(6)
    @Output var values: [Signal]
  }
  var ports: IO { IO(values: .signed(6, count: length)) }

  func build(_ io: IO) {
    var value = io.value
    for index in 0..<length {
      let stage = Instance("stage_\(index)", DelayStage())
      stage.value <== value
      value = stage.delayed
      io.values[index] <== value
    }
  }
}

struct DelayStage: Module {
  struct IO: Interface {
    @Input var value: Signal = .signed(6)
    @Output var delayed: Signal = .signed(6)
  }
  var ports: IO { IO() }

  func build(_ io: IO) { io.delayed <== io.value.registered("held", reset: 0) }
}
