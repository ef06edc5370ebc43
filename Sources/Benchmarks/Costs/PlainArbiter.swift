import Bitloom
import Components

/// The arbiter of textbooks: a chain of priorities; for taking turns two of them, one behind the input that was served last and one for
/// all. A grant stays while its beat waits.
struct PlainArbiter: Module {
  var width: Int
  var inputs: Int
  var policy: ArbitrationPolicy

  typealias IO = StreamArbiter<SignalType>.IO
  var ports: IO { StreamArbiter(payload: .unsigned(width), inputs: inputs, policy: policy).ports }

  func build(_ io: IO) {
    let requests = io.inputs.map(\.valid)
    let isLocked = register("is_locked", .bit, reset: 0)
    let locked = register("locked", .unsigned(below: inputs), reset: 0)
    var choice = first(of: requests)
    if policy == .roundRobin {
      // Inputs from this one on come first.
      let next = register("next", .unsigned(below: inputs + 1), reset: 0)
      let later = requests.enumerated().map { index, request in request && next <= index }
      choice = mux(cat(later).orReduced, first(of: later), choice)
      when(io.output.fires) { next <== io.chosen + 1 }
    }
    let grant = mux(isLocked, locked, choice).named("grant")
    io.output.valid <== cat(requests).orReduced
    io.output.payload <== io.inputs[0].payload
    io.chosen <== mux(io.output.valid, grant, 0)
    for (index, input) in io.inputs.enumerated() {
      input.ready <== (grant == index && io.output.valid && io.output.ready)
      if index > 0 { when(grant == index) { io.output.payload <== input.payload } }
    }
    isLocked <== (io.output.valid && !io.output.ready)
    locked <== grant
  }

  private func first(of requests: [Signal]) -> Signal {
    var number = constant(inputs - 1, .unsigned(below: inputs))
    for index in (0..<inputs - 1).reversed() { number = mux(requests[index], index, number) }
    return number
  }
}
