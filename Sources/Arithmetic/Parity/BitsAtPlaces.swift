import Bitloom

extension Signal {
  /// The bits at some places, the least significant one first, with 0 where there is none. Neighbours are written as a range.
  func bits(at places: [Int?]) -> Signal {
    var parts: [Signal] = []
    var start = 0
    while start < places.count {
      var end = start + 1
      if let first = places[start] {
        while end < places.count, places[end] == first + end - start { end += 1 }
        parts.append(self[(first + end - start - 1)...first])
      } else {
        while end < places.count, places[end] == nil { end += 1 }
        parts.append(constant(Bits(zeroOfWidth: end - start)))
      }
      start = end
    }
    return cat(parts.reversed())
  }
}
