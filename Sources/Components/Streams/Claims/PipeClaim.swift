import Bitloom

/// Any one beat comes out in its turn: behind those that went in before it, and once. What holds for any beat holds for all, and
/// for any payload, since nothing looks at it.
struct PipeClaim: Module {
  enum Pipe: Hashable {
    case slice(RegisterSliceKind)
    case credits(Int)
  }

  var pipe: Pipe
  /// Most beats that are within.
  var capacity: Int

  struct IO: Interface {
    @Input var valid: Signal = .bit
    @Input var ready: Signal = .bit
    /// Whether the beat is the one that is looked for.
    @Input var isMarked: Signal = .bit
  }

  var ports: IO { IO() }

  func build(_ io: IO) {
    let input = wire("input_stream", StreamShape(SignalType.bit))
    let output = wire("output_stream", StreamShape(SignalType.bit))
    connect(input, output)
    input.payload <== io.isMarked
    input.valid <== io.valid
    output.ready <== io.ready
    assumeProtocol(of: input, "input")
    assertProtocol(of: output, "output")

    let count = SignalType.unsigned(below: capacity + 2)
    let occupancy = register("occupancy", count, reset: 0)
    // The marked beat: whether it was sent, whether it is within, and how many are before it.
    let wasSent = register("was_sent", .bit, reset: 0)
    let isWithin = register("is_within", .bit, reset: 0)
    let ahead = register("ahead", count, reset: 0)
    let marks = input.valid && io.isMarked
    assume(!(marks && wasSent), "one beat is marked")
    when(input.fires && !output.fires) { occupancy <== occupancy &+ 1 }
    when(!input.fires && output.fires) { occupancy <== occupancy &- 1 }
    assert(occupancy <= capacity, "\(occupancy) beats are within")
    assert(!output.valid || occupancy != 0 || input.valid, "a beat that nobody sent")

    // With nothing within, what comes out is what goes in at this moment.
    let isNext = mux(occupancy == 0, marks, isWithin && ahead == 0)
    when(output.valid) { assert(output.payload == isNext, "the marked beat comes in its turn") }
    let leaves = output.fires && isNext
    when(input.fires && io.isMarked) {
      wasSent <== 1
      isWithin <== !leaves
      ahead <== mux(output.fires, occupancy &- 1, occupancy)
    }.elseWhen(output.fires && isWithin) {
      isWithin <== !leaves
      ahead <== ahead &- 1
    }
  }

  private func connect(_ input: Stream<Signal>, _ output: Stream<Signal>) {
    switch pipe {
    case .slice(let kind):
      let slice = Instance("slice", StreamRegisterSlice(payload: .bit, kind: kind))
      slice.input <== input
      output <== slice.output
    case .credits(let count):
      let sender = Instance("sender", StreamCreditSender(payload: .bit, credits: count))
      let receiver = Instance("receiver", StreamCreditReceiver(payload: .bit, credits: count))
      sender.input <== input
      receiver.link <== sender.link
      output <== receiver.output
    }
  }
}
