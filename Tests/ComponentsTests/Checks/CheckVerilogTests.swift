import Bitloom
import FPGAFlow
import RTL
import Testbench
import Testing

/// A counter of the digits 0 to 9, with what is claimed of it.
struct DecimalCounter: Module {
  var claim = 10

  struct IO: Interface {
    @Input var go: Signal = .bit
    @Output var digit: Signal
  }
  var ports: IO { IO(digit: .unsigned(4)) }

  func build(_ io: IO) {
    let count = register("count", .unsigned(4), reset: 0)
    when(io.go) { count.increment(wrappingAt: 10) }
    io.digit <== count
    assert(count < claim, "no digit: \(count)")
    cover(io.go && count == 9, "wraps")
  }
}

/// The Verilog of checks in other people's tools.
@Suite struct CheckVerilogTests {
  @Test(arguments: VerilogDialect.allCases) func toolsAreSilent(_ dialect: VerilogDialect) throws {
    for isSynthesis in [false, true] {
      let kennel = try VerilogTools.complaints(about: elaborate(Kennel()), dialect, isSynthesis: isSynthesis)
      #expect(kennel == "", "synthesis: \(isSynthesis)")
      let counter = try VerilogTools.complaints(about: elaborate(DecimalCounter()), dialect, isSynthesis: isSynthesis)
      #expect(counter == "", "synthesis: \(isSynthesis)")
    }
  }

  /// Also the registers that remember something for a check are no part of the netlist.
  @Test(arguments: VerilogDialect.allCases) func checksCostNoHardware(_ dialect: VerilogDialect) throws {
    let commands = "proc; opt -full; memory; techmap; opt"
    let with = try VerilogTools.cells(of: elaborate(Watchdog()), dialect, commands)
    let without = try VerilogTools.cells(of: elaborate(Watchdog(isChecked: false)), dialect, commands)
    #expect(with == without)
    #expect(!with.isEmpty)
  }

  @Test func solversProveWhatHoldsAndNothingElse() throws {
    func prove(_ counter: DecimalCounter) throws -> ProofResult {
      try Prover().prove(Proof("counter", "digits", counter, by: .induction(10)))
    }
    #expect(try prove(DecimalCounter()).isProven)
    #expect(try !prove(DecimalCounter(claim: 9)).isProven)
  }

  @Test func theTextFormHoldsChecks() throws {
    let design = try elaborate(Kennel())
    let text = design.text()
    #expect(text.contains("cover became_late "))
    let read = try Design(text: text)
    #expect(read.text() == text)
    for dialect in VerilogDialect.allCases { #expect(read.verilog(dialect) == design.verilog(dialect)) }
  }

  /// In a simulator of the user's own the emitted files say what the test bench says.
  @Test(arguments: VerilogDialect.allCases) func theSameMessagesElsewhere(_ dialect: VerilogDialect) throws {
    let bench = """
      module bench;
        reg clk, rst, start, stop;
        reg signed [4:0] offset;
        watchdog_2_is_checked dut(.clk(clk), .rst(rst), .start(start), .stop(stop), .offset(offset), .elapsed());
        always #5 clk = ~clk;
        initial begin
          clk = 0; rst = 1; start = 0; stop = 0; offset = -3;
          #10 rst = 0; start = 1;
          #10 start = 0;
          #40 start = 1; stop = 1;
          #10 $finish;
        end
      endmodule

      """
    let output = try VerilogTools.output(of: elaborate(Watchdog(limit: 2)), dialect, bench: bench)
    let lines = output.split(separator: "\n").map(String.init)
    #expect(lines.count { $0.hasSuffix("counting up to 2 of 2") } == 1, "\(output)")
    #expect(lines.contains("late: 0x3 = 0b0011, -3, -0.375"), "\(output)")
  }

  /// What stands behind the hardware of a module, from the guard on.
  private func guarded<M: Module>(_ module: M, _ dialect: VerilogDialect) throws -> String {
    let text = try elaborate(module).verilog(dialect)[0].text
    return String(text[(text.firstRange(of: "`ifndef SYNTHESIS")?.lowerBound ?? text.endIndex)...])
  }

  @Test func assertionsInSystemVerilog() throws {
    #expect(
      try guarded(DecimalCounter(), .systemVerilog) == """
        `ifndef SYNTHESIS
          always @(posedge clk) begin
            if (!rst) begin
              begin : no_digit
                assert (count < 4'd10)
        `ifndef FORMAL
                else $error("no digit: %0d", count)
        `endif
                ;
              end
              begin : wraps
                cover (go && count == 4'd9);
              end
            end
          end
        `endif
        endmodule

        """)
  }

  @Test func messagesInVerilog2001() throws {
    #expect(
      try guarded(DecimalCounter(), .verilog2001) == """
        `ifndef SYNTHESIS
          integer wraps = 0;

          always @(posedge clk) begin
            if (!rst) begin
              if (!(count < 4'd10)) $display("ERROR: assertion 'no_digit' failed: no digit: %0d", count);
              if (go && count == 4'd9) wraps <= wraps + 1;
            end
          end

          // Nothing reads these bits.
          wire unused = &{1'b0, wraps};
        `endif
        endmodule

        """)
  }

  /// Registers that nothing but checks reads stand with them; without them their input would not be read.
  @Test func whatIsThereForChecksAlone() throws {
    let text = try guarded(Watchdog(), .systemVerilog)
    #expect(
      text.hasPrefix(
        """
        `ifndef SYNTHESIS
          logic [3:0] previous;
          logic signed [69:0] total;
          logic assert_count_or;

          always_ff @(posedge clk) begin
            if (rst) begin
              previous <= 4'd0;
              total <= 70'sd0;
            end else begin
              previous <= count;
              total <= total + 70'(offset);
            end
          end

        """))
    #expect(
      text.hasSuffix(
        """
        `else
          // Nothing reads these bits.
          wire unused = &{1'b0, offset};
        `endif
        endmodule

        """))
    #expect(
      text.contains(
        """
                  $display("late: 0x%h = 0b%b, %0d, %.16g", count, count, offset, $itor(offset) / 8.0);
        """))
  }
}
