import Bitloom

/// What comes out is in order, and every number comes out as often as it went in.
struct SortingClaim: Module {
  var element: SignalType
  var count: Int

  struct IO: Interface {
    @Input var numbers: [Signal]
    @Input var any: Signal
  }

  var ports: IO { IO(numbers: VectorShape(element, count: count).instantiate(), any: element.instantiate()) }

  func build(_ io: IO) {
    let network = Instance("network", SortingNetwork(of: element, count: count))
    network.numbers <== io.numbers
    for place in 1..<count {
      assert(network.sorted[place - 1] <= network.sorted[place], "in order", named: "in_order_\(place)")
    }
    assert(occurrences(of: io.any, in: network.sorted) == occurrences(of: io.any, in: io.numbers), "the same numbers")
  }

  private func occurrences(of value: Signal, in numbers: [Signal]) -> Signal {
    numbers.reduce(constant(0)) { $0 + ($1 == value) }
  }
}
