import Bitloom

/// Each output of a fork gives all beats in their order.
struct ForkClaim: Module {
  var outputs: Int

  struct IO: Interface {
    @Input var valid: Signal = .bit
    @Input var ready: [Signal]
  }

  var ports: IO { IO(ready: .unsigned(1, count: outputs)) }

  func build(_ io: IO) {
    let number = SignalType.unsigned(3)
    let fork = Instance("branches", StreamFork(payload: number, outputs: outputs))
    let sent = register("sent", number, reset: 0)
    fork.input.payload <== sent
    fork.input.valid <== io.valid
    assumeProtocol(of: fork.input, "input")
    when(fork.input.fires) { sent <== sent &+ 1 }
    for index in 0..<outputs {
      let output = fork.outputs[index]
      output.ready <== io.ready[index]
      let received = register("received_\(index)", number, reset: 0)
      when(output.fires) { received <== received &+ 1 }
      when(output.valid) { assert(output.payload == received, "in order", named: "in_order_\(index)") }
      // Each output is at most one beat ahead of the input, and none behind.
      assert((received &- sent) <= 1, "a copy for each", named: "a_copy_for_each_\(index)")
      assertProtocol(of: output, "output_\(index)")
    }
  }
}

/// A join makes pairs of beats with the same number.
struct JoinClaim: Module {
  struct IO: Interface {
    @Input var firstValid: Signal = .bit
    @Input var secondValid: Signal = .bit
    @Input var ready: Signal = .bit
  }

  var ports: IO { IO() }

  func build(_ io: IO) {
    let number = SignalType.unsigned(3)
    let join = Instance("pairs", StreamJoin(first: number, second: number))
    let received = register("received", number, reset: 0)
    for (name, input, valid) in [("first", join.first, io.firstValid), ("second", join.second, io.secondValid)] {
      let sent = register("sent_\(name)", number, reset: 0)
      input.payload <== sent
      input.valid <== valid
      assumeProtocol(of: input, name)
      when(input.fires) { sent <== sent &+ 1 }
      assert(sent == received, "a pair takes one beat of each", named: "\(name)_in_step")
    }
    join.output.ready <== io.ready
    when(join.output.fires) { received <== received &+ 1 }
    when(join.output.valid) {
      let pair = join.output.payload
      assert(pair.first == received && pair.second == received, "beats of one number")
    }
    assertProtocol(of: join.output, "output")
  }
}

/// A beat goes to the output that was chosen for it, and to no other.
struct DemultiplexerClaim: Module {
  var outputs: Int

  struct IO: Interface {
    @Input var valid: Signal = .bit
    @Input var select: Signal
    @Input var ready: [Signal]
  }

  var ports: IO { IO(select: .unsigned(below: outputs + 1), ready: .unsigned(1, count: outputs)) }

  func build(_ io: IO) {
    let number = SignalType.unsigned(3)
    let demultiplexer = Instance("demultiplexer", StreamDemultiplexer(payload: number, outputs: outputs))
    let sent = register("sent", number, reset: 0)
    let input = demultiplexer.input
    input.payload <== sent
    input.valid <== io.valid
    demultiplexer.select <== io.select.truncated(to: demultiplexer.select.width)
    assumeProtocol(of: input, "input")
    let (waits, waiting) = (register("waits", .bit, reset: 0), register("waiting_select", io.select.type, reset: 0))
    waits <== (input.valid && !input.ready)
    waiting <== io.select
    assume(!waits || io.select == waiting, "a beat keeps its choice")
    when(input.fires) { sent <== sent &+ 1 }
    for index in 0..<outputs {
      let output = demultiplexer.outputs[index]
      output.ready <== io.ready[index]
      let isChosen = demultiplexer.select == index
      assert(output.fires == (input.fires && isChosen), "where it was sent to", named: "where_it_was_sent_to_\(index)")
      when(output.valid) { assert(output.payload == sent, "the beat", named: "the_beat_\(index)") }
      assertProtocol(of: output, "output_\(index)")
    }
  }
}

/// Each input's beats come out in their order; in turns nobody is passed over more often than there are others.
struct ArbiterClaim: Module {
  var inputs: Int
  var policy: ArbitrationPolicy

  struct IO: Interface {
    @Input var valid: [Signal]
    @Input var ready: Signal = .bit
  }

  var ports: IO { IO(valid: .unsigned(1, count: inputs)) }

  func build(_ io: IO) {
    let number = SignalType.unsigned(3)
    let arbiter = Instance("arbiter", StreamArbiter(payload: number, inputs: inputs, policy: policy))
    arbiter.output.ready <== io.ready
    assertProtocol(of: arbiter.output, "output")
    for index in 0..<inputs {
      let input = arbiter.inputs[index]
      let sent = register("sent_\(index)", number, reset: 0)
      input.payload <== sent
      input.valid <== io.valid[index]
      assumeProtocol(of: input, "input_\(index)")
      when(input.fires) { sent <== sent &+ 1 }
      let isServed = arbiter.chosen == index
      assert(input.fires == (arbiter.output.fires && isServed), "the one that is served", named: "served_\(index)")
      when(arbiter.output.valid && isServed) {
        assert(input.valid && arbiter.output.payload == sent, "its beat", named: "its_beat_\(index)")
      }
      guard policy == .roundRobin else { continue }
      let passed = register("passed_\(index)", .unsigned(below: inputs + 1), reset: 0)
      when(!input.valid || input.fires) {
        passed <== 0
      }.elseWhen(arbiter.output.fires) {
        passed <== passed &+ 1
      }
      assert(passed < inputs, "passed over \(passed) times", named: "passed_over_\(index)")
    }
  }
}

/// Elements that are numbered come out by their numbers.
struct WidthClaim: Module {
  var inputLanes: Int
  var outputLanes: Int

  struct IO: Interface {
    @Input var valid: Signal = .bit
    @Input var ready: Signal = .bit
  }

  var ports: IO { IO() }

  func build(_ io: IO) {
    let number = SignalType.unsigned(SignalType.unsigned(below: 2 * (inputLanes + outputLanes)).width)
    let module = StreamWidthConverter(element: number, inputLanes: inputLanes, outputLanes: outputLanes)
    let converter = Instance("converter", module)
    let (sent, received) = (register("sent", number, reset: 0), register("received", number, reset: 0))
    for lane in 0..<inputLanes { converter.input.payload[lane] <== sent &+ constant(lane, number) }
    converter.input.valid <== io.valid
    converter.output.ready <== io.ready
    assumeProtocol(of: converter.input, "input")
    when(converter.input.fires) { sent <== sent &+ constant(inputLanes, number) }
    when(converter.output.fires) { received <== received &+ constant(outputLanes, number) }
    when(converter.output.valid) {
      for lane in 0..<outputLanes {
        let expected = received &+ constant(lane, number)
        assert(converter.output.payload[lane] == expected, "element \(expected)", named: "lane_\(lane)")
      }
    }
    assertProtocol(of: converter.output, "output")
    let within = sent &- received
    assert(within < constant(inputLanes + outputLanes), "\(within) elements are within")
  }
}
