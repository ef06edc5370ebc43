import Bitloom
import Components

/// Joins several streams into one, beat by beat in turn, urgent ones first. A beat that has been offered stays until it is taken.
///
/// No latency, one beat a cycle. Registers: those of the arbiter, and a choice that waits. Reset: input 0 comes first.
struct StreamArbiter<S: Shape>: Module {
  var payload: S
  var inputs = 4

  struct IO: Interface {
    @Flipped var inputs: [Stream<S.Value>]
    @Input var urgent: Signal
    var output: Stream<S.Value>
  }
  var ports: IO {
    let streams = VectorShape(StreamShape(payload), count: inputs).instantiate()
    return IO(inputs: streams, urgent: .unsigned(max(inputs, 1)), output: Stream(of: payload))
  }
  var parameterProblems: [String] { inputs >= 1 ? [] : ["inputs is \(inputs); it must be at least 1"] }

  func build(_ io: IO) {
    let arbiter = Instance("arbiter", Arbiter(requesters: inputs))
    let held = register("held", .unsigned(inputs), reset: 0)
    let grant = mux(held.orReduced, held, arbiter.grant).named("grant")
    arbiter.request <== cat(io.inputs.map(\.valid).reversed())
    arbiter.urgent <== io.urgent
    arbiter.advance <== !held.orReduced
    held <== mux(io.output.ready, 0, grant)

    io.output.valid <== grant.orReduced
    io.output.payload <== io.inputs[0].payload
    for (index, input) in io.inputs.enumerated() {
      input.ready <== grant[index] && io.output.ready
      when(grant[index]) { io.output.payload <== input.payload }
    }
  }
}
