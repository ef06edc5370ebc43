extension TensorLoopNest {
  /// Returns the nest in which `columns` n's share an encoder: it leaves N.
  ///
  /// ```
  /// for n in N: temporal            for n in N by 32: temporal
  ///   for k in K: temporal            for k in K: temporal
  ///     encode A[m, k]          ->      encode A[m, k]
  ///     map digit * B[k, n]             for n in 32: spatial
  ///     accumulate over k                 map digit * B[k, n]
  ///                                       accumulate over k
  /// ```
  ///
  /// Legal because the digits depend on m, k and bw, and not on n. So all columns have the same digits in the same
  /// cycle, and take the same cycles where zero digits are skipped: columns never wait for each other, while rows
  /// with other m's do. This holds wherever the encoder stands: sharing comes before or after any other rewrite.
  ///
  /// `columns` is 2...256. Throws `NestError` when it is not, when there is no encoder, or when it is shared already.
  public func sharingEncoder(columns: Int) throws(NestError) -> TensorLoopNest {
    try NestError.check("columns", columns, in: 2...256)
    guard encoding != .binary else { throw .illegal(.noEncoder) }
    guard self.columns == 1 else { throw .illegal(.encoderIsShared) }
    var nest = self
    nest.columns = columns
    return nest
  }
}

extension [NestNode] {
  /// Returns the nest of one column as that of several with one encoder.
  func sharingEncoder(columns: Int) -> [NestNode] {
    let shared = widening(.n, by: columns).replacingFirstBody { body in
      guard case .loop(let loop, let steps)? = body.first, loop.isWhole(.n) else { return nil }
      return [.loop(loop, steps.distributed(over: columns))]
    }
    return shared ?? self
  }

  /// Returns these steps with a spatial loop over the columns around all that is not the encoder or a loop in time.
  private func distributed(over columns: Int) -> [NestNode] {
    let places = NestLoop(axis: .n, extent: .count(columns), form: .spatial)
    var result: [NestNode] = []
    var run: [NestNode] = []
    func endRun() {
      if !run.isEmpty { result.append(.loop(places, run)) }
      run = []
    }
    for node in self {
      switch node {
      case .primitive(.encode):
        endRun()
        result.append(node)
      case .loop(let loop, let body) where !loop.isSpatial || body.contains(primitive: { $0 == .encode }):
        endRun()
        result.append(.loop(loop, body.distributed(over: columns)))
      default: run.append(node)
      }
    }
    endRun()
    return result
  }
}
