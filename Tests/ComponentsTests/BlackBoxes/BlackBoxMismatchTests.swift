import Bitloom
import Cosimulation
import Testbench
import Testing

@Suite struct BlackBoxMismatchTests {
  private static var readers: [VerilogReader] {
    VerilogReader.allCases.filter { ToolLocator.standard.path(of: $0.rawValue) != nil }
  }

  @Test(arguments: readers) func declarationsThatAgree(_ reader: VerilogReader) throws {
    #expect(try mismatches(of: SaturatingCounter(), reader: reader) == [])
    #expect(try mismatches(of: SaturatingCounter(width: 40, step: 3), reader: reader) == [])
    #expect(try mismatches(of: OnesCount(width: 9), reader: reader) == [])
    #expect(try mismatches(of: Delay(), reader: reader) == [])
    // Nothing to compare with.
    #expect(try mismatches(of: VendorMultiplier(), reader: reader) == [])
  }

  @Test(arguments: readers) func everyDifference(_ reader: VerilogReader) throws {
    struct Wrong: BlackBox {
      var parameter = "WIDTH"
      struct IO: Interface {
        @Input var enable: Signal = .bit
        @Output var count: Signal = .unsigned(8)
        @Input var isLast: Signal = .bit
        @Input var load: Signal = .bit
      }
      var ports: IO { IO() }
      var verilog: ExternalVerilog<IO> {
        ExternalVerilog(
          "sat_counter", parameters: [parameter: 9], clocks: [.clock("clk_i")],
          ports: [\.enable: "en_i", \.count: "count_o", \.isLast: "last_o"],
          source: .file("../../ExternalVerilog/sat_counter.v"))
      }
    }
    #expect(
      try mismatches(of: Wrong(), reader: reader).map(\.description) == [
        "'count' has 8 bits, 'count_o' of module 'sat_counter' has 9",
        "'isLast' is an input, 'last_o' of module 'sat_counter' is an output",
        "'load' is 'load' in Verilog, and module 'sat_counter' has no such port",
        "input 'rst_ni' of module 'sat_counter' is not declared",
      ])
    #expect(
      try mismatches(of: Wrong(parameter: "WITDH"), reader: reader).map(\.description) == [
        "module 'sat_counter' has no parameter 'WITDH'"
      ])
  }
}
