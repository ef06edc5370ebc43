import TensorNests
import Testing

@Suite struct NestStructureTests {
  @Test func theOutputIsAsWideAsTheAccumulatorUnlessTold() {
    var structure = NestStructure(
      encoding: .booth, bitWeightLoop: .spatial, reductionOrder: .bitWeightsInside, carryAddition: .outsideK,
      encoderPlacement: .element, lanes: 1, columns: 1, operandWidth: 8, accumulatorWidth: 26)
    #expect(structure.outputWidth == 26)
    structure.outputWidth = 32
    #expect(structure.accumulatorWidth == 26)
  }

  @Test func mac() throws {
    let expected = NestStructure(
      encoding: .binary, bitWeightLoop: .spatial, reductionOrder: .bitWeightsInside, carryAddition: .insideK,
      encoderPlacement: .element, lanes: 1, columns: 1, operandWidth: 8, accumulatorWidth: 32,
      accumulation: .afterAddition)
    #expect(try TensorLoopNest.mac(operandWidth: 8, accumulatorWidth: 32).structure == expected)
  }

  @Test func boothMACAndOpt1() throws {
    var expected = NestStructure(
      encoding: .booth, bitWeightLoop: .spatial, reductionOrder: .bitWeightsInside, carryAddition: .insideK,
      encoderPlacement: .element, lanes: 1, columns: 1, operandWidth: 8, accumulatorWidth: 32)
    #expect(try TensorLoopNest.boothMAC(operandWidth: 8, accumulatorWidth: 32).structure == expected)
    expected.carryAddition = .outsideK
    #expect(try TensorLoopNest.opt1(operandWidth: 8, accumulatorWidth: 32).structure == expected)
  }

  @Test func opt2() throws {
    let expected = NestStructure(
      encoding: .ent, bitWeightLoop: .spatial, reductionOrder: .kInside, carryAddition: .outsideK,
      encoderPlacement: .element, lanes: 16, columns: 1, operandWidth: 8, accumulatorWidth: 32)
    let nest = try TensorLoopNest.opt2(encoding: .ent, tile: 16, operandWidth: 8, accumulatorWidth: 32)
    #expect(try nest.structure == expected)
  }

  @Test func opt3AndItsColumns() throws {
    var expected = NestStructure(
      encoding: .ent, bitWeightLoop: .temporal(skipsZeroDigits: true), reductionOrder: .kInside,
      carryAddition: .outsideK, encoderPlacement: .element, lanes: 1, columns: 1, operandWidth: 8,
      accumulatorWidth: 26, group: 4, outputWidth: 32)
    let opt3 = try TensorLoopNest.opt3(operandWidth: 8, accumulatorWidth: 32, passWidth: 26)
    #expect(try opt3.structure == expected)
    expected.encoderPlacement = .sharedOverN
    expected.columns = 32
    let opt4c = try TensorLoopNest.opt4c(columns: 32, operandWidth: 8, accumulatorWidth: 32, passWidth: 26)
    #expect(try opt4c.structure == expected)
    expected.lanes = 4
    expected.skipsZeroGroups = true
    let opt4e = try TensorLoopNest.opt4e(
      columns: 32, operandWidth: 8, accumulatorWidth: 32, passWidth: 26, zeroGroups: .takeNone)
    #expect(try opt4e.structure == expected)
  }

  /// As in the documentation of `NestStructure`.
  @Test func theExampleOfTheStructure() throws {
    let nest = try TensorLoopNest.opt3(encoding: .ent, group: 4, operandWidth: 8, accumulatorWidth: 26)
    let structure = try nest.structure
    #expect(structure.bitWeightLoop == .temporal(skipsZeroDigits: true))
  }

  @Test func passesMayTakeEveryDigit() throws {
    let nest = try TensorLoopNest.opt1(operandWidth: 8, accumulatorWidth: 32)
      .swappingBitWeightAndK().sequencingBitWeights().resolvingPasses()
    #expect(try nest.structure.bitWeightLoop == .temporal(skipsZeroDigits: false))
  }

  @Test func nestsWithoutHardware() throws {
    let opt1 = try TensorLoopNest.opt1(operandWidth: 8, accumulatorWidth: 32)
    let prefix = "the nest is legal, but there is no hardware for it: "
    expect(prefix + "BW is temporal inside K, so that each element would need a shifter; swap BW and K") {
      _ = try opt1.sequencingBitWeights().skippingZeroDigits().structure
    }
    expect(
      prefix + "BW is temporal inside K and outside its lanes, a tile of one weight at a time; swap BW and K once more"
    ) { _ = try opt1.unrollingK(by: 4).swappingBitWeightAndK().sequencingBitWeights().structure }
    expect(
      prefix + "BW is spatial outside K, so that each weight would need an accumulator and additions of its own; make "
        + "BW temporal, or unroll K before BW and K are swapped"
    ) { _ = try opt1.swappingBitWeightAndK().structure }
    expect(
      prefix + "passes end as pairs, which would be shifted and accumulated as pairs; end each pass with an addition"
    ) { _ = try opt1.swappingBitWeightAndK().sequencingBitWeights().structure }
    expect(prefix + "the digits are the bits of A, which only the multiply-accumulate unit takes; recode them") {
      _ = try opt1.recoded(as: .binary).structure
    }
  }
}
