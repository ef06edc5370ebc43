import Bitloom

/// A sample times a gain, rounded and saturated: the sample of numbers with a binary point.
struct Scaler: Module {
  struct IO: Interface {
    @Input var sample: Fixed = .signed(integer: 1, fraction: 7)
    @Input var gain: Fixed = .unsigned(integer: 2, fraction: 2)
    @Output var scaled: Fixed = .signed(integer: 1, fraction: 7)
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let product = (io.sample * io.gain + 0.125).named("product")
    io.scaled <== product.converted(to: io.scaled.format, rounding: .halfEven, overflow: .saturate)
  }
}
