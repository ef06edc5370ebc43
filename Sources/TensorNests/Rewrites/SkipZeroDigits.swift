extension TensorLoopNest {
  /// Returns the nest that spends no cycle on digits that are 0.
  ///
  /// ```
  /// for k in K: temporal            for k in K by 4: temporal
  ///   encode A[m, k], digit bw        encode A[m, k ..< k+4], digit bw
  ///   map digit * B[k, n]       ->    for k in 4: temporal, zero digits skipped
  ///   accumulate over k                 map digit * B[k, n]
  ///                                     accumulate over k
  /// ```
  ///
  /// Legal because a digit that is 0 contributes 0, whatever B is. It needs a cycle that does nothing else: BW is
  /// temporal. Where BW is outside K, `group` k's are looked at together, all of one weight; a group takes as many
  /// cycles as it has digits other than 0, and one or none (`zeroGroups`) when it has none. Where BW is inside K,
  /// each k goes through its own digits: the weights of several k's differ, so `group` is 1, and every element needs
  /// a shifter. There is no such thing while lanes are summed before the shift.
  ///
  /// `group` is 1...64. Throws `NestError` where it is not or where digits cannot be skipped.
  public func skippingZeroDigits(
    among group: Int = 1, zeroGroups: NestLoop.ZeroGroups = .takeACycle
  ) throws(NestError) -> TensorLoopNest {
    try NestError.check("group", group, in: 1...64)
    guard !column.containsLoop({ $0.skipsZeroDigits }) else { throw .illegal(.digitsAreSkipped) }
    guard let digits = column.firstLoop({ $0.axis == .bitWeight }), digits.loop.form == .temporal else {
      throw .illegal(.digitsAreSpatial)
    }
    if digits.body.containsLoop({ $0.isWhole(.k) }) {
      return replacingColumn(column.skippingGroups(of: group, zeroGroups).widening(.k, by: group))
    }
    guard group == 1 else { throw .illegal(.groupsMixWeights) }
    if digits.body.contains(where: { $0.loop?.axis == .k }), digits.body.contains(.primitive(.shift)) {
      throw .illegal(.lanesAreSummedBeforeTheShift)
    }
    let skipping = column.map { node in
      node.changingLoops { loop in
        if loop.axis == .bitWeight { loop.form = .overNonzeroDigits(zeroGroups) }
      }
    }
    return replacingColumn(skipping)
  }
}

extension [NestNode] {
  /// Returns the nest whose steps of K, but for the encoder, go through the digits of a group that are not 0.
  fileprivate func skippingGroups(of group: Int, _ zeroGroups: NestLoop.ZeroGroups) -> [NestNode] {
    let nonzero = NestLoop(axis: .k, extent: .count(group), form: .overNonzeroDigits(zeroGroups))
    return map { node in
      guard case .loop(let loop, let body) = node else { return node }
      guard loop.isWhole(.k) else { return .loop(loop, body.skippingGroups(of: group, zeroGroups)) }
      let work = Array(body.dropFirst())
      return .loop(loop, body.replacing(1..<body.count, with: [.loop(nonzero, work)]))
    }
  }
}
