import Bitloom

/// The elements of frames come out by their numbers, and each frame ends where it ended.
///
/// Each element carries its number, and a bit that says whether a frame ends with it: that is then seen at the output.
struct FrameWidthClaim: Module {
  var inputLanes: Int
  var outputLanes: Int

  struct IO: Interface {
    @Input var valid: Signal = .bit
    @Input var ready: Signal = .bit
    @Input var last: Signal = .bit
    /// How many lanes the last beat of a frame has, less one.
    @Input var rest: Signal
  }

  var ports: IO { IO(rest: .unsigned(below: inputLanes)) }

  func build(_ io: IO) {
    let number = SignalType.unsigned(SignalType.unsigned(below: 2 * (inputLanes + outputLanes)).width)
    let element = SignalType.unsigned(number.width + 1)
    let module = FrameWidthConverter(element: element, inputLanes: inputLanes, outputLanes: outputLanes)
    let converter = Instance("converter", module)
    let (sent, received) = (register("sent", number, reset: 0), register("received", number, reset: 0))

    let highest = mux(io.last, io.rest, constant(inputLanes - 1)).named("highest")
    assume(io.rest < inputLanes, "there are so many lanes")
    for lane in 0..<inputLanes {
      let ends = io.last && highest == lane
      converter.input.payload.data[lane] <== cat(ends, sent &+ constant(lane, number))
    }
    if let keep = converter.input.payload.keep {
      keep <== cat((0..<inputLanes).reversed().map { $0 == 0 ? constant(1) : highest >= $0 })
    }
    converter.input.payload.last <== io.last
    converter.input.valid <== io.valid
    converter.output.ready <== io.ready
    assumeProtocol(of: converter.input, "input")
    assertProtocol(of: converter.output, "output")
    when(converter.input.fires) { sent <== sent &+ (highest.extended(to: number.width) &+ 1) }

    guard let keep = converter.output.payload.keep else { return }
    let last = converter.output.payload.last
    let count = (0..<outputLanes).reduce(constant(0, number)) { $0 &+ keep[$1].extended(to: number.width) }
    when(converter.output.fires) { received <== received &+ count }
    when(converter.output.valid) {
      assert(keep[0] && (keep & (keep &+ 1)) == 0, "lanes from the lowest one up")
      assert(last || keep.andReduced, "only the last beat of a frame leaves lanes out")
      for lane in 0..<outputLanes {
        let expected = received &+ constant(lane, number)
        let isHighest = lane == outputLanes - 1 ? constant(1) : !keep[lane + 1]
        when(keep[lane]) {
          let found = converter.output.payload.data[lane]
          assert(found[number.width - 1...0] == expected, "element \(expected)", named: "lane_\(lane)")
          assert(found[number.width] == (last && isHighest), "the end of a frame", named: "end_\(lane)")
        }
      }
    }
    let within = sent &- received
    assert(within <= max(inputLanes, outputLanes), "\(within) elements are within")
  }
}

/// Between the beats of a frame there are none of another one. Each input's beats come out in their order; in turns nobody is
/// passed over by more frames than there are others.
struct FrameArbiterClaim: Module {
  var inputs: Int
  var policy: ArbitrationPolicy
  /// Whether frames are held together: without that the claim is wrong.
  var holdsFrames = true

  struct IO: Interface {
    @Input var valid: [Signal]
    @Input var last: [Signal]
    @Input var ready: Signal = .bit
  }

  var ports: IO { IO(valid: .unsigned(1, count: inputs), last: .unsigned(1, count: inputs)) }

  func build(_ io: IO) {
    let number = SignalType.unsigned(3)
    let module = StreamArbiter(
      payload: FrameShape(number), inputs: inputs, policy: policy, holdsFrames: holdsFrames)
    let arbiter = Instance("arbiter", module)
    let output = arbiter.output
    output.ready <== io.ready
    assertProtocol(of: output, "output")

    // The frame of which beats have come out, and its end has not.
    let isOpen = register("is_open", .bit, reset: 0)
    let owner = register("owner", arbiter.chosen.type, reset: 0)
    when(output.fires) {
      isOpen <== !output.payload.last
      owner <== arbiter.chosen
    }
    when(output.valid && isOpen) { assert(arbiter.chosen == owner, "a frame within a frame") }

    for index in 0..<inputs {
      let input = arbiter.inputs[index]
      let sent = register("sent_\(index)", number, reset: 0)
      input.payload.data <== sent
      input.payload.last <== io.last[index]
      input.valid <== io.valid[index]
      assumeProtocol(of: input, "input_\(index)")
      when(input.fires) { sent <== sent &+ 1 }
      let isServed = arbiter.chosen == index
      assert(input.fires == (output.fires && isServed), "the one that is served", named: "served_\(index)")
      when(output.valid && isServed) {
        assert(input.valid && output.payload.data == sent, "its beat", named: "its_beat_\(index)")
        assert(output.payload.last == io.last[index], "its end", named: "its_end_\(index)")
      }
      guard policy == .roundRobin else { continue }
      let passed = register("passed_\(index)", .unsigned(below: inputs + 1), reset: 0)
      when(!input.valid || input.fires) {
        passed <== 0
      }.elseWhen(output.fires && output.payload.last) {
        passed <== passed &+ 1
      }
      assert(passed < inputs, "passed over by \(passed) frames", named: "passed_over_\(index)")
    }
  }
}
