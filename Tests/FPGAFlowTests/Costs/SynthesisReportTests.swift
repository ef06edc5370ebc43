import Arithmetic
import Bitloom
import Cosimulation
import FPGAFlow
import Testing

/// Two adders and a register.
private struct TwoAdders: Module {
  struct IO: Interface {
    @Input var a: Signal
    @Input var b: Signal
    @Output var sum: Signal
  }
  var ports: IO { IO(a: .unsigned(8), b: .unsigned(8), sum: .unsigned(10)) }

  func build(_ io: IO) {
    let first = Instance("first", PrefixAdder(width: 8))
    let second = Instance("second", PrefixAdder(width: 8))
    first.a <== io.a
    first.b <== io.b
    second.a <== io.b
    second.b <== (io.a ^ 0x55)
    let held = register("held", .unsigned(10), reset: 0)
    held <== first.sum + second.sum
    io.sum <== held
  }
}

@Suite(.enabled(if: ToolInventory().reasonToSkip(withoutTools: ["yosys"]) == nil, "Yosys is not installed"))
struct SynthesisReportTests {
  @Test(arguments: SynthesisTarget.allCases)
  func everyTargetTellsItsCells(_ target: SynthesisTarget) throws {
    let report = try SynthesisReport(elaborate(TwoAdders()), for: target)
    #expect(report.total[.flipFlop] == 10)
    #expect(report.total[.other] == 0, "\(report.total.cells)")
    #expect(report.total[target == .generic ? .gate : .lookupTable] > 8)
    #expect((report.total.nandEquivalents != nil) == (target == .generic))
    #expect(report.depth > 1)
    #expect(report.modules.map(\.instanceCount) == [1, 2])
    #expect(report.modules.map { $0.resources[.flipFlop] } == [10, 0])
    #expect(report.tool.first?.isNumber == true)
  }

  /// A chain of gates by hand: the depth is that of the longest path.
  @Test(arguments: [(CarryNetwork.ripple, 16, 31), (.sklansky, 16, 10), (.koggeStone, 16, 9)])
  func depthIsThatOfTheNetwork(_ network: CarryNetwork, _ width: Int, _ depth: Int) throws {
    let report = try SynthesisReport(elaborate(PrefixAdder(width: width, network: network)), for: .generic)
    #expect(report.depth == depth)
  }

  /// The figures that the arithmetic is built for: NAND2 equivalents with six a flip-flop, and depth.
  @Test(arguments: [
    (MultiplyAccumulator.Form.binary, 32, 1350.0, 26), (.binary, 26, 1187, 26), (.carrySave, 32, 1303, 15),
  ])
  func multiplyAccumulatorsAreSmall(
    _ form: MultiplyAccumulator.Form, _ width: Int, _ area: Double, _ depth: Int
  ) throws {
    let module = MultiplyAccumulator(accumulatorWidth: width, form: form, hasClear: false)
    let report = try SynthesisReport(elaborate(module), for: .generic)
    let needed = try #require(report.total.nandEquivalents)
    #expect(needed <= area)
    #expect(report.depth <= depth)
  }
}
