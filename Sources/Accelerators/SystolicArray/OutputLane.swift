import Bitloom

/// One column of the output stage: bias, ReLU, requantisation.
///
/// Three pipeline stages, one number a cycle while `enable` is 1:
/// 1. `biased = accumulator + bias` (wrapping), then `max(0, biased)` where ReLU is on;
/// 2. `product = biased * multiplier`;
/// 3. `product / 2^shift`, rounded half to even (IEEE 754 roundTiesToEven), saturated to the output width; or, where
///    requantisation is off, the number of stage 1.
/// Registers hold no reset: the beat that they belong to carries a valid bit outside.
struct OutputLane: Module {
  var configuration: SystolicConfiguration

  struct IO: Interface {
    @Input var enable: Signal
    @Input var accumulator: Signal
    @Input var bias: Signal?
    @Input var relu: Signal?
    @Input var requantise: Signal?
    @Input var multiplier: Signal?
    @Input var shift: Signal?
    @Output var result: Signal
  }

  var ports: IO {
    let requantises = configuration.hasRequantisation
    return IO(
      enable: .bit, accumulator: .signed(configuration.accumulatorWidth),
      bias: configuration.hasBias ? .signed(configuration.accumulatorWidth) : nil,
      relu: configuration.hasReLU ? .bit : nil,
      requantise: requantises ? .bit : nil,
      multiplier: requantises ? .unsigned(configuration.multiplierWidth) : nil,
      shift: requantises ? .unsigned(configuration.shiftWidth) : nil,
      result: .signed(configuration.accumulatorWidth))
  }

  var moduleName: String { "output_lane_\(configuration.nameComponent)" }
  var summary: String { "One column of the output stage: bias, ReLU, requantisation." }

  /// Cycles from an accumulator to its result.
  static let latency = 3

  func build(_ io: IO) {
    let width = configuration.accumulatorWidth
    let biased = register("biased", .signed(width))
    when(io.enable) {
      var sum = io.accumulator
      if let bias = io.bias { sum = (sum &+ bias).named("sum") }
      biased <== (io.relu.map { mux($0 && sum < 0, 0, sum) } ?? sum)
    }
    let plain = register("plain", .signed(width))
    let result = register("rounded", .signed(width))
    when(io.enable) { plain <== biased }
    if let requantise = io.requantise, let multiplier = io.multiplier, let shift = io.shift {
      buildRequantisation(io, biased, plain, result, requantise, multiplier, shift)
    } else {
      when(io.enable) { result <== plain }
    }
    io.result <== result
  }

  private func buildRequantisation(
    _ io: IO, _ biased: Signal, _ plain: Signal, _ result: Signal, _ requantise: Signal, _ multiplier: Signal,
    _ shift: Signal
  ) {
    let productWidth = configuration.accumulatorWidth + configuration.multiplierWidth
    let product = register("product", .signed(productWidth))
    // The settings move along with the number they belong to.
    let multiplierOfBiased = register("multiplier_1", .unsigned(configuration.multiplierWidth))
    let shiftOfBiased = register("shift_1", .unsigned(configuration.shiftWidth))
    let requantiseBiased = register("requantise_1", .bit)
    let shiftOfProduct = register("shift_2", .unsigned(configuration.shiftWidth))
    let requantiseProduct = register("requantise_2", .bit)

    // One bit more below: it becomes the half that decides the rounding.
    let doubled = (product << 1).named("doubled")
    let shifted = (doubled >> shiftOfProduct).named("shifted")
    let quotient = (shifted >> 1).named("quotient")
    let ones = constant(Bits(onesOfWidth: productWidth + 1))
    let dropped = (doubled.asUnsigned & ~(ones &<< shiftOfProduct)).named("dropped")
    let half = shifted[0]
    let roundUp = (half && (dropped.orReduced || quotient[0])).named("round_up")
    let rounded = (quotient + roundUp).named("nearest")

    when(io.enable) {
      multiplierOfBiased <== multiplier
      shiftOfBiased <== shift
      requantiseBiased <== requantise
      product <== biased * multiplierOfBiased
      shiftOfProduct <== shiftOfBiased
      requantiseProduct <== requantiseBiased
      result <== mux(requantiseProduct, rounded.saturated(to: configuration.outputWidth), plain)
    }
  }
}
