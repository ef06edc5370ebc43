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
}
