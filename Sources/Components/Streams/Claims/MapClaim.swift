import Bitloom

/// Of numbered beats the odd ones come out, three times their number, in order, none lost and none twice.
struct MapClaim: Module {
  struct IO: Interface {
    @Input var valid: Signal = .bit
    @Input var ready: Signal = .bit
  }

  var ports: IO { IO() }

  func build(_ io: IO) {
    let number = SignalType.unsigned(3)
    let input = wire("input_stream", StreamShape(number))
    let sent = register("sent", number, reset: 0)
    let received = register("received", number, reset: 1)
    input.payload <== sent
    input.valid <== io.valid
    assumeProtocol(of: input, "input")
    when(input.fires) { sent <== sent &+ 1 }

    let output = input.filter("odd") { $0[0] }.map("tripled") { $0 * 3 }
    output.ready <== io.ready
    assertProtocol(of: output, "output")
    when(output.fires) { received <== received &+ 2 }
    when(output.valid) { assert(output.payload == received * 3, "the next odd number") }
    // Whatever is odd and has been sent has come out.
    assert(received == (sent | 1), "none lost and none twice")
    assert(!input.valid || sent[0] || input.ready, "an even number is taken at once")
  }
}
