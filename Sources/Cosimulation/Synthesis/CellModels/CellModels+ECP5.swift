// The cells of ECP5. What they do follows Lattice FPGA-TN-02204, "ECP5 and ECP5-5G Memory User Guide", and FPGA-TN-02205, "ECP5 and
// ECP5-5G sysDSP User Guide"; the order of bits, and which pins have which part of a word, follow Yosys' `ecp5/brams_map.v` and
// `ecp5/dsp_map.v`.

extension CellModels {
  private static func pins(_ direction: String, _ name: String, _ count: Int) -> String {
    "  \(direction) " + (0..<count).map { "\(name)\($0)" }.joined(separator: ", ")
  }

  /// `{DIA17, DIA16, ..., DIA0}`
  private static func bus(_ name: String, _ count: Int) -> String {
    "{" + (0..<count).reversed().map { "\(name)\($0)" }.joined(separator: ", ") + "}"
  }

  /// A block memory of 18 Kbit. With a width of 36 port A writes and port B reads, and each has the data of both.
  static var ecp5Memory: String {
    """
    module \(name(ofCell: "DP16KD")) #(
    \(contentsParameters("INITVAL", 64, bits: 320))
      parameter DATA_WIDTH_A = 18,
      parameter DATA_WIDTH_B = 18,
      parameter REGMODE_A = "NOREG",
      parameter REGMODE_B = "NOREG",
      parameter RESETMODE = "SYNC",
      parameter ASYNC_RESET_RELEASE = "SYNC",
      parameter CSDECODE_A = "0b000",
      parameter CSDECODE_B = "0b000",
      parameter WRITEMODE_A = "NORMAL",
      parameter WRITEMODE_B = "NORMAL",
      parameter CLKAMUX = "CLKA",
      parameter CLKBMUX = "CLKB",
      // There is no global reset in a netlist of Yosys.
      parameter GSR = "AUTO"
    ) (
    \(memoryPins("A")),
    \(memoryPins("B"))
    );
      localparam IS_WIDE = DATA_WIDTH_A == 36 || DATA_WIDTH_B == 36;
      wire [17:0] data_a = \(bus("DIA", 18)), data_b = \(bus("DIB", 18));
      wire [13:0] address_a = \(bus("ADA", 14)), address_b = \(bus("ADB", 14));
      wire [71:0] word_a, word_b;
    \(refusals("DP16KD", memoryRefusals))
      // Words are written in whole bytes by the lowest address pins, which a word of several bytes does not need.
      bitloom_block_memory #(
        .BYTES(2048),
        .BLOCKING(1),
        .MERGES(0),
        .A_READ(IS_WIDE ? 0 : DATA_WIDTH_A),
        .A_WRITE(DATA_WIDTH_A),
        .A_MODE(\(mode("WRITEMODE_A"))),
        .B_READ(DATA_WIDTH_B),
        .B_WRITE(IS_WIDE ? 0 : DATA_WIDTH_B),
        .B_MODE(\(mode("WRITEMODE_B")))
      ) memory (
        .a_clk(CLKAMUX == "INV" ? ~CLKA : CLKA),
        .a_enable(CEA),
        .a_reset(RSTA),
        .a_store(WEA),
        .a_mask(DATA_WIDTH_A == 36 ? address_a[3:0] : DATA_WIDTH_A == 18 ? address_a[1:0] : 8'd1),
        .a_address({2'b0, address_a}),
        .a_value({36'b0, data_b, data_a}),
        .a_word(word_a),
        .b_clk(CLKBMUX == "INV" ? ~CLKB : CLKB),
        .b_enable(CEB),
        .b_reset(RSTB),
        .b_store(WEB),
        .b_mask(DATA_WIDTH_B == 18 ? address_b[1:0] : 8'd1),
        .b_address({2'b0, address_b}),
        .b_value({54'b0, data_b}),
        .b_word(word_b)
      );
      // Without a clock a reset works as long as it lasts.
      wire clear_a = RESETMODE == "ASYNC" && RSTA, clear_b = RESETMODE == "ASYNC" && RSTB;
      always @(posedge clear_a) memory.a_word = 0;
      always @(posedge clear_b) memory.b_word = 0;
      assign \(bus("DOA", 18)) = DATA_WIDTH_B == 36 ? word_b[17:0] : word_a[17:0];
      assign \(bus("DOB", 18)) = DATA_WIDTH_B == 36 ? word_b[35:18] : word_b[17:0];

      // Of twenty bits eighteen are used, two bytes.
      task load(input integer row, input [319:0] bits);
        integer place;
        for (place = 0; place < 16; place = place + 1) begin
          memory.bytes[32 * row + 2 * place] = bits[20 * place +: 9];
          memory.bytes[32 * row + 2 * place + 1] = bits[20 * place + 9 +: 9];
        end
      endtask
      initial begin
    \(loading("load", "INITVAL", 64))
        memory.a_word = 0;
        memory.b_word = 0;
      end
    endmodule

    """
  }

  private static func memoryPins(_ port: String) -> String {
    [
      pins("input", "DI\(port)", 18), pins("input", "AD\(port)", 14),
      "  input CE\(port), OCE\(port), CLK\(port), WE\(port), RST\(port)", pins("input", "CS\(port)", 3),
      pins("output", "DO\(port)", 18),
    ].joined(separator: ",\n")
  }

  private static func mode(_ parameter: String) -> String {
    #"\#(parameter) == "READBEFOREWRITE" ? 1 : \#(parameter) == "WRITETHROUGH" ? 2 : 0"#
  }

  private static var memoryRefusals: [(condition: String, text: String)] {
    let whole = [
      ("RESETMODE != \"SYNC\" && RESETMODE != \"ASYNC\"", "the kind of reset is not modelled"),
      ("DATA_WIDTH_B == 36 && DATA_WIDTH_A != 36", "a wide read beside a narrow write is not modelled"),
    ]
    return refusals(ofPort: "A") + refusals(ofPort: "B") + whole
  }

  private static func refusals(ofPort port: String) -> [(condition: String, text: String)] {
    func isOther(_ parameter: String, _ values: [String]) -> String {
      values.map { "\(parameter) != \($0)" }.joined(separator: " && ")
    }
    let modes = ["NORMAL", "WRITETHROUGH", "READBEFOREWRITE"].map { "\"\($0)\"" }
    return [
      (isOther("DATA_WIDTH_\(port)", ["1", "2", "4", "9", "18", "36"]), "the width of port \(port) is not modelled"),
      (isOther("REGMODE_\(port)", ["\"NOREG\""]), "the output register of port \(port) is not modelled"),
      (isOther("CSDECODE_\(port)", ["\"0b000\""]), "the chip select of port \(port) is not modelled"),
      (isOther("WRITEMODE_\(port)", modes), "the write mode of port \(port) is not modelled"),
      (isOther("CLK\(port)MUX", ["\"CLK\(port)\"", "\"INV\""]), "the clock of port \(port) is not modelled"),
    ]
  }

  /// A multiplier of 18 x 18 bits, without registers.
  static var ecp5Multiplier: String {
    """
    module \(name(ofCell: "MULT18X18D")) #(
      parameter REG_INPUTA_CLK = "NONE",
      parameter REG_INPUTB_CLK = "NONE",
      parameter REG_INPUTC_CLK = "NONE",
      parameter REG_PIPELINE_CLK = "NONE",
      parameter REG_OUTPUT_CLK = "NONE"
    ) (
    \(["A", "B", "C"].map { pins("input", $0, 18) }.joined(separator: ",\n")),
      input SIGNEDA, SIGNEDB, SOURCEA, SOURCEB,
    \(pins("output", "P", 36))
    );
      wire signed [36:0] a = $signed({SIGNEDA & A17, \(bus("A", 18))});
      wire signed [36:0] b = $signed({SIGNEDB & B17, \(bus("B", 18))});
      wire signed [36:0] product = a * b;
      assign \(bus("P", 36)) = product[35:0];
    \(refusals("MULT18X18D", multiplierRefusals))
    endmodule

    """
  }

  private static var multiplierRefusals: [(condition: String, text: String)] {
    ["INPUTA", "INPUTB", "INPUTC", "PIPELINE", "OUTPUT"].map {
      ("REG_\($0)_CLK != \"NONE\"", "its registers are not modelled")
    } + [("SOURCEA !== 1'b0 || SOURCEB !== 1'b0", "operands of the neighbour are not modelled")]
  }
}
