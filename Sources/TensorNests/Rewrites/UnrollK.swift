extension TensorLoopNest {
  /// Returns the nest that takes `lanes` k's in a cycle and sums them before the one accumulator.
  ///
  /// ```
  /// for k in K: temporal            for k in K by 4: temporal
  ///   encode A[m, k]                  encode A[m, k ..< k+4]
  ///   map digit * B[k, n]       ->    for k in 4: spatial
  ///   accumulate over k                 map digit * B[k, n]
  ///                                   half-reduce over k
  ///                                   accumulate over k
  /// ```
  ///
  /// Legal because a sum may be taken in any order; what was accumulated one after the other is summed in a
  /// compressor first. The accumulators shrink to one in `lanes`. A lane without a k, at the end of K, adds 0; where
  /// zero digits are skipped each lane goes through its own digits, and adds 0 when it has no more before the slowest
  /// has.
  ///
  /// `lanes` is 2...256. Throws `NestError` when it is not, or when K is unrolled already.
  public func unrollingK(by lanes: Int) throws(NestError) -> TensorLoopNest {
    try NestError.check("lanes", lanes, in: 2...256)
    guard self.lanes == 1 else { throw .illegal(.kIsUnrolled) }
    let lane = NestLoop(axis: .k, extent: .count(lanes), form: .spatial)
    let unrolled = column.replacingFirstBody { body in
      // The digits are made for all lanes; then what is done to them, up to the first sum over time, is done in each.
      let start = body.first?.primitive == .encode ? 1 : 0
      let end = body.firstIndex { $0.primitive == .add || $0.primitive?.isAccumulate == true } ?? body.endIndex
      guard start < end else { return nil }
      let work = Array(body[start..<end])
      let isTemporal = work.containsLoop { !$0.isSpatial } || work.contains(primitive: { $0.isAccumulate })
      guard !isTemporal, work.contains(primitive: { $0 == .map }) else { return nil }
      let sum: [NestNode] = [.loop(lane, work), .primitive(.halfReduce(over: .k, narrow: nil))]
      return body.replacing(start..<end, with: sum)
    }
    guard let unrolled else { throw .illegal(.kIsUnrolled) }
    return replacingColumn(unrolled.widening(.k, by: lanes))
  }
}

extension [NestNode] {
  /// Returns the nest whose loop over all of an axis takes `factor` times as many elements at a time.
  func widening(_ axis: NestLoop.Axis, by factor: Int) -> [NestNode] {
    map { node in
      node.changingLoops { loop in
        if loop.axis == axis, case .whole(let step) = loop.extent { loop.extent = .whole(step: step * factor) }
      }
    }
  }
}
