import Testing

@testable import Cosimulation

@Suite struct VerilatedPortsTests {
  @Test func declarationsOfAllForms() throws {
    let ports = VerilatedPorts(
      header: """
            VL_IN8(&clk,0,0);
            VL_OUT16(&a___05Fb,11,0);
            VL_IN(&word,31,0);
            VL_OUT64(&__SYM__double,63,0);
            VL_INW(&wide,99,0,4);
            // VL_IN8(&no,0,0);
        """)
    #expect(try ports.member(for: "clk", width: 1) == "clk")
    #expect(VerilatedPorts.encode("a__b") == "a___05Fb")
    #expect(try ports.member(for: "a__b", width: 12) == "a___05Fb")
    #expect(try ports.member(for: "word", width: 32) == "word")
    #expect(try ports.member(for: "double", width: 64) == "__SYM__double")
    #expect(try ports.member(for: "wide", width: 100) == "wide")
    #expect(throws: CosimulationError(.portMismatch, "the emitted top module has no port 'no'")) {
      try ports.member(for: "no", width: 1)
    }
  }

  @Test func runtimeSourcesOfAMakefile() {
    let makefile = """
      VM_CLASSES_FAST += \\
      \tVmodel \\

      # Global classes
      VM_GLOBAL_FAST += \\
      \tverilated \\
      \tverilated_threads \\

      VM_GLOBAL_SLOW += \\
      \tverilated_vcd_c \\

      VM_OTHER += \\
      \tverilated_other \\
      """
    let expected: [String] = ["verilated", "verilated_threads", "verilated_vcd_c"]
    let found: [String] = VerilatedModel.runtimeSources(inMakefile: makefile)
    #expect(found == expected)
  }
}
