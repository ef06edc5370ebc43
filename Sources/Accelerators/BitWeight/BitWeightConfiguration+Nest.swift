import TensorNests

/// Why no element has the structure of a loop nest.
public struct NestMismatch: Error, Hashable, Sendable, CustomStringConvertible {
  /// One sentence.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}

extension BitWeightConfiguration {
  /// The element that has the structure of a loop nest.
  ///
  /// - Throws: `NestMismatch` where no element has it, with the first reason.
  public init(_ structure: NestStructure) throws(NestMismatch) {
    let technique = try Self.technique(of: structure)
    self.init(
      technique: technique, encoder: try Self.encoder(of: structure, technique),
      operandWidth: structure.operandWidth, accumulatorWidth: structure.accumulatorWidth, lanes: structure.lanes,
      columns: structure.columns, group: technique.isSparse ? structure.group : 1)
    if let problem = problems.first { throw NestMismatch(problem) }
  }

  private static func technique(of structure: NestStructure) throws(NestMismatch) -> Technique {
    switch structure.bitWeightLoop {
    case .spatial: return try spatialTechnique(of: structure)
    case .temporal(let skipsZeroDigits): return try sparseTechnique(of: structure, skipsZeroDigits: skipsZeroDigits)
    }
  }

  private static func spatialTechnique(of structure: NestStructure) throws(NestMismatch) -> Technique {
    if structure.reductionOrder == .kInside { return .opt2 }
    if structure.encoderPlacement == .sharedOverN {
      throw NestMismatch(
        "an element that takes all digits of an operand at once has its encoder within, unless it sums over K first")
    }
    switch (structure.carryAddition, structure.accumulation) {
    case (.outsideK, .inReduction): return .opt1
    case (.outsideK, .afterAddition):
      throw NestMismatch("an accumulator of two numbers is a part of the compressor, and nothing is added after it")
    case (.insideK, .afterAddition): return .mac
    case (.insideK, .inReduction): return .boothMAC
    }
  }

  private static func sparseTechnique(
    of structure: NestStructure, skipsZeroDigits: Bool
  ) throws(NestMismatch) -> Technique {
    if !skipsZeroDigits {
      throw NestMismatch("an element that takes one digit after the other leaves out those that are 0")
    }
    if structure.reductionOrder == .bitWeightsInside {
      throw NestMismatch(
        "an element that takes one digit after the other has no shifter: K must be inside the bit weights")
    }
    if structure.carryAddition == .insideK {
      throw NestMismatch(
        "an element that takes one digit after the other keeps its sum in two numbers until the end of K")
    }
    if structure.accumulation == .afterAddition {
      throw NestMismatch("an accumulator of two numbers is a part of the compressor, and nothing is added after it")
    }
    if structure.skipsZeroGroups {
      throw NestMismatch("a group of zeros takes a cycle of its encoder: none skips whole groups")
    }
    if structure.encoderPlacement == .element { return .opt3 }
    return structure.lanes > 1 ? .opt4e : .opt4c
  }

  private static func encoder(
    of structure: NestStructure, _ technique: Technique
  ) throws(NestMismatch) -> Encoder {
    switch structure.encoding {
    case .booth: return .booth
    case .ent: return .ent
    case .naf: return .naf
    case .binary:
      // An operator takes its operands as they are.
      if technique == .mac { return .booth }
      throw NestMismatch("the digits of \(technique.rawValue) are of radix 4, and bits are of radix 2")
    }
  }
}
