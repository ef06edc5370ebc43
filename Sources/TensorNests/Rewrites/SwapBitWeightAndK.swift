extension TensorLoopNest {
  /// Returns the nest that sums over k at one weight first, and shifts the sum: BW and the K around it change places.
  ///
  /// ```
  /// for k in 16: spatial            for bw in 4: spatial
  ///   for bw in 4: spatial            for k in 16: spatial
  ///     map digit * B[k, n]             map digit * B[k, n]
  ///     shift by 2 bw           ->    half-reduce over k
  ///   half-reduce over bw             shift by 2 bw
  /// half-reduce over k              half-reduce over bw
  /// ```
  ///
  /// Legal because a shift is a product with 2^s, which distributes over the sum; so it does modulo 2^W, and over
  /// both halves of a pair. The tree over k has terms of one weight and is narrow: its bits are those of a term and
  /// log2 of the lanes.
  ///
  /// With lanes, BW changes places with them. Without, or when that has been done, it changes places with the temporal
  /// loop over K; each weight then has an accumulator of its own, which is shifted when K is over. That takes an
  /// addition outside K, since the addition inside needs the terms of all weights; and digits that are not skipped,
  /// since interchange needs as many rounds of BW for every k. Throws `NestError` otherwise.
  public func swappingBitWeightAndK() throws(NestError) -> TensorLoopNest {
    if let swapped = column.replacingFirstBody(swapLanes) { return replacingColumn(swapped) }
    guard let k = column.firstLoop({ $0.isWhole(.k) }),
      let bitWeight = k.body.firstLoop({ $0.axis == .bitWeight })
    else { throw .illegal(.bitWeightIsOutside) }
    if bitWeight.loop.skipsZeroDigits { throw .illegal(.digitsAreSkippedInsideK) }
    if k.body.contains(primitive: { $0 == .add }) { throw .illegal(.additionNeedsAllWeights) }
    guard let swapped = column.replacingFirstBody(swapWhole) else { throw .illegal(.bitWeightIsOutside) }
    return replacingColumn(swapped)
  }

  /// Rewrites a body with lanes that each shift and sum their digits.
  private func swapLanes(_ body: [NestNode]) -> [NestNode]? {
    guard let index = body.firstIndex(where: { $0.loop?.axis == .k && $0.loop?.isSpatial == true }),
      case .loop(let lanes, let work) = body[index],
      case .loop(let bitWeight, let terms)? = work.first, bitWeight.axis == .bitWeight
    else { return nil }
    let tree = NestNode.loop(lanes, terms.compactMap { $0.removing { $0 == .shift } })
    let weight: [NestNode] = [tree, .primitive(.halfReduce(over: .k, narrow: treeWidth)), .primitive(.shift)]
    let sum: [NestNode] = [.loop(bitWeight, weight), .primitive(.halfReduce(over: .bitWeight, narrow: nil))]
    // The reduction over the lanes, which follows them, has moved inside.
    return body.replacing(index..<index + 2, with: sum)
  }

  /// Rewrites a body with the loop over all of K, inside which BW stands.
  private func swapWhole(_ body: [NestNode]) -> [NestNode]? {
    guard let index = body.firstIndex(where: { $0.loop?.isWhole(.k) == true }),
      case .loop(let k, let steps) = body[index],
      let inner = steps.firstIndex(where: { $0.loop?.axis == .bitWeight }),
      case .loop(let bitWeight, let terms) = steps[inner]
    else { return nil }
    let reduceLanes = NestNode.primitive(.halfReduce(over: .k, narrow: nil))
    let overWeights = NestNode.primitive(.accumulate(over: .bitWeight, in: .pair))
    // A tree of one weight now ends in the accumulator over K, which is wide.
    let work = terms.compactMap { $0.removing { $0 == .shift || .primitive($0) == overWeights } }.map { node in
      if case .primitive(.halfReduce(over: .k, narrow: _)) = node { reduceLanes } else { node }
    }
    let overK = NestNode.primitive(.accumulate(over: .k, in: .pair))
    let pass = NestNode.loop(k, steps.replacing(inner..<steps.count, with: work + [overK]))
    let swapped: [NestNode] =
      bitWeight.isSpatial
      ? [
        .loop(bitWeight, [pass, .primitive(.shift)]),
        .primitive(.halfReduce(over: .bitWeight, narrow: nil)),
      ] : [.loop(bitWeight, [pass, .primitive(.shift), overWeights])]
    return body.replacing(index..<index + 1, with: swapped)
  }
}
