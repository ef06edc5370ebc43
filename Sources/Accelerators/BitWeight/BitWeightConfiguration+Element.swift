import Bitloom

extension BitWeightConfiguration {
  /// The modules of a configuration, each of the three kinds of elements having its own.
  enum Element {
    case operators(OperatorAccumulator)
    case booth(BoothAccumulator)
    case carrySave(CarrySaveAccumulator)
    case tiles(RecodedTiles)
    case column(RecodedColumn)
  }

  var element: Element {
    let numbers = resolved
    switch technique {
    case .mac:
      return .operators(
        OperatorAccumulator(operandWidth: operandWidth, accumulatorWidth: accumulatorWidth, lanes: numbers.lanes))
    case .boothMAC:
      return .booth(
        BoothAccumulator(operandWidth: operandWidth, accumulatorWidth: accumulatorWidth, lanes: numbers.lanes))
    case .opt1:
      return .carrySave(
        CarrySaveAccumulator(
          encoder: encoder, operandWidth: operandWidth, accumulatorWidth: accumulatorWidth, lanes: numbers.lanes))
    case .opt2:
      let tile = WeightPlaneTile(
        operandWidth: operandWidth, accumulatorWidth: accumulatorWidth, lanes: numbers.lanes)
      return .tiles(RecodedTiles(encoder: encoder, tile: tile, columns: numbers.columns))
    case .opt3, .opt4c, .opt4e:
      let column = SparseColumn(
        operandWidth: operandWidth, accumulatorWidth: accumulatorWidth, lanes: numbers.lanes, columns: numbers.columns,
        group: numbers.group)
      return .column(RecodedColumn(encoder: encoder, column: column))
    }
  }

  /// Builds and checks the element.
  ///
  /// - Throws: `DesignError` for parameters out of range, or for a rule that they break.
  public func elaborate(warn: (Diagnostic) -> Void = { _ in }) throws -> Design {
    if !problems.isEmpty { return try Bitloom.elaborate(ImpossibleElement(configuration: self), warn: warn) }
    switch element {
    case .operators(let module): return try Bitloom.elaborate(module, warn: warn)
    case .booth(let module): return try Bitloom.elaborate(module, warn: warn)
    case .carrySave(let module): return try Bitloom.elaborate(module, warn: warn)
    case .tiles(let module): return try Bitloom.elaborate(module, warn: warn)
    case .column(let module): return try Bitloom.elaborate(module, warn: warn)
    }
  }
}

/// Stands for the element of a configuration that has none, and tells why.
private struct ImpossibleElement: Module {
  var configuration: BitWeightConfiguration

  struct IO: Interface {
    @Output var none: Signal = .bit
  }

  var ports: IO { IO() }
  var moduleName: String { "bit_weight_element" }
  var parameterProblems: [String] { configuration.problems }

  func build(_ io: IO) {}
}
