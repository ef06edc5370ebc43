import Bitloom

/// Chooses one of several requesters, urgent ones before the others, and in turn among equals.
///
/// `grant` has at most one bit set, in the cycle of the request. After a cycle with `advance` the requester that had the grant
/// comes last in its turn. One register of a bit each. Reset: requester 0 comes first.
struct Arbiter: Module {
  var requesters = 8

  struct IO: Interface {
    @Input var request: Signal
    /// Which of the requests are urgent.
    @Input var urgent: Signal
    @Input var advance: Signal = .bit
    @Output var grant: Signal
  }
  var ports: IO { IO(request: .unsigned(width), urgent: .unsigned(width), grant: .unsigned(width)) }
  var parameterProblems: [String] {
    requesters >= 1 ? [] : ["requesters is \(requesters); it must be at least 1"]
  }
  private var width: Int { max(requesters, 1) }

  func build(_ io: IO) {
    // Those after the last one that had its turn.
    let waiting = register("waiting", .unsigned(width), reset: 0)
    let urgent = io.request & io.urgent
    var pool = io.request
    for preferred in [io.request & waiting, urgent, urgent & waiting] {
      pool = mux(preferred.orReduced, preferred, pool)
    }
    let candidates = pool.named("candidates")
    let grant = (candidates & (~candidates &+ 1)).named("lowest")
    when(io.advance && grant.orReduced) { waiting <== ~(grant | (grant &- 1)) }
    io.grant <== grant
  }
}
