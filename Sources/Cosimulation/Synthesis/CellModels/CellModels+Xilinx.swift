// The block memories of the 7 series. What they do follows AMD UG473, "7 Series FPGAs Memory Resources"; names, parameters and the
// order of bits follow Yosys' `xilinx/brams_xc6v_map.v` and `xilinx/cells_sim.v`.

extension CellModels {
  /// `RAMB18E1` or `RAMB36E1`. In simple dual port mode port A reads and port B writes; words of the full width have the data of both.
  static func xilinxMemory(isHalf: Bool) -> String {
    let cell = isHalf ? "RAMB18E1" : "RAMB36E1"
    let (width, parity, bytes) = isHalf ? (16, 2, 2048) : (32, 4, 4096)
    let full = isHalf ? 36 : 72
    let extra = isHalf ? "" : moreParameters
    return """
      module \(name(ofCell: cell)) #(
      \(contentsParameters("INIT", bytes / 32, bits: 256))\(contentsParameters("INITP", bytes / 256, bits: 256))
      \(memoryParameters("A", bits: width + parity))
      \(memoryParameters("B", bits: width + parity))
      \(extra)  parameter RAM_MODE = "TDP",
        parameter RDADDR_COLLISION_HWCONFIG = "DELAYED_WRITE",
        parameter SIM_COLLISION_CHECK = "ALL",
        parameter SIM_DEVICE = "7SERIES"
      ) (
        input CLKARDCLK, CLKBWRCLK, ENARDEN, ENBWREN, REGCEAREGCE, REGCEB,
        input RSTRAMARSTRAM, RSTRAMB, RSTREGARSTREG, RSTREGB,
        input [\(isHalf ? 13 : 15):0] ADDRARDADDR, ADDRBWRADDR,
        input [\(width - 1):0] DIADI, DIBDI,
        input [\(parity - 1):0] DIPADIP, DIPBDIP,
        input [\(parity - 1):0] WEA,
        input [\(2 * parity - 1):0] WEBWE,
      \(isHalf ? "" : morePins)  output [\(width - 1):0] DOADO, DOBDO,
        output [\(parity - 1):0] DOPADOP, DOPBDOP
      );
        localparam IS_SDP = RAM_MODE == "SDP";
        localparam IS_READ_WIDE = IS_SDP && READ_WIDTH_A == \(full);
        localparam IS_WRITE_WIDE = IS_SDP && WRITE_WIDTH_B == \(full);
      \(memoryFunctions(bits: width + parity))
      \(refusals(cell, memoryRefusals(isHalf: isHalf)))
        wire [71:0] word_a, word_b;
        wire [7:0] mask_a = IS_SDP ? 0 : WEA & lanes(WRITE_WIDTH_A);
        wire [7:0] mask_b = WEBWE & lanes(WRITE_WIDTH_B);
        // An address has no bit for the cascade that is not there.
        wire [15:0] address_a = {\(isHalf ? "2'b0, ADDRARDADDR" : "1'b0, ADDRARDADDR[14:0]")};
        wire [15:0] address_b = {\(isHalf ? "2'b0, ADDRBWRADDR" : "1'b0, ADDRBWRADDR[14:0]")};
        bitloom_block_memory #(
          .BYTES(\(bytes)),
          .GATED(1),
      \(memorySettings("A", read: "READ_WIDTH_A", write: "IS_SDP ? 0 : WRITE_WIDTH_A")),
      \(memorySettings("B", read: "IS_SDP ? 0 : READ_WIDTH_B", write: "WRITE_WIDTH_B"))
        ) memory (
          .a_clk(CLKARDCLK ^ IS_CLKARDCLK_INVERTED),
          .a_enable(ENARDEN ^ IS_ENARDEN_INVERTED),
          .a_reset(RSTRAMARSTRAM ^ IS_RSTRAMARSTRAM_INVERTED),
          .a_store(mask_a != 0),
          .a_mask(mask_a),
          .a_address(address_a),
          .a_value(joined(DIPADIP, DIADI)),
          .a_word(word_a),
          .b_clk(CLKBWRCLK ^ IS_CLKBWRCLK_INVERTED),
          .b_enable(ENBWREN ^ IS_ENBWREN_INVERTED),
          .b_reset(RSTRAMB ^ IS_RSTRAMB_INVERTED),
          .b_store(mask_b != 0),
          .b_mask(mask_b),
          .b_address(address_b),
          .b_value(IS_WRITE_WIDE ? joined({DIPBDIP, DIPADIP}, {DIBDI, DIADI}) : joined(DIPBDIP, DIBDI)),
          .b_word(word_b)
        );
        wire [71:0] split_a = split(word_a), split_b = split(word_b);
        assign DOADO = split_a[\(width - 1):0];
        assign DOPADOP = split_a[64 +: \(parity)];
        assign DOBDO = IS_READ_WIDE ? split_a[\(2 * width - 1):\(width)] : split_b[\(width - 1):0];
        assign DOPBDOP = IS_READ_WIDE ? split_a[\(64 + parity) +: \(parity)] : split_b[64 +: \(parity)];

        task load(input integer row, input [255:0] bits);
          integer place;
          for (place = 0; place < 32; place = place + 1) memory.bytes[32 * row + place][7:0] = bits[8 * place +: 8];
        endtask
        task load_parity(input integer row, input [255:0] bits);
          integer place;
          for (place = 0; place < 256; place = place + 1) memory.bytes[256 * row + place][8] = bits[place];
        endtask
        initial begin
      \(loading("load", "INIT", bytes / 32))\(loading("load_parity", "INITP", bytes / 256))
          memory.a_word = start(READ_WIDTH_A, INIT_A, INIT_B);
          memory.b_word = start(READ_WIDTH_B, INIT_B, 0);
        end
      endmodule

      """
  }

  private static let moreParameters = """
      parameter EN_ECC_READ = "FALSE",
      parameter EN_ECC_WRITE = "FALSE",
      parameter RAM_EXTENSION_A = "NONE",
      parameter RAM_EXTENSION_B = "NONE",

    """

  private static let morePins = """
      input CASCADEINA, CASCADEINB, INJECTDBITERR, INJECTSBITERR,
      output CASCADEOUTA, CASCADEOUTB, SBITERR, DBITERR,
      output [7:0] ECCPARITY,
      output [8:0] RDADDRECC,

    """

  private static func memoryParameters(_ port: String, bits: Int) -> String {
    let (clock, enable, reset) =
      port == "A" ? ("CLKARDCLK", "ENARDEN", "RSTRAMARSTRAM") : ("CLKBWRCLK", "ENBWREN", "RSTRAMB")
    let register = port == "A" ? "RSTREGARSTREG" : "RSTREGB"
    return """
        parameter DO\(port)_REG = 0,
        parameter READ_WIDTH_\(port) = 0,
        parameter WRITE_WIDTH_\(port) = 0,
        parameter WRITE_MODE_\(port) = "WRITE_FIRST",
        parameter RSTREG_PRIORITY_\(port) = "RSTREG",
        parameter [\(bits - 1):0] INIT_\(port) = 0,
        parameter [\(bits - 1):0] SRVAL_\(port) = 0,
        parameter IS_\(clock)_INVERTED = 1'b0,
        parameter IS_\(enable)_INVERTED = 1'b0,
        parameter IS_\(reset)_INVERTED = 1'b0,
        parameter IS_\(register)_INVERTED = 1'b0,
      """
  }

  private static func memorySettings(_ port: String, read: String, write: String) -> String {
    let mode = "WRITE_MODE_\(port)"
    return """
          .\(port)_READ(\(read)),
          .\(port)_WRITE(\(write)),
          .\(port)_MODE(\(mode) == "READ_FIRST" ? 1 : \(mode) == "WRITE_FIRST" ? 2 : 0),
          .\(port)_SHARES(\(mode) == "READ_FIRST"),
          .\(port)_RESET(start(READ_WIDTH_\(port), SRVAL_\(port), \(port == "A" ? "SRVAL_B" : "0")))
      """
  }

  private static func memoryFunctions(bits: Int) -> String {
    """
      // Parity and data as bytes of nine bits, and back.
      function [71:0] joined(input [7:0] parity, input [63:0] data);
        integer lane;
        for (lane = 0; lane < 8; lane = lane + 1) joined[9 * lane +: 9] = {parity[lane], data[8 * lane +: 8]};
      endfunction
      function [71:0] split(input [71:0] word);
        integer lane;
        for (lane = 0; lane < 8; lane = lane + 1) begin
          split[64 + lane] = word[9 * lane + 8];
          split[8 * lane +: 8] = word[9 * lane +: 8];
        end
      endfunction

      // The byte enables of a word; one that is no wider than a byte has one.
      function [7:0] lanes(input integer width);
        lanes = width == 0 ? 0 : width < 18 ? 1 : (1 << (width / 9)) - 1;
      endfunction

      // A value of an output: the data, and the parities above it. A full word has two of them.
      function [71:0] narrow(input integer width, input [\(bits - 1):0] value);
        if (width < 18) narrow = value;
        else narrow = joined(value >> (width / 9 * 8), value & ((64'd1 << (width / 9 * 8)) - 1)) & ((72'd1 << width) - 1);
      endfunction
      function [71:0] start(input integer width, input [\(bits - 1):0] low, input [\(bits - 1):0] high);
        if (width <= \(bits)) start = narrow(width, low);
        else start = (narrow(\(bits), high) << \(bits)) | narrow(\(bits), low);
      endfunction

    """
  }

  private static func memoryRefusals(isHalf: Bool) -> [(condition: String, text: String)] {
    let widths = [0, 1, 2, 4, 9, 18] + (isHalf ? [] : [36])
    let full = isHalf ? 36 : 72
    func isOther(_ parameter: String, _ mode: String) -> String {
      widths.map { "\(parameter) != \($0)" }.joined(separator: " && ")
        + " && !(RAM_MODE == \"\(mode)\" && \(parameter) == \(full))"
    }
    let ports = ["A", "B"].flatMap { port -> [(condition: String, text: String)] in
      let mode = "WRITE_MODE_\(port)"
      let mixed = "READ_WIDTH_\(port) != 0 && WRITE_WIDTH_\(port) != 0 && READ_WIDTH_\(port) != WRITE_WIDTH_\(port)"
      return [
        ("DO\(port)_REG != 0", "the output register of port \(port) is not modelled"),
        (
          "\(mode) != \"NO_CHANGE\" && \(mode) != \"READ_FIRST\" && \(mode) != \"WRITE_FIRST\"",
          "the write mode of port \(port) is not modelled"
        ), (isOther("READ_WIDTH_\(port)", port == "A" ? "SDP" : ""), "the read width of port \(port) is not modelled"),
        (isOther("WRITE_WIDTH_\(port)", port == "B" ? "SDP" : ""), "the write width of port \(port) is not modelled"),
        ("\(mixed) && \(mode) == \"WRITE_FIRST\"", "two widths of port \(port) are not modelled"),
      ]
    }
    let mode = [("RAM_MODE != \"TDP\" && RAM_MODE != \"SDP\"", "the mode is not modelled")]
    let others = [
      ("RAM_EXTENSION_A != \"NONE\" || RAM_EXTENSION_B != \"NONE\"", "a cascade is not modelled"),
      ("EN_ECC_READ != \"FALSE\" || EN_ECC_WRITE != \"FALSE\"", "error correction is not modelled"),
    ]
    return ports + mode + (isHalf ? [] : others)
  }
}
