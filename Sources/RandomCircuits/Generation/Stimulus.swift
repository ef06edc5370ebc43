/// What drives the top of a circuit: the values of its inputs and resets in each step, and the clocks that tick in it.
///
/// Each input has random numbers of its own, by the number of its step, so that taking another input away changes nothing.
struct Stimulus: Sendable {
  /// The numbers of the inputs, step by step.
  let inputs: [[WholeNumber]]
  /// Whether each domain's reset is active, step by step.
  let resets: [[Bool]]
  /// Of one step.
  let layout: PackedLayout
  /// The resets of the domains from bit 0 on, then whether their clocks tick, then the inputs, step by step.
  let packed: [UInt64]

  init(_ plan: CircuitPlan) {
    let recipe = plan.recipe
    let domains = plan.domains
    let types = plan.top.inputs.map { plan.top.types[$0] }
    layout = PackedLayout(widths: Array(repeating: 1, count: 2 * domains.count) + types.map(\.width))
    var sources = plan.top.inputs.map { InputSource(seed: recipe.seed, plan.top.stepIDs[$0], plan.top.types[$0]) }
    var randoms = (0..<domains.count).map { RandomSource(seed: recipe.seed, stream: .max - UInt64($0)) }
    var inputs: [[WholeNumber]] = []
    var resets: [[Bool]] = []
    var packed: [UInt64] = []
    for cycle in 0..<recipe.cycles {
      let values = sources.indices.map { sources[$0].next() }
      resets.append(
        randoms.indices.map { domain in
          let isReset = cycle == 0 ? !randoms[domain].oneIn(4) : randoms[domain].oneIn(24)
          return isReset && domains[domain].reset != .none
        })
      inputs.append(values)
      let bits = resets[cycle] + (0..<domains.count).map { domains.ticks($0, in: cycle) }
      layout.append(bits.map { EvaluateOperation.truth($0) } + values, to: &packed)
    }
    self.inputs = inputs
    self.resets = resets
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
