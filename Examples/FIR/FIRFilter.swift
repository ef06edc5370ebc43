import Bitloom

/// A filter with a finite impulse response in fixed point, a sample a cycle.
///
/// The sums are exact; the result is rounded and fitted to `outputWidth` at the end, as told. Latency 2 cycles: the sample is
/// registered, and so is the result. Registers: the last samples and the result; multipliers: one a coefficient, or half of them
/// where the two halves of the response are the same. Reset: silence.
struct FIRFilter: Module {
  enum Structure: Hashable, Sendable { case direct, symmetric }
  enum Rounding: Hashable, Sendable { case down, halfUp, halfToEven }
  enum Overflow: Hashable, Sendable { case wraps, saturates }

  /// The impulse response, times 2^fractionBits.
  var coefficients = FIRResponse.lowPass(taps: 15, cutoff: 0.2).quantised(fractionBits: 10)
  var fractionBits = 10
  var inputWidth = 12
  var outputWidth = 12
  var structure = Structure.symmetric
  var rounding = Rounding.halfToEven
  var overflow = Overflow.saturates

  struct IO: Interface {
    @Input var sample: Signal
    @Input var sampleValid: Signal = .bit
    @Output var result: Signal
    @Output var resultValid: Signal = .bit
  }
  var ports: IO { IO(sample: .signed(max(inputWidth, 1)), result: .signed(max(outputWidth, 1))) }
  var parameterProblems: [String] {
    let isSymmetric = coefficients == coefficients.reversed()
    let rules: [(Bool, String)] = [
      (!coefficients.isEmpty, "coefficients are missing"),
      (structure == .direct || isSymmetric, "coefficients are not symmetric; structure must be direct"),
      (fractionBits >= 1, "fractionBits is \(fractionBits); it must be at least 1"),
      (inputWidth >= 1, "inputWidth is \(inputWidth); it must be at least 1"),
      (outputWidth >= 1, "outputWidth is \(outputWidth); it must be at least 1"),
    ]
    return rules.filter { !$0.0 }.map(\.1)
  }

  func build(_ io: IO) {
    let samples = register("samples", .signed(inputWidth), count: coefficients.count, reset: 0)
    when(io.sampleValid) {
      for (sample, earlier) in zip(samples, [io.sample] + samples) { sample <== earlier }
    }
    let sum = sum(products(of: samples)).named("sum")
    let rounded = rounded(sum).named("rounded")
    let fits = rounded.width <= outputWidth
    let result =
      fits ? rounded : overflow == .wraps ? rounded.truncated(to: outputWidth) : rounded.saturated(to: outputWidth)
    io.result <== result.registered("result_register", reset: 0)
    io.resultValid <== io.sampleValid.registered("sum_valid", reset: 0).registered("result_register_valid", reset: 0)
  }

  private func products(of samples: [Signal]) -> [Signal] {
    guard structure == .symmetric else { return samples.indices.map { product(samples[$0], $0) } }
    let (half, count) = (samples.count / 2, samples.count)
    let pairs = (0..<half).map { product(samples[$0] + samples[count - 1 - $0], $0) }
    return pairs + (count % 2 == 1 ? [product(samples[half], half)] : [])
  }

  private func product(_ sample: Signal, _ tap: Int) -> Signal { (sample * coefficients[tap]).named("product_\(tap)") }

  /// A tree of adders, each as wide as its sum needs.
  private func sum(_ terms: [Signal]) -> Signal {
    if terms.count == 1 { return terms[0] }
    let half = terms.count / 2
    return sum(Array(terms[..<half])) + sum(Array(terms[half...]))
  }

  private func rounded(_ sum: Signal) -> Signal {
    let half = 1 << (fractionBits - 1)
    return switch rounding {
    case .down: sum >> fractionBits
    case .halfUp: (sum + half) >> fractionBits
    case .halfToEven:
      (sum + (half - 1) + sum.extended(to: max(sum.width, fractionBits + 1))[fractionBits]) >> fractionBits
    }
  }
}
