extension TensorLoopNest {
  /// Returns the nest whose accumulator is a row of the compressor, before the addition and not after it.
  ///
  /// ```
  /// half-reduce over bw             half-reduce over bw
  /// add                       ->    accumulate over k, in the compressor
  /// accumulate over k               add
  /// ```
  ///
  /// Legal because addition is associative: (S + C) + accumulator = S + C + accumulator, whose three rows a
  /// compressor makes two of. One carry-propagating addition with every k is left of two. Throws `NestError` when
  /// the accumulator is there already.
  public func foldingAccumulator() throws(NestError) -> TensorLoopNest {
    let unfolded: [NestNode] = [.primitive(.add), .primitive(.accumulate(over: .k, in: .number))]
    let folded = column.replacingFirstBody { body in
      guard body.suffix(2) == unfolded[...] else { return nil }
      return body.replacing(body.count - 2..<body.count, with: unfolded.reversed())
    }
    guard let folded else { throw .illegal(.accumulatorIsFolded) }
    return replacingColumn(folded)
  }

  /// Returns the nest with the carry-propagating addition once after the loop over K, not with every k.
  ///
  /// ```
  /// for k in K: temporal            for k in K: temporal
  ///   half-reduce over bw             half-reduce over bw
  ///   accumulate over k, in ...  ->   accumulate over k in (S, C)
  ///   add                           add
  /// ```
  ///
  /// Legal because a compressor keeps the sum of its rows modulo 2^W, whatever rows it leaves: the accumulator may be
  /// a pair (S, C) for as long as only S + C modulo 2^W is asked for, which is at the end. The pair is written with
  /// every k, and neither half of it means anything alone: it must not be compared, rounded, or widened before the
  /// addition. The accumulator has to be in the compressor: throws `NestError` when it takes numbers, or when the
  /// addition stands outside K already.
  public func hoistingAddition() throws(NestError) -> TensorLoopNest {
    if column.containsUnfoldedAccumulator { throw .illegal(.accumulatorTakesNumbers) }
    let inside: [NestNode] = [.primitive(.accumulate(over: .k, in: .number)), .primitive(.add)]
    let hoisted = column.replacingFirstBody { body in
      guard let index = body.firstIndex(where: { $0.loop?.isWhole(.k) == true }),
        case .loop(let loop, let steps) = body[index], steps.suffix(2) == inside[...]
      else { return nil }
      let pair = NestNode.primitive(.accumulate(over: .k, in: .pair))
      let sum = steps.replacing(steps.count - 2..<steps.count, with: [pair])
      return body.replacing(index..<index + 1, with: [.loop(loop, sum), .primitive(.add)])
    }
    guard let hoisted else { throw .illegal(.additionIsOutside) }
    return replacingColumn(hoisted)
  }

  func replacingColumn(_ nodes: [NestNode]) -> TensorLoopNest {
    var nest = self
    nest.column = nodes
    return nest
  }
}

extension [NestNode] {
  /// Whether an accumulator over K comes after an addition: it takes numbers, with an adder of its own.
  fileprivate var containsUnfoldedAccumulator: Bool {
    let unfolded: [NestNode] = [.primitive(.add), .primitive(.accumulate(over: .k, in: .number))]
    return replacingFirstBody { $0.suffix(2) == unfolded[...] ? $0 : nil } != nil
  }
}
