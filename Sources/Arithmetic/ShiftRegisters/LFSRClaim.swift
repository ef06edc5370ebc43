import Bitloom

/// Several steps in a cycle are the same as one after the other, and the same bits leave.
struct LFSRClaim: Module {
  var register: LFSR

  struct IO: Interface {
    @Input var enable: Signal = .bit
    @Input var load: Signal = .bit
    @Input var loadValue: Signal
  }

  private var width: Int { register.polynomial.degree }

  var ports: IO { IO(loadValue: .unsigned(width)) }

  func build(_ io: IO) {
    let subject = Instance("subject", register)
    subject.enable <== io.enable
    assume(!io.load || io.loadValue != 0, "a state that moves")
    if let load = subject.ports.load, let value = subject.ports.loadValue {
      load <== io.load
      value <== io.loadValue
    }
    let expected = Bitloom.register("expected", .unsigned(width), reset: Bits(register.seed, width: width))
    var (state, bits) = (expected, [Signal]())
    for _ in 0..<register.bitsPerCycle {
      bits.append(state[0])
      state = step(state)
    }
    when(io.enable) {
      expected
        <== (register.recoversFromZero ? mux(expected == 0, constant(Bits(register.seed, width: width)), state) : state)
    }
    if register.hasLoad { when(io.load) { expected <== io.loadValue } }
    assert(subject.state == expected, "the same state")
    assert(subject.randomBits == cat(bits.reversed()), "the same bits")
  }

  private func step(_ state: Signal) -> Signal {
    let taps = register.polynomial.taps
    switch register.form {
    case .galois:
      let stages = (1...width).map { stage in
        let above = stage < width ? state[stage] : constant(0)
        return taps.contains(stage) ? above ^ state[0] : above
      }
      return cat(stages.reversed())
    case .fibonacci:
      let feedback = taps.map { state[width - $0] }.reduce(constant(0)) { $0 ^ $1 }
      return cat(feedback, state[(width - 1)...1])
    }
  }
}
