import Bitloom
import Components
import Foundation
import Testing

/// What the components look like for somebody who reads the Verilog: the part after the ports.
@Suite struct StreamVerilogTests {
  private func body<M: Module>(of module: M) throws -> String {
    let text = try elaborate(module).verilog(.systemVerilog).map(\.text).joined(separator: "\n")
    return text.components(separatedBy: ");\n\n").dropFirst().joined(separator: ");\n\n")
  }

  @Test func fork() throws {
    let text = try body(of: StreamFork(payload: .unsigned(8), outputs: 2))
    #expect(
      text == """
          logic [1:0] taken;
          logic [1:0] served;

          assign outputs_0_valid = input_valid & !taken[0];
          assign outputs_0_payload = input_payload;
          assign outputs_1_valid = input_valid & !taken[1];
          assign outputs_1_payload = input_payload;
          assign served = taken | {outputs_1_ready, outputs_0_ready};
          assign input_ready = &served;

          always_ff @(posedge clk) begin
            if (rst) begin
              taken <= 2'd0;
            end else if (input_valid) begin
              taken <= &served ? 2'd0 : served;
            end
          end
        endmodule

        """)
  }

  @Test func arbiter() throws {
    let text = try body(of: StreamArbiter(payload: .unsigned(8), inputs: 2))
    #expect(
      text == """
          logic turn;
          logic lowest;
          logic next_in_turn;
          logic [1:0] requests;
          logic [1:0] preferred;
          logic choice;

          assign requests = {inputs_1_valid, inputs_0_valid};
          assign lowest = !requests[0];
          assign preferred = requests & {1'b1, turn == 1'b0};
          assign next_in_turn = !preferred[0];
          assign output_valid = |requests;
          assign choice = |preferred ? next_in_turn : lowest;
          assign chosen = output_valid ? choice : 1'b0;
          assign inputs_0_ready = requests[0] && choice == 1'b0 && output_ready;
          assign inputs_1_ready = requests[1] && choice == 1'b1 && output_ready;

          always @* begin
            if (choice) begin
              output_payload = inputs_1_payload;
            end else begin
              output_payload = inputs_0_payload;
            end
          end

          always_ff @(posedge clk) begin
            if (rst) begin
              turn <= 1'b0;
            end else if (output_valid) begin
              turn <= output_ready ? choice + 1'b1 : choice;
            end
          end
        endmodule

        """)
  }

  @Test func widthConverter() throws {
    let text = try body(of: StreamWidthConverter(element: .unsigned(8), inputLanes: 2, outputLanes: 3))
    #expect(
      text == """
          logic [7:0] stored_0;
          logic [7:0] stored_1;
          logic [7:0] stored_2;
          logic [7:0] stored_3;
          logic [2:0] count;
          logic takes;
          logic gives;
          logic [2:0] rest;

          assign input_ready = count < 3'd3 || output_ready;
          assign output_valid = count >= 3'd3;
          assign output_payload_0 = stored_0;
          assign output_payload_1 = stored_1;
          assign output_payload_2 = stored_2;
          assign takes = input_valid & input_ready;
          assign gives = output_valid & output_ready;
          assign rest = gives ? count - 3'd3 : count;

          always_ff @(posedge clk) begin
            if (rst) begin
              count <= 3'd0;
            end else begin
              count <= takes ? rest + 3'd2 : rest;
            end
          end

          always_ff @(posedge clk) begin
            if (gives) begin
              stored_0 <= stored_3;
            end
            if (takes) begin
              if (rest == 3'd0) begin
                stored_0 <= input_payload_0;
                stored_1 <= input_payload_1;
              end
              if (rest == 3'd1) begin
                stored_1 <= input_payload_0;
                stored_2 <= input_payload_1;
              end
              if (rest == 3'd2) begin
                stored_2 <= input_payload_0;
                stored_3 <= input_payload_1;
              end
            end
          end
        endmodule

        """)
  }

  @Test func frameConverter() throws {
    let text = try body(of: FrameWidthConverter(element: .unsigned(8), inputLanes: 2, outputLanes: 1))
    #expect(
      text == """
          logic [7:0] data_0;
          logic [7:0] data_1;
          logic [1:0] keep;
          logic last;
          logic is_full;
          logic part;
          logic is_final;

          always @* begin
            output_payload_data_0 = data_0;
            output_payload_keep = keep[0];
            is_final = !keep[1];
            if (part == 1'b1) begin
              output_payload_data_0 = data_1;
              output_payload_keep = keep[1];
              is_final = 1'b1;
            end
          end

          assign output_valid = is_full;
          assign output_payload_last = last & is_final;
          assign input_ready = !is_full | (output_ready & is_final);

          always_ff @(posedge clk) begin
            if (rst) begin
              part <= 1'b0;
            end else if (output_valid && output_ready) begin
              part <= is_final ? 1'b0 : part + 1'b1;
            end
          end

          always_ff @(posedge clk) begin
            if (input_ready) begin
              data_0 <= input_payload_data_0;
              data_1 <= input_payload_data_1;
              keep <= input_payload_keep;
              last <= input_payload_last;
            end
          end

          always_ff @(posedge clk) begin
            if (rst) begin
              is_full <= 1'b0;
            end else if (input_ready) begin
              is_full <= input_valid;
            end
          end
        endmodule

        """)
  }
}
