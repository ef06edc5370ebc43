import Bitloom
import Testing

/// A module with a few statements over arrays, and the text that is emitted for it.
private struct Sample: Module {
  let name: String
  let statements: @Sendable (IO) -> Void

  struct IO: Interface {
    @Input var index: Signal = .unsigned(2)
    @Input var wide: Signal = .unsigned(4)
    @Input var write: Signal = .bit
    @Input var value: Signal = .unsigned(8)
    @Input var words: [Signal]
    @Input var pixels: [Pixel]
    @Output var word: Signal = .unsigned(8)
    @Output var flags: Signal = .unsigned(12)
    @Output var pixel: Pixel
  }
  var ports: IO {
    let shape = PixelShape(depth: 8)
    return IO(
      words: .unsigned(8, count: 3), pixels: VectorShape(shape, count: 2).instantiate(), pixel: shape.instantiate())
  }
  var moduleName: String { name }

  func build(_ io: IO) {
    io.word <== 0
    io.flags <== 0
    io.pixel.red <== 0
    io.pixel.green <== 0
    statements(io)
  }

  static func == (left: Sample, right: Sample) -> Bool { left.name == right.name }
  func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// The always blocks of the emitted module.
private func blocks(_ name: String, _ statements: @escaping @Sendable (Sample.IO) -> Void) throws -> String {
  let text = try elaborate(Sample(name: name, statements: statements)).verilog()[0].text
  var lines: [Substring] = []
  var isInside = false
  for line in text.split(separator: "\n") {
    if line.hasPrefix("  always") { isInside = true }
    if isInside { lines.append(line) }
    if line == "  end" { isInside = false }
  }
  return lines.joined(separator: "\n")
}

@Suite struct IndexedVerilogTests {
  @Test func aReadIsACase() throws {
    let text = try blocks("reader") { io in io.word <== io.words[io.index] }
    #expect(
      text == """
          always @* begin
            case (index)
              2'd0: words_at_index = words_0;
              2'd1: words_at_index = words_1;
              2'd2: words_at_index = words_2;
              default: words_at_index = 8'd0;
            endcase
          end
        """)
  }

  @Test func equalReadsShareOneMultiplexer() throws {
    let text = try blocks("sharer") { io in
      io.word <== io.words[io.index]
      io.flags <== io.words[io.index] << 4
    }
    #expect(text.components(separatedBy: "case (").count == 2)
  }

  @Test func registersOfAnArrayAreWrittenInACase() throws {
    let text = try blocks("writer") { io in
      let bank = register("bank", .unsigned(8), count: 3, reset: 0)
      when(io.write) { bank[io.index] <== io.value }
      io.word <== bank[0] ^ bank[1] ^ bank[2]
    }
    #expect(
      text == """
          always_ff @(posedge clk) begin
            if (rst) begin
              bank_0 <= 8'd0;
              bank_1 <= 8'd0;
              bank_2 <= 8'd0;
            end else if (write) begin
              case (index)
                2'd0: bank_0 <= value;
                2'd1: bank_1 <= value;
                2'd2: bank_2 <= value;
                default: ;
              endcase
            end
          end
        """)
  }

  @Test func aBitOfAVectorIsIndexed() throws {
    let text = try blocks("bit_writer") { io in
      when(io.write) { io.flags[io.wide] <== 1 }
    }
    #expect(
      text == """
          always @* begin
            flags = 12'd0;
            if (write) begin
              if (wide < 4'd12) begin
                flags[wide] = 1'b1;
              end
            end
          end
        """)
  }

  @Test func aPartOfAVectorIsIndexed() throws {
    let text = try blocks("part_writer") { io in
      let word = register("lanes", .unsigned(32), reset: 0)
      word.parts(of: 8)[io.index] <== io.value
      io.word <== word[31...24]
      io.flags <== word[23...12] ^ word[11...0]
    }
    #expect(
      text == """
          always_ff @(posedge clk) begin
            if (rst) begin
              lanes <= 32'd0;
            end else begin
              lanes[{index, 3'd0} +: 8] <= value;
            end
          end
        """)
  }

  @Test func wholeBundlesAndTheirFields() throws {
    let text = try blocks("bundles") { io in
      io.pixel <== io.pixels[io.write]
      io.word <== io.pixels[io.index[0]].green
    }
    #expect(
      text == """
          always @* begin
            pixel_red = 8'd0;
            pixel_green = 8'd0;
            case (write)
              1'b0: begin
                pixel_red = pixels_0_red;
                pixel_green = pixels_0_green;
              end
              1'b1: begin
                pixel_red = pixels_1_red;
                pixel_green = pixels_1_green;
              end
            endcase
          end
          always @* begin
            case (index[0])
              1'b0: pixels_green_at_index_0 = pixels_0_green;
              1'b1: pixels_green_at_index_0 = pixels_1_green;
            endcase
          end
        """)
  }

  @Test func aConstantIndexIsNoMultiplexer() throws {
    let text = try elaborate(
      Sample(name: "fixed") { io in io.word <== io.words[constant(1)] }
    ).verilog()[0].text
    #expect(text.contains("assign word = words_1;"))
  }
}
