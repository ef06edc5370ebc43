import Bitloom
import Testing

@Suite struct ParameterDiagnosticsTests {
  private struct Divider: Module {
    var ratio: Int
    var width: Int

    struct IO: Interface {
      @Output var tick: Signal = .bit
    }
    var ports: IO { IO() }
    var parameterProblems: [String] {
      (ratio >= 1 ? [] : ["ratio is \(ratio); it must be at least 1"])
        + ((1...64).contains(width) ? [] : ["width is \(width); it must be from 1 to 64"])
    }
    func build(_ io: IO) { io.tick <== 1 }
  }

  /// Each problem is told at the line that asks for the module, which is not built.
  @Test func impossibleParametersOfAnInstance() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        io.y <== Instance("divider", Divider(ratio: 0, width: 65)).tick
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[P001]: module 'divider_0_65' cannot be built: ratio is 0; it must be at least 1
        --> @7:26
      error[P001]: module 'divider_0_65' cannot be built: width is 65; it must be from 1 to 64
        --> @7:26
      """)
  }
}
