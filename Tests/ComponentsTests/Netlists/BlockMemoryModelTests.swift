import Bitloom
import Components
import Cosimulation
import Testbench
import Testing

/// The models of block memories do what the manuals of the families say: against bits in Swift.
@Suite(.enabled(if: VerilogTools.path(of: "iverilog") != nil, "Icarus is not installed"))
struct BlockMemoryModelTests {
  private static func forms(of family: BlockMemoryBench.Family) -> [BlockMemoryBench.Form] {
    let widths = [1, 2, 4, 9, 18] + (family == .xilinx ? [36] : [])
    let dual = widths.flatMap { width in
      BlockMemoryGolden.Mode.allCases.map { BlockMemoryBench.Form(family: family, width: width, mode: $0) }
    }
    let simple = (widths + [family.fullWidth]).map { BlockMemoryBench.Form(family: family, simpleReadWidth: $0) }
    return dual + simple
  }

  /// Accesses to a few words, of which both ports never have the same one.
  private static func accesses(_ count: Int, _ random: inout SeededGenerator) -> [[BlockMemoryGolden.Access]] {
    (0..<count).map { _ in
      let blocks = (0..<6).shuffled(using: &random)
      return (0..<2).map { port in
        var access = BlockMemoryGolden.Access()
        access.isEnabled = random.chance(0.8)
        access.stores = random.chance(0.5)
        access.resets = random.chance(0.1)
        access.mask = random.chance(0.5) ? 255 : Int.random(in: 0..<256, using: &random)
        access.address = 64 * blocks[port] + Int.random(in: 0..<64, using: &random)
        access.value = (0..<72).map { _ in Bool.random(using: &random) }
        return access
      }
    }
  }

  @Test(arguments: BlockMemoryBench.Family.allCases)
  func modelsKeepBits(_ family: BlockMemoryBench.Family) throws {
    var random = SeededGenerator(seed: 91)
    let bits = (0..<family.bitCount).map { _ in Bool.random(using: &random) }
    let forms = Self.forms(of: family)
    let accesses = Self.accesses(200, &random)
    let bench = BlockMemoryBench(forms: forms, bits: bits, accesses: accesses)
    let printed = try Self.output(of: bench.text, family, vectors: accesses.map(BlockMemoryBench.vector))
    let lines = printed.split(separator: "\n")
    try #require(lines.count == forms.count * accesses.count, "\(printed.prefix(2000))")
    var goldens = forms.map { $0.golden(bits) }
    for (cycle, both) in accesses.enumerated() {
      for (index, form) in forms.enumerated() {
        goldens[index].step(both.map { Self.adapted($0, to: form) })
        let expected = zip(goldens[index].ports, form.outputWidths).map { port, width in
          port.readWidth == nil ? String(repeating: "?", count: width) : Self.text(port.word)
        }
        let found = lines[cycle * forms.count + index].split(separator: " ").map(String.init)
        for (port, word) in expected.enumerated() where !word.hasPrefix("?") {
          try require(found[port], word, "port \(port) of \(form) in cycle \(cycle)")
        }
      }
    }
  }

  /// A byte enable is that of the word, whatever a narrower one is given.
  private static func adapted(
    _ access: BlockMemoryGolden.Access, to form: BlockMemoryBench.Form
  ) -> BlockMemoryGolden.Access {
    var access = access
    let width = form.width ?? form.family.fullWidth
    let lanes = max(width / 9, 1)
    if form.family == .ecp5 {
      // A word of one byte has no byte enable; the pins of the others are those of its address.
      if lanes == 1 { access.mask = 255 }
    } else {
      access.stores = access.stores && access.mask & ((1 << lanes) - 1) != 0
    }
    return access
  }

  private static func text(_ bits: [Bool?]) -> String {
    bits.reversed().map { $0.map { $0 ? "1" : "0" } ?? "x" }.joined()
  }

  private static func output(
    of bench: String, _ family: BlockMemoryBench.Family, vectors: [String] = []
  ) throws -> String {
    let models = try #require(CellModels(for: family.target))
    let files = ["bench.sv": bench, "models.sv": models.file.text, "vectors.hex": vectors.joined(separator: "\n")]
    return try ToolRun.with(files) { run in
      let compiled = try run([
        "timeout", "60", "iverilog", "-g2012", "-s", "bench", "-o", "b.vvp", "models.sv", "bench.sv",
      ])
      try #require(compiled.status == 0, "\(compiled.text.prefix(2000))")
      return try run(["timeout", "60", "vvp", "-n", "b.vvp"]).text
    }
  }

  // MARK: What is undefined

  /// One port writes a word that the other one reads: in an ECP5 nobody knows what comes out; in a Xilinx it depends on the mode
  /// of the port that writes.
  @Test func aWordIsUnknownWhileItIsWritten() throws {
    func bench(_ model: String, _ pins: String, _ parameters: String, _ word: String) -> String {
      """
      module bench;
        reg clk = 0;
        wire [17:0] word;
        \(model) #(\(parameters)) m (\(pins));
        initial begin
          #5 clk = 1;
          #5 $display("%b", \(word));
        end
      endmodule
      """
    }
    let address = "ADDRARDADDR(14'h10), .ADDRBWRADDR(14'h10)"
    let data = "DIADI(16'h0001), .WEA(2'b01), .WEBWE(4'b0), .DOBDO(word[15:0])"
    let pins = ".CLKARDCLK(clk), .CLKBWRCLK(clk), .ENARDEN(1'b1), .ENBWREN(1'b1), .\(address), .\(data)"
    let widths = ".READ_WIDTH_A(9), .WRITE_WIDTH_A(9), .READ_WIDTH_B(18), .WRITE_WIDTH_B(18)"
    for (mode, expected) in [("NO_CHANGE", "00000000xxxxxxxx\n"), ("READ_FIRST", "0000000000000000\n")] {
      let parameters = "\(widths), .WRITE_MODE_A(\"\(mode)\")"
      let text = bench("bitloom_RAMB18E1", pins, parameters, "word[15:0]")
      #expect(try Self.output(of: text, .xilinxHalf) == expected, "\(mode)")
    }
    let zeros = (0..<14).map { ".ADA\($0)(1'b\($0 == 4 ? 1 : 0)), .ADB\($0)(1'b\($0 == 4 ? 1 : 0))" }
    let outputs = (0..<18).map { ".DOB\($0)(word[\($0)])" }
    let controls = [".CLKA(clk), .CLKB(clk), .CEA(1'b1), .CEB(1'b1), .WEA(1'b1), .WEB(1'b0), .RSTA(1'b0), .RSTB(1'b0)"]
    let all = (zeros + outputs + controls).joined(separator: ", ")
    let ecp5 = bench("bitloom_DP16KD", all, ".DATA_WIDTH_A(9), .WRITEMODE_A(\"READBEFOREWRITE\")", "word")
    #expect(try Self.output(of: ecp5, .ecp5) == "000000000xxxxxxxxx\n")
  }

  @Test(arguments: [
    (BlockMemoryBench.Family.ecp5, "REGMODE_B(\"OUTREG\")", "DP16KD: the output register of port B is not modelled"),
    (.ecp5, "DATA_WIDTH_A(8)", "DP16KD: the width of port A is not modelled"),
    (.ecp5, "CSDECODE_A(\"0b001\")", "DP16KD: the chip select of port A is not modelled"),
    (.ecp5, "WRITEMODE_B(\"FAST\")", "DP16KD: the write mode of port B is not modelled"),
    (.ecp5, "DATA_WIDTH_B(36)", "DP16KD: a wide read beside a narrow write is not modelled"),
    (.xilinxHalf, "DOA_REG(1)", "RAMB18E1: the output register of port A is not modelled"),
    (.xilinxHalf, "WRITE_WIDTH_A(36)", "RAMB18E1: the write width of port A is not modelled"),
    (.xilinx, "RAM_EXTENSION_A(\"LOWER\")", "RAMB36E1: a cascade is not modelled"),
    (.xilinx, "EN_ECC_READ(\"TRUE\")", "RAMB36E1: error correction is not modelled"),
    (.xilinx, "READ_WIDTH_A(72)", "RAMB36E1: the read width of port A is not modelled"),
    (.xilinx, "READ_WIDTH_B(36), .WRITE_WIDTH_B(9)", "RAMB36E1: two widths of port B are not modelled"),
  ])
  func whatIsNotModelledEndsTheSimulation(
    _ family: BlockMemoryBench.Family, _ parameter: String, _ message: String
  ) throws {
    let bench = "module bench; \(family.model) #(.\(parameter)) m (); initial #1 $display(\"went on\"); endmodule"
    let printed = try Self.output(of: bench, family)
    #expect(printed.contains("FATAL: ") && printed.contains(message), "\(printed)")
    #expect(!printed.contains("went on"))
  }
}
