import Foundation

/// An impulse response.
struct FIRResponse: Hashable, Sendable {
  var taps: [Double]

  /// A windowed sinc (Hamming's window): a low pass with its edge at `cutoff` times the sample rate, and a sum of 1.
  static func lowPass(taps count: Int, cutoff: Double) -> FIRResponse {
    let taps = (0..<count).map { index in
      let t = Double(index) - Double(count - 1) / 2
      let sinc = t == 0 ? 2 * cutoff : sin(2 * .pi * cutoff * t) / (.pi * t)
      return sinc * (0.54 - 0.46 * cos(2 * .pi * (Double(index) + 0.5) / Double(count)))
    }
    let total = taps.reduce(0, +)
    return FIRResponse(taps: taps.map { $0 / total })
  }

  /// The nearest multiples of 2^-fractionBits, in units of it.
  func quantised(fractionBits: Int) -> [Int] {
    taps.map { Int(($0 * Double(1 << fractionBits)).rounded()) }
  }
}
