extension TensorLoopNest {
  /// Returns the nest whose digits come one after the other: BW is temporal.
  ///
  /// ```
  /// for bw in 4: spatial            for bw in 4: temporal
  ///   ...                             ...
  ///   shift by 2 bw             ->    shift by 2 bw
  /// half-reduce over bw               accumulate over bw in (S, C)
  /// ```
  ///
  /// Legal because what places side by side sum in a compressor is summed by an accumulator over time as well. Inside
  /// K each element then shifts by another amount with every cycle; outside K a pass has one weight, its sum ends with
  /// the pass, and no element shifts. Throws `NestError` when BW is temporal already, or when it stands inside lanes,
  /// each of which would need an accumulator.
  public func sequencingBitWeights() throws(NestError) -> TensorLoopNest {
    guard column.containsLoop({ $0.axis == .bitWeight && $0.isSpatial }) else {
      throw .illegal(.bitWeightIsTemporal)
    }
    let lanes = column.firstLoop { $0.axis == .k && $0.isSpatial }
    if let lanes, lanes.body.containsLoop({ $0.axis == .bitWeight }) { throw .illegal(.lanesWouldAccumulate) }
    let sequenced = column.replacingFirstBody { body in
      guard let index = body.firstIndex(where: { $0.loop?.axis == .bitWeight }),
        case .loop(var loop, let terms) = body[index]
      else { return nil }
      loop.form = .temporal
      let sum = NestNode.primitive(.accumulate(over: .bitWeight, in: .pair))
      // The reduction over the places, which follows them, has become the accumulator.
      return body.replacing(index..<index + 2, with: [.loop(loop, terms + [sum])])
    }
    return replacingColumn(sequenced ?? column)
  }
}
