import Bitloom

// What a step of the register is as a matrix. A register holds the coefficients as the check is presented: with `reflectsOutput`
// that of the highest power in bit 0.

extension CyclicRedundancyCode {
  /// The bit of a word that comes at some time, 0 for the first one: symbols from the lowest bits up.
  func bit(atTime time: Int, symbolWidth: Int) -> Int {
    let place = time % symbolWidth
    return time - place + (reflectsInput ? place : symbolWidth - 1 - place)
  }

  /// Drives a wire with the register after some more symbols.
  ///
  /// The bits of the message meet the highest coefficients of the register: `folded` is the sum of both. Each of its bits stands
  /// for a power of x of at least the width, whose remainder it adds to the register.
  func driveNext(_ target: (name: String, signal: Signal), after remainder: Signal, _ data: Signal, symbolWidth: Int) {
    let count = data.width
    var meeting = [Int?](repeating: nil, count: count)
    for time in 0..<min(count, width) {
      meeting[bit(atTime: time, symbolWidth: symbolWidth)] = bit(ofCoefficient: width - 1 - time)
    }
    let folded = wire("folded", .unsigned(count))
    folded <== data ^ remainder.bits(at: meeting)

    let powers = powers(count: count)
    var sums = [[ParitySums.Input]](repeating: [], count: width)
    for power in 0..<width {
      let target = bit(ofCoefficient: power)
      for (exponent, coefficients) in powers.enumerated().reversed() where coefficients[power] {
        let place = bit(atTime: count - 1 - exponent, symbolWidth: symbolWidth)
        sums[target].append(ParitySums.Input(vector: 0, bit: place))
      }
      // What the bits of the message do not meet moves up by as many places.
      if power >= count { sums[target].append(ParitySums.Input(vector: 1, bit: bit(ofCoefficient: power - count))) }
    }
    // From the lowest power up, so that the gates are the same whatever the order of the bits is.
    let places = (0..<count).map { bit(atTime: count - 1 - $0, symbolWidth: symbolWidth) }
    let leading = places.map { ParitySums.Input(vector: 0, bit: $0) }
    ParitySums(vectors: [("folded", folded), ("remainder", remainder)], sums: sums, leading: leading).drive(target)
  }

  /// Drives a wire with what the register was before so many zeros.
  func drivePrevious(
    _ target: (name: String, signal: Signal), before remainder: (name: String, signal: Signal), zeros: Int
  ) {
    // x^k becomes x^(k - zeros): a lower coefficient where there is one, else a remainder of a negative power.
    let powers = inversePowers(count: zeros)
    var sums = [[ParitySums.Input]](repeating: [], count: width)
    for power in 0..<width {
      let target = bit(ofCoefficient: power)
      for exponent in 0..<min(zeros, width) where powers[zeros - 1 - exponent][power] {
        sums[target].append(ParitySums.Input(vector: 0, bit: bit(ofCoefficient: exponent)))
      }
      if power + zeros < width {
        sums[target].append(ParitySums.Input(vector: 0, bit: bit(ofCoefficient: power + zeros)))
      }
    }
    ParitySums(vectors: [remainder], sums: sums).drive(target)
  }

  /// The check as a number whose lowest byte goes first: its bits in the order in which those of a message come.
  func trailer(_ check: Signal) -> Signal {
    var places = [Int?](repeating: nil, count: width)
    for time in 0..<width { places[bit(atTime: time, symbolWidth: 8)] = bit(ofCoefficient: width - 1 - time) }
    return check.bits(at: places)
  }
}
