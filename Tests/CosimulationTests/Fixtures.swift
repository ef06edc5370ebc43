import Foundation
import RTL
import Testing
import Verilog

@testable import Cosimulation

/// The tools of this machine, asked once.
let inventory = ToolInventory()
let verilatorProblem = inventory.reasonToSkip(withoutTools: ["verilator", "clang++"])
let icarusProblem = inventory.reasonToSkip(withoutTools: ["iverilog", "vvp"])

extension Trait where Self == ConditionTrait {
  static var needsVerilator: Self { .enabled(if: verilatorProblem == nil, "\(verilatorProblem ?? "")") }
  static var needsIcarus: Self { .enabled(if: icarusProblem == nil, "\(icarusProblem ?? "")") }
  static var needsBoth: Self {
    let problem = verilatorProblem ?? icarusProblem
    return .enabled(if: problem == nil, "\(problem ?? "")")
  }
}

extension PortDefinition {
  static func input(_ name: String, _ type: SignalType) -> PortDefinition {
    PortDefinition(name: name, path: name, direction: .input, type: type)
  }

  static func output(_ name: String, _ type: SignalType) -> PortDefinition {
    PortDefinition(name: name, path: name, direction: .output, type: type)
  }
}

extension CosimulationModel {
  /// A model of one file.
  init(
    _ top: String, _ ports: [PortDefinition], clock: ClockDomain = .standard, usesClock: Bool = true,
    usesReset: Bool = true, fileExtension: String = "v", _ text: String
  ) {
    self.init(
      files: [VerilogFile(name: "\(top).\(fileExtension)", text: text)], top: top, ports: ports, clock: clock,
      usesClock: usesClock, usesReset: usesReset)
  }

  /// `difference = a - b`, `isLess` of signed operands.
  static let subtractor = CosimulationModel(
    "subtractor",
    [.input("a", .signed(5)), .input("b", .signed(5)), .output("difference", .signed(6)), .output("less", .bit)],
    usesClock: false, usesReset: false,
    """
    module subtractor(input signed [4:0] a, input signed [4:0] b, output signed [5:0] difference, output less);
      assign difference = a - b;
      assign less = a < b;
    endmodule
    """)

  /// Counts up while `enable`; reset to 5.
  static func counter(
    _ kind: ClockDomain.Reset.Kind, _ polarity: ClockDomain.Reset.Polarity = .activeHigh,
    _ edge: ClockDomain.Edge = .rising
  ) -> CosimulationModel {
    let reset = ClockDomain.Reset(name: polarity == .activeHigh ? "rst" : "rst_n", kind: kind, polarity: polarity)
    let clockEdge = edge == .rising ? "posedge clk" : "negedge clk"
    let resetEdge = polarity == .activeHigh ? "posedge rst" : "negedge rst_n"
    let condition = polarity == .activeHigh ? "rst" : "!rst_n"
    return CosimulationModel(
      "counter", [.input("enable", .bit), .output("count", .unsigned(8)), .output("next", .unsigned(8))],
      clock: ClockDomain(edge: edge, reset: reset),
      """
      module counter(input clk, input \(reset.name), input enable, output reg [7:0] count, output [7:0] next);
        always @(\(clockEdge)\(kind == .asynchronous ? " or \(resetEdge)" : ""))
          if (\(condition)) count <= 8'd5;
          else count <= next;
        assign next = enable ? count + 8'd1 : count;
      endmodule
      """)
  }

  /// Ports of all the sizes Verilator holds differently, each inverted and delayed by a cycle. Reserved words of C++ and double
  /// underscores as names.
  static let widths = [1, 8, 9, 16, 17, 32, 33, 64, 65, 100, 128, 200, 1000, 20_000]
  static let registers: CosimulationModel = {
    var ports: [PortDefinition] = []
    var lines: [String] = []
    for width in widths {
      ports += [.input("in__\(width)", .unsigned(width)), .output("out_\(width)", .unsigned(width))]
      lines.append("  input [\(width - 1):0] in__\(width), output reg [\(width - 1):0] out_\(width),")
    }
    ports += [.input("double", .bit), .output("operator", .bit)]
    let assignments = widths.map { "    out_\($0) <= ~in__\($0);" }.joined(separator: "\n")
    return CosimulationModel(
      "registers", ports, clock: ClockDomain(reset: nil),
      """
      module registers(
      \(lines.joined(separator: "\n"))
        input double, output operator, input clk);
        assign operator = double;
        always @(posedge clk) begin
      \(assignments)
        end
      endmodule
      """)
  }()

  /// 16 words with a write port, read without a clock.
  static let memory = CosimulationModel(
    "storage",
    [
      .input("write", .bit), .input("address", .unsigned(4)), .input("data", .unsigned(70)),
      .output("word", .unsigned(70)),
    ], clock: ClockDomain(reset: nil),
    """
    module storage(input clk, input write, input [3:0] address, input [69:0] data, output [69:0] word);
      reg [69:0] words [0:15];
      always @(posedge clk) if (write) words[address] <= data;
      assign word = words[address];
    endmodule
    """)
}

/// A cache of its own. It shares the run-time parts of Verilator with the process's cache, whose building takes seconds.
func makeCache(sizeLimit: Int = 1 << 30, name: String = "cosimulation-tests") throws -> CosimulationCache {
  let directory = FileManager.default.temporaryDirectory.path + "/\(name)-\(UUID().uuidString)"
  try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
  try FileManager.default.createSymbolicLink(
    atPath: directory + "/runtime", withDestinationPath: CosimulationCache.shared.directory + "/runtime")
  return CosimulationCache(directory: directory, sizeLimit: sizeLimit)
}

func countEntries(_ cache: CosimulationCache, _ kind: CosimulationCache.Kind) -> Int {
  cache.entries.count { $0.kind == kind }
}

func remove(_ cache: CosimulationCache) {
  try? FileManager.default.removeItem(atPath: cache.directory)
}

func randomBits(_ width: Int, using generator: inout SplitMix) -> Bits {
  Bits(words: (0..<(width + 63) / 64).map { _ in generator.next() }, width: width)
}

/// A seeded generator: the same values in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
