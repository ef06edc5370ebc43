import Bitloom

/// A prefix sum is the sum.
struct AdderClaim: Module {
  var a: SignalType
  var b: SignalType
  var network: CarryNetwork

  struct IO: Interface {
    @Input var a: Signal
    @Input var b: Signal
    @Input var carry: Signal = .bit
  }

  var ports: IO { IO(a: a.instantiate(), b: b.instantiate()) }

  func build(_ io: IO) {
    assert(prefixSum(io.a, io.b, network: network) == io.a + io.b, "a sum")
    assert(prefixSum(io.a, io.b, carryIn: io.carry, network: network) == io.a + io.b + io.carry, "a sum with a carry")
  }
}
