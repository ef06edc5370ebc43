extension TensorLoopNest {
  /// What a generator has to know to make hardware of this nest.
  ///
  /// Throws `NestError.noHardware` for a nest that computes the product, but in a way that no generator has a plan for.
  public var structure: NestStructure {
    get throws(NestError) {
      let stepOfK = column.firstLoop { $0.isWhole(.k) }?.body ?? []
      let digit = column.firstLoop { $0.axis == .bitWeight }?.body ?? []
      let isSpatial = column.containsLoop { $0.axis == .bitWeight && $0.isSpatial }
      let hasPasses = digit.containsLoop { $0.isWhole(.k) }
      let sumsK = digit.containsLoop { $0.axis == .k }
      try checkPlan(digit, isSpatial: isSpatial, hasPasses: hasPasses, sumsK: sumsK)
      let addsInsideK = stepOfK.contains(primitive: { $0 == .add })
      // An accumulator with an adder of its own is the last thing in the loop over K.
      let isFolded = stepOfK.last != .primitive(.accumulate(over: .k, in: .number))
      if encoding == .binary, !addsInsideK || isFolded || sumsK { throw .noHardware(.bitsAsDigits) }
      let skipping = column.firstLoop { $0.skipsZeroDigits }?.loop
      return NestStructure(
        encoding: encoding, bitWeightLoop: hasPasses ? .temporal(skipsZeroDigits: skipping != nil) : .spatial,
        reductionOrder: sumsK ? .kInside : .bitWeightsInside, carryAddition: addsInsideK ? .insideK : .outsideK,
        encoderPlacement: columns == 1 ? .element : .sharedOverN, lanes: lanes, columns: columns,
        operandWidth: operandWidth, accumulatorWidth: accumulatorWidth,
        accumulation: isFolded ? .inReduction : .afterAddition, group: group,
        skipsZeroGroups: skipping?.form == .overNonzeroDigits(.takeNone), outputWidth: outputWidth)
    }
  }

  /// Throws when there is no plan for this order of loops; `pass` is the body of the loop over BW.
  private func checkPlan(
    _ pass: [NestNode], isSpatial: Bool, hasPasses: Bool, sumsK: Bool
  ) throws(NestError) {
    switch (isSpatial, hasPasses) {
    case (true, true): throw .noHardware(.accumulatorForEachWeight)
    case (true, false): return
    case (false, true): if !pass.contains(.primitive(.add)) { throw .noHardware(.passesEndAsPairs) }
    case (false, false):
      let sharesWeight = sumsK && pass.contains(.primitive(.shift))
      throw .noHardware(sharesWeight ? .tilesInPasses : .shifterInEachElement)
    }
  }
}
