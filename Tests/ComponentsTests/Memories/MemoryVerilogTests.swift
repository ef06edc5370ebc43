import Bitloom
import Testing

/// The main forms of memories, as an engineer reads them.
@Suite struct MemoryVerilogTests {
  /// The text between the ports and `endmodule`.
  private func body<M: Module>(_ module: M, _ dialect: VerilogDialect) throws -> String {
    let text = try elaborate(module).verilog(dialect).map(\.text).joined()
    let start = try #require(text.firstRange(of: ");\n")?.upperBound)
    let end = try #require(text.firstRange(of: "endmodule")?.lowerBound)
    return String(text[start..<end])
  }

  private func expect(_ found: String, _ expected: String, _ location: SourceLocation = #_sourceLocation) {
    #expect(found == expected, "found:\n\(found)", sourceLocation: location)
  }

  @Test func oldWordWithEnableAndByteMask() throws {
    expect(
      try body(BlockMemory(width: 16, hasEnable: true, lanes: 2), .systemVerilog),
      """

        logic [15:0] storage_read;
        logic [15:0] storage [0:511];

        always_ff @(posedge clk) begin
          if (store) begin
            if (mask[0]) begin
              storage[store_address][7:0] <= value[7:0];
            end
            if (mask[1]) begin
              storage[store_address][15:8] <= value[15:8];
            end
          end
        end

        always_ff @(posedge clk) begin
          if (load) begin
            storage_read <= storage[load_address];
          end
        end

        assign word = storage_read;

      """)
  }

  @Test func newWord() throws {
    expect(
      try body(BlockMemory(duringWrite: .new), .verilog2001),
      """

        reg [8:0] storage_read_address;
        wire [7:0] storage_read;
        (* rw_addr_collision = "yes" *) reg [7:0] storage [0:511];

        always @(posedge clk) begin
          if (store) begin
            storage[store_address] <= value;
          end
        end

        always @(posedge clk) begin
          storage_read_address <= load_address;
        end

        assign storage_read = storage[storage_read_address];
        assign word = storage_read;

      """)
  }

  @Test func newWordWithEnable() throws {
    expect(
      try body(BlockMemory(latency: 2, duringWrite: .new, hasEnable: true), .systemVerilog),
      """

        logic storage_read_word_fresh;
        logic [7:0] storage_read_word_kept;
        logic [8:0] storage_read_word_address;
        logic [7:0] storage_read_word;
        logic [7:0] storage_read;
        (* rw_addr_collision = "yes" *) logic [7:0] storage [0:511];
        logic [7:0] storage_word;

        always_ff @(posedge clk) begin
          if (store) begin
            storage[store_address] <= value;
          end
        end

        always_ff @(posedge clk) begin
          storage_read_word_fresh <= load;
          storage_read_word_address <= load_address;
        end

        assign storage_word = storage[storage_read_word_address];
        assign storage_read_word = storage_read_word_fresh ? storage_word : storage_read_word_kept;

        always_ff @(posedge clk) begin
          storage_read_word_kept <= storage_read_word;
          storage_read <= storage_read_word;
        end

        assign word = storage_read;

      """)
  }

  @Test func undefinedWordOfAnOddDepth() throws {
    expect(
      try body(BlockMemory(depth: 300, duringWrite: .undefined, contents: .repeated(0)), .systemVerilog),
      """

        logic [7:0] storage_read;
        (* no_rw_check, rw_addr_collision = "no" *) logic [7:0] storage [0:299];

        integer storage_index;
        initial begin
          for (storage_index = 0; storage_index < 300; storage_index = storage_index + 1) begin
            storage[storage_index] = 8'd0;
          end
        end

        always @(posedge clk) begin
          if (store) begin
            if (store_address < 9'd300) begin
              storage[store_address] <= value;
            end
          end
        end

        always_ff @(posedge clk) begin
          storage_read <= (load_address < 9'd300) ? storage[load_address] : 8'd0;
        end

        assign word = storage_read;

      """)
  }

  @Test func tableWithinTheModule() throws {
    expect(
      try body(Table(contents: [1, 4, 9, 16]), .verilog2001),
      """

        reg [7:0] words [0:3];

        initial begin
          words[0] = 8'd1;
          words[1] = 8'd4;
          words[2] = 8'd9;
          words[3] = 8'd16;
        end

        assign word = words[address];

      """)
  }

  @Test func tableInAFile() throws {
    let contents = (0..<20).map { $0 * $0 }
    let module = Table(width: 9, contents: contents)
    expect(
      try body(module, .systemVerilog),
      """

        logic [8:0] words [0:19];

        initial $readmemh("table_20_9_0.words.hex", words);

        assign word = (address < 5'd20) ? words[address] : 9'd0;

      """)
    let images = try elaborate(module).verilog().flatMap(\.images)
    let names: [String] = images.map(\.name)
    #expect(names == ["table_20_9_0.words.hex"])
    expect(
      images.map(\.text).joined(),
      """
      // table_20_9_0.words: 20 words of 9 bits
      // Generated by Bitloom
      000 001 004 009 010 019 024 031 040 051 064 079 090 0a9 0c4 0e1
      100 121 144 169

      """)
  }
}
