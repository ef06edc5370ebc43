import RTL

/// The Verilog bench that runs a design under Icarus: it executes commands from standard input and answers on standard output.
///
/// | command | |
/// |---|---|
/// | `w N HEX` | sets input number N |
/// | `x B` | drives the reset with B and lets it act |
/// | `s N` | runs N clock cycles |
/// | `r` | answers: a byte 1, the outputs and probes in binary separated by blanks, a line end |
/// | `q` | ends the simulation |
///
/// The byte 1 sets answers apart from what the design itself prints. A byte 1 with `.` is a sign of life during long runs.
/// One cycle takes 10 ns; inputs change while the clock rests, the active edge is in the middle. Letting values settle takes
/// 1 ps, which comes off the first half of the next cycle. The bench is compiled before the design, for whose files without a
/// time scale its last line sets one.
struct IcarusBench {
  static let moduleName = "bitloom_bench"
  static let traceArgument = "bitloom_trace"
  /// Cycles between two signs of life.
  static let cyclesBetweenSigns = 1024

  var model: CosimulationModel

  var text: String {
    var lines = ["`timescale 1ps/1ps", "module \(Self.moduleName);"]
    lines += declarations
    lines += ["  \(Self.escaped(model.top)) dut("]
    lines += [connections.joined(separator: ",\n"), "  );"]
    lines += [
      "  integer command;", "  integer index;", "  integer count;", "  integer scanned;", "  integer elapsed;",
      "  integer sign;", "  reg running;", "  reg [8191:0] trace;",
      "  task settle;", "    begin", "      #1;", "      elapsed = elapsed + 1;", "    end", "  endtask",
    ]
    lines += ["  initial begin"] + zeroInputs
    lines += [
      "    if ($value$plusargs(\"\(Self.traceArgument)=%s\", trace)) begin", "      $dumpfile(trace);",
      "      $dumpvars(0, dut);", "    end", "    elapsed = 0;", "    sign = 0;", "    running = 1'b1;",
      "    while (running) begin", "      command = $fgetc(32'h8000_0000);", "      case (command)",
    ]
    lines += writeCommand + resetCommand + stepCommand + readCommand
    lines += [
      "        \"q\", -1: running = 1'b0;", "        default: ;", "      endcase", "    end", "    $finish;", "  end",
      "endmodule", "`timescale 1ns/1ps",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private var inactiveClock: String { model.clock.edge == .rising ? "1'b0" : "1'b1" }
  private var activeClock: String { model.clock.edge == .rising ? "1'b1" : "1'b0" }

  private var declarations: [String] {
    var lines: [String] = []
    for (index, port) in model.ports.enumerated() {
      let range = port.type.width > 1 ? " [\(port.type.width - 1):0]" : ""
      lines.append("  \(port.direction == .input ? "reg" : "wire")\(range) p\(index);")
    }
    if model.usesClock { lines.append("  reg clock = \(inactiveClock);") }
    if let reset = model.reset {
      lines.append("  reg reset = \(reset.polarity == .activeHigh ? "1'b0" : "1'b1");")
    }
    return lines
  }

  // Inputs become 0 only once every process of the design waits: a block of `always @*` whose inputs never change would not
  // run at all.
  private var zeroInputs: [String] {
    let inputs = model.ports.indices.filter { model.ports[$0].direction == .input }
    return ["    #0;"] + inputs.map { "    p\($0) = {\(model.ports[$0].type.width){1'b0}};" }
  }

  private var connections: [String] {
    var connections: [String] = []
    if model.usesClock { connections.append("    .\(Self.escaped(model.clock.clock))(clock)") }
    if let reset = model.reset { connections.append("    .\(Self.escaped(reset.name))(reset)") }
    for (index, port) in model.ports.enumerated() {
      connections.append("    .\(Self.escaped(port.name))(p\(index))")
    }
    return connections
  }

  private var writeCommand: [String] {
    let inputs = model.ports.indices.filter { model.ports[$0].direction == .input }
    guard !inputs.isEmpty else { return [] }
    var lines = ["        \"w\": begin", "          scanned = $fscanf(32'h8000_0000, \"%d\", index);"]
    lines += ["          case (index)"]
    lines += inputs.map { "            \($0): scanned = $fscanf(32'h8000_0000, \"%h\", p\($0));" }
    return lines + ["            default: ;", "          endcase", "        end"]
  }

  private var resetCommand: [String] {
    guard let reset = model.reset else { return [] }
    let level = reset.polarity == .activeHigh ? "index[0]" : "~index[0]"
    return [
      "        \"x\": begin", "          scanned = $fscanf(32'h8000_0000, \"%d\", index);", "          settle;",
      "          reset = \(level);", "          settle;", "        end",
    ]
  }

  private var stepCommand: [String] {
    var lines = ["        \"s\": begin", "          scanned = $fscanf(32'h8000_0000, \"%d\", count);"]
    lines += [
      "          repeat (count) begin", "            if (elapsed < 5000) #(5000 - elapsed);", "            else #1;",
    ]
    if model.usesClock { lines.append("            clock = \(activeClock);") }
    lines.append("            #5000;")
    if model.usesClock { lines.append("            clock = \(inactiveClock);") }
    lines += [
      "            elapsed = 0;", "            sign = sign + 1;",
      "            if (sign == \(Self.cyclesBetweenSigns)) begin",
      "              sign = 0;", "              $write(\"\\001.\\n\");", "              $fflush;", "            end",
    ]
    return lines + ["          end", "        end"]
  }

  private var readCommand: [String] {
    let outputs = model.ports.indices.filter { model.ports[$0].direction == .output }
    let probes = model.probes.map { probe in
      (["dut"] + probe.path.map(Self.escaped)).joined(separator: ".")
    }
    let format = (outputs.map { _ in "%b" } + probes.map { _ in "%b" }).joined(separator: " ")
    let arguments = (outputs.map { "p\($0)" } + probes).map { ", " + $0 }.joined()
    return [
      "        \"r\": begin", "          settle;", "          $write(\"\\001\(format)\\n\"\(arguments));",
      "          $fflush;",
      "        end",
    ]
  }

  /// A name as it can stand in Verilog; an escaped one ends with a blank.
  private static func escaped(_ name: String) -> String {
    EmittedName.isIdentifier(name) && !EmittedName.isReserved(name) ? name : "\\\(name) "
  }
}
