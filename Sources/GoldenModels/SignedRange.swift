/// The numbers that two's complement can write in a given width of 1 to 64 bits.
struct SignedRange: Hashable, Sendable {
  let width: Int

  var bounds: ClosedRange<Int> {
    let largest = Int.max >> (64 - width)
    return (-largest - 1)...largest
  }

  /// Returns the value whose lowest `width` bits are those of `value`: what a register of this width keeps.
  func wrapping(_ value: Int) -> Int {
    let unused = 64 - width
    return (value << unused) >> unused
  }

  /// Returns the nearest value that fits.
  func saturating(_ value: Int128) -> Int {
    let clamped = min(max(value, Int128(bounds.lowerBound)), Int128(bounds.upperBound))
    return Int(clamped)
  }

  /// Throws when one of `values` does not fit; `place` names an element by its index.
  func check(_ values: [Int], place: (Int) -> String) throws(GoldenModelError) {
    let bounds = bounds
    for (index, value) in values.enumerated() where !bounds.contains(value) {
      throw .valueOutOfRange(place: place(index), value: value, width: width)
    }
  }
}
