extension TensorLoopNest {
  /// Returns the nest that ends each pass with an addition, and sums numbers over the weights.
  ///
  /// ```
  /// for bw in 4: temporal           for bw in 4: temporal
  ///   for k in K: temporal            for k in K: temporal
  ///     ...                             ...
  ///   shift by 2 bw             ->    add
  ///   accumulate over bw in (S, C)    shift by 2 bw
  /// add                               accumulate over bw
  /// ```
  ///
  /// Legal because S and C may be added at any time once the sum over k is complete: the sum at a weight has to end
  /// before the weight changes in any case. It costs an addition for each weight where there was one in all, and
  /// saves half of the registers over BW; above all a number can be widened, which a pair cannot, so that the
  /// accumulator over K may be narrower than the output (`narrowingPasses(to:)`). Throws `NestError` when there are no
  /// passes, or when they end like this already.
  public func resolvingPasses() throws(NestError) -> TensorLoopNest {
    let pass = try temporalPass()
    if pass.contains(.primitive(.add)) { throw .illegal(.passesAreResolved) }
    let resolved = column.replacingFirstBody { body in
      guard let index = body.firstIndex(where: { $0.loop?.isWhole(.bitWeight) == true }),
        case .loop(let loop, let steps) = body[index]
      else { return nil }
      let ending: [NestPrimitive] = [.add, .shift, .accumulate(over: .bitWeight, in: .number)]
      let passes = steps.replacing(steps.count - 2..<steps.count, with: ending.map(NestNode.primitive))
      // The addition after the loop has moved inside.
      return body.replacing(index..<index + 2, with: [.loop(loop, passes)])
    }
    return replacingColumn(resolved ?? column)
  }

  /// Returns the nest whose accumulator over K has fewer bits than the output.
  ///
  /// Legal where each pass ends with an addition: the sum of a pass is widened as a number. Adding first and extending
  /// then is exact while the sum fits; `largestDepth` is the K up to which it is sure to, and `interpret(a:b:)` refuses
  /// more. The width is at least that of a term and less than that of the output: throws `NestError` otherwise, or when
  /// pairs would have to be widened.
  public func narrowingPasses(to width: Int) throws(NestError) -> TensorLoopNest {
    guard try temporalPass().contains(.primitive(.add)) else { throw .illegal(.pairsDoNotWiden) }
    let smallest = encoding.termWidth(width: operandWidth)
    try NestError.check("the width of the accumulator over K", width, in: smallest...max(smallest, outputWidth - 1))
    var nest = self
    nest.accumulatorWidth = width
    return nest
  }

  /// Returns the body of the temporal loop over BW outside K; throws when there is none.
  private func temporalPass() throws(NestError) -> [NestNode] {
    guard let pass = column.firstLoop({ $0.axis == .bitWeight }), pass.loop.form == .temporal,
      pass.body.containsLoop({ $0.isWhole(.k) })
    else { throw .illegal(.noPasses) }
    return pass.body
  }
}
