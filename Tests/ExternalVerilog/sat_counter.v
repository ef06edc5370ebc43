// Counts in steps up to its greatest value, and stays there.
module sat_counter #(
  parameter WIDTH = 4,
  parameter [WIDTH-1:0] STEP = 1
) (
  input  wire             clk_i,
  input  wire             rst_ni,
  input  wire             en_i,
  output reg  [WIDTH-1:0] count_o,
  output wire             last_o
);
  wire [WIDTH:0] next = {1'b0, count_o} + {1'b0, STEP};

  assign last_o = en_i & next[WIDTH];

  always @(posedge clk_i) begin
    if (!rst_ni) begin
      count_o <= {WIDTH{1'b0}};
    end else if (en_i) begin
      count_o <= next[WIDTH] ? {WIDTH{1'b1}} : next[WIDTH-1:0];
    end
  end
endmodule
