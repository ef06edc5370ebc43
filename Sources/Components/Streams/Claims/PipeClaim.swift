import Bitloom

/// Beats that are numbered come out by their numbers: in order, none lost, none twice. What holds for numbers holds for any
/// payload, since nothing looks at them.
struct PipeClaim: Module {
  enum Pipe: Hashable {
    case slice(RegisterSliceKind)
    case fifo(depth: Int)
    case credits(Int)
  }

  var pipe: Pipe
  /// Most beats that are within.
  var capacity: Int
  /// Bits of the numbers: one more than the capacity needs, so that a beat too many or too few is seen.
  var numberWidth: Int { SignalType.unsigned(below: capacity + 1).width + 1 }

  struct IO: Interface {
    @Input var valid: Signal = .bit
    @Input var ready: Signal = .bit
  }

  var ports: IO { IO() }

  func build(_ io: IO) {
    let number = SignalType.unsigned(numberWidth)
    let input = wire("input", StreamShape(number))
    let output = wire("output", StreamShape(number))
    connect(input, output, number)

    let sent = register("sent", number, reset: 0)
    let received = register("received", number, reset: 0)
    input.payload <== sent
    input.valid <== io.valid
    output.ready <== io.ready
    assumeProtocol(of: input, "input")
    when(input.fires) { sent <== sent &+ 1 }
    when(output.fires) { received <== received &+ 1 }

    assertProtocol(of: output, "output")
    when(output.valid) { assert(output.payload == received, "beat \(received) comes out as \(output.payload)") }
    assert(sent &- received <= capacity, "\(sent &- received) beats are within")
    // No beat is made: one that comes out was sent, at the latest in this cycle.
    assert(!output.fires || sent != received || input.fires, "a beat that nobody sent")
  }

  private func connect(_ input: Stream<Signal>, _ output: Stream<Signal>, _ number: SignalType) {
    switch pipe {
    case .slice(let kind):
      let slice = Instance("slice", StreamRegisterSlice(payload: number, kind: kind))
      slice.input <== input
      output <== slice.output
    case .fifo(let depth):
      let fifo = Instance("fifo", StreamFifo(payload: number, depth: depth))
      fifo.input <== input
      output <== fifo.output
    case .credits(let count):
      let sender = Instance("sender", StreamCreditSender(payload: number, credits: count))
      let receiver = Instance("receiver", StreamCreditReceiver(payload: number, credits: count))
      sender.input <== input
      receiver.link <== sender.link
      output <== receiver.output
    }
  }
}
