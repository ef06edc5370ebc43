import Bitloom

/// Counts, lowest and highest ones are what a walk from bit to bit finds.
struct CountingClaim: Module {
  var width: Int
  /// Whether the ones are counted, too: a solver does that for short numbers alone.
  var countsOnes: Bool

  struct IO: Interface {
    @Input var value: Signal
  }

  var ports: IO { IO(value: .unsigned(width)) }

  func build(_ io: IO) {
    let type = SignalType.unsigned(below: width + 1)
    var (ones, leading, trailing) = (constant(0, type), constant(width, type), constant(width, type))
    var (lowest, highest) = (constant(0, .unsigned(width)), constant(0, .unsigned(width)))
    for place in 0..<width {
      ones = ones &+ io.value[place].extended(to: type.width)
      // The last one that is found wins: the highest for a walk from the bottom, the lowest for one from the top.
      let top = width - 1 - place
      leading = mux(io.value[place], constant(top, type), leading)
      trailing = mux(io.value[top], constant(top, type), trailing)
      highest = mux(io.value[place], one(at: place), highest)
      lowest = mux(io.value[top], one(at: top), lowest)
    }
    for profile in HeapProfile.allCases where countsOnes {
      let count = io.value.populationCount("ones_\(profile)", for: profile)
      assert(count == ones, "population count", named: "population_count_\(profile)")
    }
    assert(io.value.leadingZeroCount == leading, "leading zeros")
    assert(io.value.trailingZeroCount == trailing, "trailing zeros")
    assert(io.value.lowestOne == lowest, "lowest one")
    assert(io.value.highestOne == highest, "highest one")
  }

  private func one(at place: Int) -> Signal { cat((0..<width).reversed().map { constant($0 == place ? 1 : 0) }) }
}
