/// What the block memories of all families have in common: two ports to bytes of nine bits.
///
/// A word of 9, 18, 36 or 72 bits is whole bytes; one of 1, 2 or 4 bits is a part of the lower eight of a byte. Addresses count
/// bits of bytes of eight, whatever the width, as those of the cells do.
enum BlockMemoryModel {
  static var text: String {
    """
    // A memory of bytes of nine bits with two ports. A width of 0 stands for a side that a port does not have.
    // MODE is what the output does while the port writes: 0 stays, 1 shows the word from before, 2 the one from then on.
    // SHARES tells that the other port reads the word from before beside a write; else what it reads is unknown.
    // A reset works on the output; when GATED only with the enable, when BLOCKING it keeps the port from writing.
    module bitloom_block_memory #(
      parameter BYTES = 2048,
      parameter GATED = 0,
      parameter BLOCKING = 0,
      parameter MERGES = 1,
    \(parameters("A")),
    \(parameters("B"))
    ) (
    \(ports("a")),
    \(ports("b"))
    );
      reg [8:0] bytes [0:BYTES-1];

    \(functions)
    \(sample("a"))
    \(sample("b"))
      // A step behind the edges, when those of both clocks at this time have come.
      reg turn = 0;
      always @(a_edge or b_edge) turn <= ~turn;

      always @(turn) begin
    \(before("a"))
    \(before("b"))
        if (a_acts && b_acts) begin
          // What one port writes while the other one is there.
          if (!A_SHARES) b_old = b_old ^ spoiled(B_READ, b_at, A_WRITE, a_at, a_lanes);
          if (!B_SHARES) a_old = a_old ^ spoiled(A_READ, a_at, B_WRITE, b_at, b_lanes);
          if (b_lanes != 0) b_in = b_in ^ spoiled(B_WRITE, b_at, A_WRITE, a_at, a_lanes);
        end
        store(A_WRITE, a_at, a_lanes, a_in);
        store(B_WRITE, b_at, b_lanes, b_in);
    \(show("a"))
    \(show("b"))
      end
    endmodule

    """
  }

  private static func parameters(_ port: String) -> String {
    """
      parameter \(port)_READ = 0,
      parameter \(port)_WRITE = 0,
      parameter \(port)_MODE = 0,
      parameter \(port)_SHARES = 0,
      parameter [71:0] \(port)_RESET = 0
    """
  }

  private static func ports(_ port: String) -> String {
    """
      input \(port)_clk,
      input \(port)_enable,
      input \(port)_reset,
      input \(port)_store,
      input [7:0] \(port)_mask,
      input [15:0] \(port)_address,
      input [71:0] \(port)_value,
      output reg [71:0] \(port)_word
    """
  }

  private static let functions = """
      // The number of bytes of a word, or of one that it is a part of.
      function integer size(input integer width);
        size = width == 0 ? 0 : width < 18 ? 1 : width / 9;
      endfunction

      // The byte in which a word begins.
      function [15:0] first(input integer width, input [15:0] at);
        first = width < 18 ? at / 8 : at / 8 / (width / 9) * (width / 9);
      endfunction

      // The bit of its byte at which a word begins, and those of the byte that it has.
      function [3:0] offset(input integer width, input [15:0] at);
        offset = width < 9 ? at % 8 / width * width : 0;
      endfunction
      function [8:0] part(input integer width, input [15:0] at);
        part = width < 9 ? ((1 << width) - 1) << offset(width, at) : 9'h1ff;
      endfunction

      function [71:0] word(input integer width, input [15:0] at);
        integer lane, count;
        reg [15:0] base;
        begin
          word = 0;
          count = size(width);
          base = first(width, at);
          for (lane = 0; lane < count; lane = lane + 1) word[9 * lane +: 9] = bytes[base + lane];
          if (width > 0 && width < 9) word = (word & part(width, at)) >> offset(width, at);
          if (^at === 1'bx) word = {72{1'bx}};
        end
      endfunction

      // The bits of a word that lie in the lanes of another one, as unknown ones.
      function [71:0] spoiled(input integer width, input [15:0] at, input integer by, input [15:0] by_at, input [7:0] lanes);
        integer lane, count, other;
        begin
          spoiled = 0;
          count = lanes == 0 ? 0 : size(width);
          for (lane = 0; lane < count; lane = lane + 1) begin
            other = first(width, at) + lane - first(by, by_at);
            if (other >= 0 && other < 8 && ((lanes >> other) & 1))
              spoiled[9 * lane +: 9] = part(width, at) & part(by, by_at);
          end
          if (width > 0 && width < 9) spoiled = spoiled >> offset(width, at);
          spoiled = spoiled & {72{1'bx}};
        end
      endfunction

      // What becomes of a place that is unknown, nobody knows.
      task store(input integer width, input [15:0] at, input [7:0] lanes, input [71:0] value);
        integer lane, count;
        reg [15:0] base;
        begin
          count = lanes == 0 ? 0 : size(width);
          base = first(width, at);
          for (lane = 0; lane < count; lane = lane + 1)
            if (lanes[lane]) bytes[base + lane] =
              (bytes[base + lane] & ~part(width, at)) | ((value[9 * lane +: 9] << offset(width, at)) & part(width, at));
          if (lanes != 0 && ^at === 1'bx) for (lane = 0; lane < BYTES; lane = lane + 1) bytes[lane] = 9'bx;
        end
      endtask

    """

  /// Takes what a port is given at an edge.
  private static func sample(_ port: String) -> String {
    """
      reg \(port)_edge = 0, \(port)_done = 0, \(port)_acts, \(port)_on, \(port)_clears, \(port)_writes;
      reg [7:0] \(port)_lanes;
      reg [15:0] \(port)_at;
      reg [71:0] \(port)_in, \(port)_old, \(port)_new;
      reg \(port)_enable_then, \(port)_reset_then, \(port)_store_then;
      reg [7:0] \(port)_mask_then;
      reg [15:0] \(port)_address_then;
      reg [71:0] \(port)_value_then;
      always @(posedge \(port)_clk) begin
        \(port)_enable_then <= \(port)_enable;
        \(port)_reset_then <= \(port)_reset;
        \(port)_store_then <= \(port)_store;
        \(port)_mask_then <= \(port)_mask;
        \(port)_address_then <= \(port)_address;
        \(port)_value_then <= \(port)_value;
        \(port)_edge <= ~\(port)_edge;
      end

    """
  }

  /// What a port asks for, and the word that it finds. As in Verilog's `if`, what is unknown is not 1.
  private static func before(_ port: String) -> String {
    let upper = port.uppercased()
    return """
          \(port)_acts = \(port)_edge != \(port)_done;
          \(port)_done = \(port)_edge;
          \(port)_at = \(port)_address_then;
          \(port)_in = \(port)_value_then;
          \(port)_on = \(port)_acts && \(port)_enable_then === 1'b1;
          \(port)_clears = \(port)_acts && \(port)_reset_then === 1'b1 && (\(port)_on || !GATED);
          \(port)_writes = \(port)_on && \(port)_store_then === 1'b1 && !(BLOCKING && \(port)_clears);
          \(port)_lanes = \(port)_writes ? \(port)_mask_then & ((1 << size(\(upper)_WRITE)) - 1) : 0;
          if (\(port)_on) \(port)_old = word(\(upper)_READ, \(port)_at);
      """
  }

  /// What a port gives.
  private static func show(_ port: String) -> String {
    let upper = port.uppercased()
    return """
          \(port)_new = MERGES ? \(port)_old : {72{1'bx}};
          \(merge(port))
          if (\(port)_clears) \(port)_word = \(upper)_RESET;
          else if (\(port)_on && !\(port)_writes) \(port)_word = \(port)_old;
          else if (\(port)_on && \(upper)_MODE == 1) \(port)_word = \(port)_old;
          else if (\(port)_on && \(upper)_MODE == 2) \(port)_word = \(port)_new;
          else if (\(port)_acts && \(port)_enable_then !== 1'b0 && !\(port)_on) \(port)_word = {72{1'bx}};
      """
  }

  private static func merge(_ port: String) -> String {
    (0..<8).map { "if (\(port)_lanes[\($0)]) \(port)_new[\(9 * $0) +: 9] = \(port)_in[\(9 * $0) +: 9];" }
      .joined(separator: "\n    ")
  }
}
