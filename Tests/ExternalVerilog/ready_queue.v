// A queue of two clocks, as vendors write them: only its outside matters here.
module READY_QUEUE #(
  parameter WIDTH = 8,
  parameter [3:0] LIMIT = 4'd12,
  parameter MODE = "FAST"
) (
  input  wire             WR_CLK,
  input  wire             WR_RST_N,
  input  wire             RD_CLK,
  input  wire [WIDTH-1:0] DIN,
  input  wire             WR_EN,
  input  wire             in,
  input  wire             RD_EN,
  output reg signed [WIDTH-1:0] DOUT,
  output wire             isEmpty,
  inout  wire             PAD
);
  reg [WIDTH-1:0] kept;

  assign isEmpty = in & (kept == 0) & (MODE == "FAST");

  always @(posedge WR_CLK) begin
    if (!WR_RST_N) kept <= 0;
    else if (WR_EN) kept <= DIN + LIMIT;
  end

  always @(posedge RD_CLK) if (RD_EN) DOUT <= kept;
endmodule
