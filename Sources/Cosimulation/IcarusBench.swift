import RTL
import Verilog

/// The Verilog bench that runs a design under Icarus: it executes commands from standard input and answers on standard output.
///
/// | command | |
/// |---|---|
/// | `w N HEX` | sets input number N |
/// | `x B HEX` | asserts (B = 1) or releases the resets in the set HEX, bit by bit, and lets that act |
/// | `s N HEX` | runs N cycles of the clocks in the set HEX |
/// | `b N HEX M` | runs N cycles of the clocks in the set HEX, each with a row of inputs that follows: all inputs as one hexadecimal number, each in whole digits, the first one highest; answers before (M = 1) or after (M = 0) each active edge |
/// | `r` | answers: a byte 1, the outputs and probes in binary separated by blanks, a line end |
/// | `m N A HEX` | sets word A of open memory N |
/// | `n N A` | answers with that word |
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

  /// The arguments of `vvp`. The end of the name of a waveform file chooses its form.
  static func arguments(of program: String, trace: String?) -> [String] {
    guard let trace else { return ["-n", program] }
    return ["-n", program] + (trace.lowercased().hasSuffix(".fst") ? ["-fst"] : []) + ["+\(traceArgument)=\(trace)"]
  }

  var model: CosimulationModel

  var text: String {
    var lines = ["`timescale 1ps/1ps", "`define \(CheckForm.cycleMacro) \(Self.moduleName).cycle"]
    lines.append("module \(Self.moduleName);")
    lines += declarations + memoryDeclarations
    lines += ["  \(Self.escaped(model.top)) dut("]
    lines += [connections.joined(separator: ",\n"), "  );"]
    lines += [
      "  integer command;", "  integer index;", "  integer count;", "  integer scanned;", "  integer elapsed;",
      "  integer sign;", "  integer word;", "  integer cycle = -1;", "  reg [63:0] selected;", "  reg running;",
      "  reg [8191:0] trace;",
      "  task settle;", "    begin", "      #1;", "      elapsed = elapsed + 1;", "    end", "  endtask",
    ]
    lines += answerTask + cycleTask
    if inputWidth > 0 { lines.append("  reg\(Self.range(inputWidth)) row;") }
    lines += ["  initial begin"] + zeroInputs
    lines += [
      "    if ($value$plusargs(\"\(Self.traceArgument)=%s\", trace)) begin", "      $dumpfile(trace);",
      "      $dumpvars(0, dut);", "    end", "    elapsed = 0;", "    sign = 0;", "    cycle = 0;",
      "    running = 1'b1;",
      "    while (running) begin", "      command = $fgetc(32'h8000_0000);", "      case (command)",
    ]
    lines += writeCommand + resetCommand + stepCommand + bulkCommand + readCommand + memoryCommands
    lines += [
      "        \"q\", -1: running = 1'b0;", "        default: ;", "      endcase", "    end", "    $finish;", "  end",
      "endmodule", "`timescale 1ns/1ps",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The levels at which the clocks rest, and those at which the resets hold, the first one lowest.
  private var restLevels: String { Self.levels(model.clocks.map(\.restsHigh)) }
  private var activeLevels: String { Self.levels(model.resets.map { $0.polarity == .activeHigh }) }

  private static func levels(_ levels: [Bool]) -> String {
    "\(levels.count)'b\(String(levels.reversed().map { $0 ? "1" : "0" }))"
  }

  private static func range(_ count: Int) -> String { count > 1 ? " [\(count - 1):0]" : "" }

  private var declarations: [String] {
    var lines: [String] = []
    for (index, port) in model.ports.enumerated() {
      lines.append("  \(port.direction == .input ? "reg" : "wire")\(Self.range(port.type.width)) p\(index);")
    }
    if !model.clocks.isEmpty { lines.append("  reg\(Self.range(model.clocks.count)) clock = \(restLevels);") }
    if !model.resets.isEmpty { lines.append("  reg\(Self.range(model.resets.count)) reset = ~\(activeLevels);") }
    return lines
  }

  // Inputs become 0 only once every process of the design waits: a block of `always @*` whose inputs never change would not
  // run at all.
  private var zeroInputs: [String] {
    return ["    #0;"] + inputs.map { "    p\($0) = {\(model.ports[$0].type.width){1'b0}};" }
  }

  private var connections: [String] {
    var connections: [String] = []
    for (index, clock) in model.clocks.enumerated() {
      let bit = model.clocks.count > 1 ? "clock[\(index)]" : "clock"
      connections.append("    .\(Self.escaped(clock.name))(\(bit))")
    }
    for (index, reset) in model.resets.enumerated() {
      let bit = model.resets.count > 1 ? "reset[\(index)]" : "reset"
      connections.append("    .\(Self.escaped(reset.name))(\(bit))")
    }
    for (index, port) in model.ports.enumerated() {
      connections.append("    .\(Self.escaped(port.name))(p\(index))")
    }
    return connections
  }

  private var writeCommand: [String] {
    guard !inputs.isEmpty else { return [] }
    var lines = ["        \"w\": begin", "          scanned = $fscanf(32'h8000_0000, \"%d\", index);"]
    lines += ["          case (index)"]
    lines += inputs.map { "            \($0): scanned = $fscanf(32'h8000_0000, \"%h\", p\($0));" }
    return lines + ["            default: ;", "          endcase", "        end"]
  }

  private var resetCommand: [String] {
    guard !model.resets.isEmpty else { return [] }
    let highest = model.resets.count - 1
    let chosen = "selected[\(highest):0]"
    return [
      "        \"x\": begin", "          scanned = $fscanf(32'h8000_0000, \"%d %h\", index, selected);",
      "          settle;",
      "          reset = (reset & ~\(chosen)) | (\(chosen) & (index[0] ? \(activeLevels) : ~\(activeLevels)));",
      "          settle;", "        end",
    ]
  }

  private var inputs: [Int] { model.ports.indices.filter { model.ports[$0].direction == .input } }

  /// Bits that an input takes in a row.
  private func rowWidth(_ port: Int) -> Int { (model.ports[port].type.width + 3) / 4 * 4 }

  /// Bits of a row.
  private var inputWidth: Int { inputs.reduce(0) { $0 + rowWidth($1) } }

  /// Runs one cycle of the selected clocks.
  private var cycleTask: [String] {
    var lines = ["  task run_cycle;", "    begin", "      if (elapsed < 5000) #(5000 - elapsed);", "      else #1;"]
    let chosen = "selected[\(max(model.clocks.count, 1) - 1):0]"
    if !model.clocks.isEmpty { lines.append("      clock = \(restLevels) ^ \(chosen);") }
    lines.append("      #5000;")
    // What waits for this edge samples its inputs before the next command changes them.
    if !model.clocks.isEmpty { lines += ["      clock = \(restLevels);", "      #0;"] }
    return lines + [
      "      elapsed = 0;", "      cycle = cycle + 1;", "      sign = sign + 1;",
      "      if (sign == \(Self.cyclesBetweenSigns)) begin",
      "        sign = 0;", "        $write(\"\\001.\\n\");", "        $fflush;", "      end", "    end", "  endtask",
    ]
  }

  private var stepCommand: [String] {
    [
      "        \"s\": begin", "          scanned = $fscanf(32'h8000_0000, \"%d %h\", count, selected);",
      "          repeat (count) run_cycle;", "        end",
    ]
  }

  private var bulkCommand: [String] {
    var lines = [
      "        \"b\": begin", "          scanned = $fscanf(32'h8000_0000, \"%d %h %d\", count, selected, index);",
      "          repeat (count) begin",
    ]
    if inputWidth > 0 {
      lines.append("            scanned = $fscanf(32'h8000_0000, \"%h\", row);")
      var low = inputWidth
      for port in inputs {
        low -= rowWidth(port)
        lines.append("            p\(port) = row[\(low + model.ports[port].type.width - 1):\(low)];")
      }
    }
    return lines + [
      "            if (index[0]) answer;", "            run_cycle;", "            if (!index[0]) answer;",
      "          end",
      "          $fflush;", "        end",
    ]
  }

  private var answerTask: [String] {
    let outputs = model.ports.indices.filter { model.ports[$0].direction == .output }
    let probes = model.probes.map { probe in
      (["dut"] + probe.path.map(Self.escaped)).joined(separator: ".")
    }
    let format = (outputs.map { _ in "%b" } + probes.map { _ in "%b" }).joined(separator: " ")
    let arguments = (outputs.map { "p\($0)" } + probes).map { ", " + $0 }.joined()
    return [
      "  task answer;", "    begin", "      settle;", "      $write(\"\\001\(format)\\n\"\(arguments));", "    end",
      "  endtask",
    ]
  }

  private var readCommand: [String] {
    ["        \"r\": begin", "          answer;", "          $fflush;", "        end"]
  }

  /// A name as it can stand in Verilog; an escaped one ends with a blank.
  static func escaped(_ name: String) -> String {
    EmittedName.isIdentifier(name) && !EmittedName.isReserved(name) ? name : "\\\(name) "
  }
}
