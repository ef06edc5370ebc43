extension TensorLoopNest {
  /// Returns the nest with other digits of A.
  ///
  /// Legal because every encoding writes the same number: the sum of its digits times their weights. The bits
  /// themselves, at radix 2, take twice the places or passes of the others. NAF is one of the others: a digit at radix
  /// 2 would have one of eight weights in a byte, but of two neighbours one at least is 0, so that a pair is a digit
  /// -2...2 at radix 4, and needs no more shifters than Booth where BW is spatial or outside K. (Inside K a temporal BW
  /// needs one with any digits.) Throws `NestError` when the digits are these already, or when an encoder is shared
  /// and none would be left.
  public func recoded(as encoding: DigitEncoding) throws(NestError) -> TensorLoopNest {
    guard encoding != self.encoding else { throw .illegal(.encodingIsTheSame) }
    guard encoding != .binary || columns == 1 else { throw .illegal(.noEncoder) }
    var nest = self
    nest.encoding = encoding
    let digits = encoding.digitCount(width: operandWidth)
    let treeWidth = nest.treeWidth
    func recode(_ node: NestNode) -> NestNode {
      switch node {
      case .primitive(.halfReduce(over: let axis, narrow: .some)):
        .primitive(.halfReduce(over: axis, narrow: treeWidth))
      case .primitive: node
      case .loop(let loop, let body): .loop(loop.withDigits(digits), body.map(recode))
      }
    }
    nest.column = column.map(recode)
    return nest
  }

  /// The bits of the sum of one digit of each lane.
  var treeWidth: Int {
    let spread = Int.bitWidth - (lanes - 1).leadingZeroBitCount
    return encoding.termWidth(width: operandWidth) + spread
  }
}

extension NestLoop {
  fileprivate func withDigits(_ digits: Int) -> NestLoop {
    guard axis == .bitWeight else { return self }
    var loop = self
    loop.extent = .count(digits)
    return loop
  }
}
