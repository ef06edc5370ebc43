import Bitloom
import Components
import Testing

/// What the memories look like for somebody who reads the Verilog, and that tools read it in silence.
@Suite struct MemoryComponentVerilogTests {
  /// The text between the ports and `endmodule`.
  private func body(_ module: some Module) throws -> String {
    let text = try elaborate(module).verilog(.systemVerilog).map(\.text).joined()
    let start = try #require(text.firstRange(of: ");\n")?.upperBound)
    let end = try #require(text.firstRange(of: "endmodule")?.lowerBound)
    return String(text[start..<end])
  }

  @Test func singlePort() throws {
    let text = try body(SinglePortMemory(word: .unsigned(8), depth: 16, storage: .block))
    #expect(
      text == """

          logic [7:0] words_read;
          (* ram_style = "block" *) logic [7:0] words [0:15];

          always_ff @(posedge clk) begin
            if (enable && store) begin
              words[address] <= value;
            end
          end

          always_ff @(posedge clk) begin
            if (enable && !store) begin
              words_read <= words[address];
            end
          end

          assign word = words_read;

        """)
  }

  @Test func trueDualPort() throws {
    let text = try body(TrueDualPortMemory(word: .unsigned(8), depth: 16))
    #expect(
      text == """

          logic [7:0] a_read;
          logic [7:0] b_read;
          (* no_rw_check, rw_addr_collision = "no" *) logic [7:0] words [0:15];

          always_ff @(posedge clk) begin
            if (a_enable && a_store) begin
              words[a_address] <= a_value;
            end
            if (b_enable && b_store) begin
              words[b_address] <= b_value;
            end
          end

          always_ff @(posedge clk) begin
            if (a_enable && !a_store) begin
              a_read <= words[a_address];
            end
          end

          assign a_word = a_read;

          always_ff @(posedge clk) begin
            if (b_enable && !b_store) begin
              b_read <= words[b_address];
            end
          end

          assign b_word = b_read;

        `ifndef SYNTHESIS
          always @(posedge clk) begin
            if (!rst) begin
              if (a_enable && a_store && (b_enable && b_store)) begin
                begin : one_writer
                  assert (a_address != b_address)
        `ifndef FORMAL
                  else $error("both ports write word %0d", a_address)
        `endif
                  ;
                end
              end
            end
          end
        `else
          // Nothing reads these bits.
          wire unused = &{1'b0, rst};
        `endif

        """)
  }

  static let modules: [any Module] =
    MemoryCost.singlePort.map(\.module) + MemoryCost.simpleDualPort.map(\.module)
    + MemoryCost.others.map(\.module) + MemoryCost.trueDualPort.map(\.module) + MemoryCost.fifos.map(\.module) + [
      SinglePortMemory(word: PacketShape(), depth: 3, latency: 2, writeMode: .writeFirst),
      SinglePortMemory(word: .signed(8), depth: 1, lanes: 8, writeMode: .writeFirst, contents: .repeated(-1)),
      TrueDualPortMemory(word: .unsigned(8), depth: 5, lanes: 4, latency: 2),
      ROM(word: .signed(8), contents: [1, -2, 3], latency: 0), ROM(word: .bit, contents: [1]),
      PingPongBuffer(word: PacketShape(), depth: 1, latency: 2), PingPongBuffer(word: .bit, depth: 6),
      LineBuffer(pixel: PacketShape(), width: 2, lines: 2), LineBuffer(pixel: .bit, width: 3, lines: 2, height: 2),
    ]

  @Test(arguments: modules.indices)
  func toolsAreSilent(_ index: Int) throws {
    let complaints = try lint(Self.modules[index])
    #expect(complaints == "", "\(Self.modules[index])")
  }
}
