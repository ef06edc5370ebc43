import Bitloom
import Testing

/// A product and its tag, two cycles later.
private struct TaggedProduct: Module {
  struct IO: Interface {
    @Input var a: Signal = .unsigned(4)
    @Input var b: Signal = .unsigned(4)
    @Input var tag: Signal = .unsigned(2)
    @Input var inputValid: Signal = .bit
    @Output var inputReady: Signal = .bit
    @Output var product: Signal = .unsigned(9)
    @Output var productTag: Signal = .unsigned(2)
    @Output var outputValid: Signal = .bit
    @Input var outputReady: Signal = .bit
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let pipeline = Pipeline("multiply", flow: .collapsing, valid: io.inputValid)
    let (a, b) = (pipeline.value("a", io.a), pipeline.value("b", io.b))
    let tag = pipeline.value("tag", io.tag)
    pipeline.nextStage()
    let product = pipeline.value("product", a.now * b.now)
    pipeline.nextStage()
    io.product <== product.now + 1
    io.productTag <== tag.now
    pipeline.finish(ready: io.outputReady)
    io.outputValid <== pipeline.isValid
    io.inputReady <== pipeline.isReady
    #expect(pipeline.latency == 2)
    #expect(pipeline.registeredBits == [10, 10])
  }
}

@Suite struct PipelineVerilogTests {
  @Test func aCollapsingPipeline() throws {
    let text = try elaborate(TaggedProduct()).verilog()[0].text
    let body = text.drop { $0 != ";" }.dropFirst(3)
    #expect(
      body == """
          logic multiply_valid_stage1;
          logic multiply_accepts_stage1;
          logic [3:0] a_stage1;
          logic [3:0] b_stage1;
          logic multiply_valid_stage2;
          logic multiply_accepts_stage2;
          logic [7:0] product_stage2;
          logic [1:0] tag_stage1;
          logic [1:0] tag_stage2;
          logic multiply_ready;

          assign product = product_stage2 + 9'd1;
          assign product_tag = tag_stage2;
          assign output_valid = multiply_valid_stage2;
          assign input_ready = multiply_ready;
          assign multiply_accepts_stage1 = !multiply_valid_stage1 | multiply_accepts_stage2;

          always_ff @(posedge clk) begin
            if (rst) begin
              multiply_valid_stage1 <= 1'b0;
            end else if (multiply_accepts_stage1) begin
              multiply_valid_stage1 <= input_valid;
            end
          end

          always_ff @(posedge clk) begin
            if (multiply_accepts_stage1) begin
              a_stage1 <= a;
              b_stage1 <= b;
              tag_stage1 <= tag;
            end
          end

          assign multiply_accepts_stage2 = !multiply_valid_stage2 | output_ready;

          always_ff @(posedge clk) begin
            if (rst) begin
              multiply_valid_stage2 <= 1'b0;
            end else if (multiply_accepts_stage2) begin
              multiply_valid_stage2 <= multiply_valid_stage1;
            end
          end

          always_ff @(posedge clk) begin
            if (multiply_accepts_stage2) begin
              product_stage2 <= a_stage1 * b_stage1;
              tag_stage2 <= tag_stage1;
            end
          end

          assign multiply_ready = multiply_accepts_stage1;
        endmodule

        """)
  }
}
