import Bitloom
import Testing
import ToolTestSupport

/// All modules of the arithmetic are compared with their netlists, for iCE40, ECP5 and Xilinx 7.
@Suite struct NetlistListTests {
  /// What heaps, recoders, counts and rotations, which are functions, are within while they are compared.
  private static let banks: Set = ["HeapSample", "RecoderBank", "CountBank", "ProductsExample", "RotationExample"]

  @Test func everyModuleIsCompared() throws {
    let modules = Set(try ComponentDocumentation.all(in: "Sources/Arithmetic").map(\.name))
    let blocks = ArithmeticNetlistTests.blocks + FeedbackNetlistTests.blocks
    let compared = Set(blocks.map { String(describing: type(of: $0)) })
    #expect(compared == modules.union(Self.banks))
  }
}
