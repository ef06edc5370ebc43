/// What drives the top of a circuit: the values of its inputs and of its reset in each cycle.
///
/// Each input has random numbers of its own, by the number of its step, so that taking another input away changes nothing.
struct Stimulus: Sendable {
  /// The numbers of the inputs, cycle by cycle.
  let inputs: [[WholeNumber]]
  let isReset: [Bool]
  /// Of one cycle.
  let layout: PackedLayout
  /// The reset in bit 0 and the inputs above it, cycle by cycle.
  let packed: [UInt64]

  init(_ plan: CircuitPlan) {
    let recipe = plan.recipe
    let types = plan.top.inputs.map { plan.top.types[$0] }
    layout = PackedLayout(widths: [1] + types.map(\.width))
    var sources = plan.top.inputs.map { InputSource(seed: recipe.seed, plan.top.stepIDs[$0], plan.top.types[$0]) }
    var random = RandomSource(seed: recipe.seed, stream: .max)
    var inputs: [[WholeNumber]] = []
    var isReset: [Bool] = []
    var packed: [UInt64] = []
    for cycle in 0..<recipe.cycles {
      let values = sources.indices.map { sources[$0].next() }
      let resets = cycle == 0 ? !random.oneIn(4) : random.oneIn(24)
      inputs.append(values)
      isReset.append(resets && recipe.clock.reset != .none)
      layout.append([EvaluateOperation.truth(isReset[cycle])] + values, to: &packed)
    }
    self.inputs = inputs
    self.isReset = isReset
    self.packed = packed
  }
}

/// The values of one input: the ends of its range, small numbers, repetitions, random ones.
private struct InputSource {
  private var random: RandomSource
  private let type: NumberType
  private var last = WholeNumber(0)

  init(seed: UInt64, _ step: Int, _ type: NumberType) {
    random = RandomSource(seed: seed, stream: UInt64(truncatingIfNeeded: step))
    self.type = type
  }

  mutating func next() -> WholeNumber {
    // The same count of numbers whatever the width.
    let choice = random.number(below: 12)
    let words = (0..<4).map { _ in random.next() }
    switch choice {
    case 0: last = WholeNumber(0)
    case 1: last = WholeNumber(-1)
    case 2: last = .power(type.width - 1)
    case 3: last = .power(type.width - 1) - WholeNumber(1)
    case 4: last = WholeNumber(Int(words[0] % 17) - 8)
    case 5: break
    default: last = WholeNumber(magnitude: words)
    }
    last = last.wrapped(to: type)
    return last
  }
}
