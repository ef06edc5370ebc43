import Bitloom
import Components
import Foundation
import RTL
import Testbench
import Testing

/// What the bank must hold: the reset of the inner domain comes at once and goes two edges later.
private struct MadeResetModel {
  var isAsynchronous: Bool
  var requested = 0
  var outer = 1
  var stages = [true, true]
  var inner = 5
  var nested = 3

  /// What changes at once.
  mutating func settle(button: Int) {
    if button == 1 || requested == 1 { stages = [true, true] }
    if stages[1], isAsynchronous { (inner, nested) = (5, 3) }
  }

  mutating func clock(button: Int, request: Int, isReset: Bool) {
    let before = self
    (inner, nested) = before.stages[1] ? (5, 3) : ((inner + 1) % 256, (nested + 1) % 256)
    stages = button == 1 || before.requested == 1 ? [true, true] : [false, before.stages[0]]
    requested = isReset ? 0 : request
    outer = isReset ? 1 : (outer + 1) % 256
  }
}

@Suite struct MadeResetTests {
  @Test(arguments: MadeResetBank.forms)
  func resetsAreMadeWithinTheDesign(_ kind: ClockDomain.Reset.Kind, _ polarity: ClockDomain.Reset.Polarity) throws {
    let bank = MadeResetBank(kind: kind, polarity: polarity)
    #expect(try lint(bank) == "")
    // The reset of the beginning does not reach the inner domain: what is reset at an edge is unknown before the first one.
    let unknown: [PartialKeyPath<MadeResetBank.IO>] = kind == .synchronous ? [\.inner, \.nested] : []
    try simulate(bank, on: everyEngine(), mayBeUnknown: unknown) { try check($0, kind, seed: 31) }
    // Here what stays unknown is seen.
    if Engine.available.contains(.icarus) { try simulate(bank, on: .icarus) { try check($0, kind, seed: 32) } }
  }

  private func check(_ dut: Testbench<MadeResetBank>, _ kind: ClockDomain.Reset.Kind, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    dut.button = 1
    dut.reset(cycles: 3)
    var model = MadeResetModel(isAsynchronous: kind == .asynchronous)
    for cycle in 0..<2_000 {
      let isReset = random.chance(0.02)
      dut.button = random.chance(0.05) ? 1 : 0
      dut.request = random.chance(0.05) ? 1 : 0
      model.settle(button: dut.button)
      let what = "in cycle \(cycle), seed \(seed)"
      try require(dut.outer, model.outer, "outer \(what)")
      try require(dut.inner, model.inner, "inner \(what)")
      try require(dut.nested, model.nested, "nested \(what)")
      model.clock(button: dut.button, request: dut.request, isReset: isReset)
      model.settle(button: dut.button)
      if isReset { dut.reset() } else { dut.step() }
    }
  }

  @Test(arguments: MadeResetBank.forms)
  func textAndTransformsKeepMadeResets(
    _ kind: ClockDomain.Reset.Kind, _ polarity: ClockDomain.Reset.Polarity
  ) throws {
    let design = try elaborate(MadeResetBank(kind: kind, polarity: polarity))
    let read = try Design(text: design.text())
    #expect(read.text() == design.text())
    for dialect in VerilogDialect.allCases { #expect(read.verilog(dialect) == design.verilog(dialect)) }
    #expect(
      design.text().contains("reset inner_rst \(kind.rawValue) \(polarity.rawValue) from inner_rst clocks resets"))
    #expect(design.top.resetPorts.map(\.name) == ["rst"])
  }

  /// Nothing is left of a reset that resets nothing, and what makes it goes with it.
  @Test func unusedResetsAreRemoved() throws {
    struct Unused: Module {
      struct IO: Interface {
        @Input var a: Signal = .bit
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let own = ClockDomain(reset: .init(name: "own_rst", kind: .asynchronous))
        let request = register("request", .bit, reset: 0)
        request <== io.a
        driveReset(of: own, with: request)
        clocked(by: own) {
          let unread = register("unread", .bit, reset: 0)
          unread <== io.a
        }
        io.y <== io.a
      }
    }
    let design = try elaborate(Unused())
    #expect(!design.text().contains("own_rst from"))
    #expect(design.top.registers.isEmpty)
    #expect(design.top.clockPorts.isEmpty)
    #expect(design.top.resetPorts.isEmpty)
  }

  /// The reset of an instance is the same line of a waveform as the wire that makes it.
  @Test func waveformsHaveMadeResets() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "bitloom-\(UUID().uuidString).vcd").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try simulate(MadeResetBank(kind: .asynchronous, polarity: .activeHigh), trace: .file(path)) { dut in
      dut.button = 1
      dut.step()
      dut.button = 0
      dut.step(4)
    }
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let resets = lines.filter { $0.hasPrefix("$var wire 1 ") && $0.hasSuffix(" inner_rst $end") }
    #expect(resets.count == 2)
    #expect(Set(resets).count == 1)
    let code = try #require(resets.first?.split(separator: " ").dropFirst(3).first)
    let (low, high): (String, String) = ("0" + code, "1" + code)
    let changes: [String] = lines.filter { $0 == low || $0 == high }.map { String($0) }
    #expect(changes == [low, high, low])
  }

  @Test func makersOfResetsAreReadable() throws {
    let texts = try elaborate(MadeResetBank(kind: .asynchronous, polarity: .activeLow)).verilog(.verilog2001)
    #expect(
      texts.last?.text == """
        // made_reset_bank_asynchronous_active_low
        //   kind = asynchronous
        //   polarity = activeLow
        // Generated by Bitloom
        module made_reset_bank_asynchronous_active_low (
          input  wire       clk,
          input  wire       rst,
          input  wire       button,
          input  wire       request,
          output wire [7:0] outer,
          output wire [7:0] inner,
          output wire [7:0] nested
        );

          reg requested;
          wire inner_rst;
          reg [7:0] outer_count;
          reg [7:0] inner_count;

          step_counter_8_clk_async_low counter (
            .clk       (clk),
            .inner_rst (inner_rst),
            .count     (nested)
          );

          always @(posedge clk) begin
            if (rst) begin
              requested <= 1'b0;
            end else begin
              requested <= request;
            end
          end

          reset_synchroniser_2_active_low_clk_async_low synchroniser (
            .clk          (clk),
            .asynchronous (!(button || requested)),
            .synchronised (inner_rst)
          );

          always @(posedge clk) begin
            if (rst) begin
              outer_count <= 8'd1;
            end else begin
              outer_count <= outer_count + 8'd1;
            end
          end

          assign outer = outer_count;

          always @(posedge clk or negedge inner_rst) begin
            if (!inner_rst) begin
              inner_count <= 8'd5;
            end else begin
              inner_count <= inner_count + 8'd1;
            end
          end

          assign inner = inner_count;
        endmodule

        """)
    #expect(texts.contains { $0.text.contains("always @(posedge clk or negedge asynchronous) begin") })
  }

  /// What resets asynchronously may be seen outside, too, and may be called like the reset.
  @Test func resetsAreSeenOutside() throws {
    struct Watched: Module {
      struct IO: Interface {
        @Input var button: Signal = .bit
        @Input var direct: Signal = .bit
        @Output var seen: Signal = .bit
        @Output var counts: [Signal]
      }
      var ports: IO { IO(counts: .unsigned(8, count: 2)) }
      func build(_ io: IO) {
        let own = ClockDomain(reset: .init(name: "own_rst", kind: .asynchronous))
        let direct = ClockDomain(reset: .init(name: "direct", kind: .asynchronous))
        let clean = Instance("synchroniser", ResetSynchroniser())
        clean.asynchronous <== io.button
        driveReset(of: own, with: clean.synchronised)
        driveReset(of: direct, with: io.direct)
        io.seen <== clean.synchronised || io.direct
        io.counts[0] <== clocked(by: own) { Instance("first", StepCounter()) }.count
        io.counts[1] <== clocked(by: direct) { Instance("second", StepCounter()) }.count
      }
    }
    #expect(try lint(Watched()) == "")
    func check(_ dut: Testbench<Watched>) {
      func step(_ cycles: Int, resets: Int, seen: Int, counts: [Int]) {
        dut.button = resets
        dut.direct = resets
        dut.step(cycles)
        #expect(dut.seen == seen)
        #expect(dut.counts.values == counts)
      }
      step(1, resets: 1, seen: 1, counts: [3, 3])
      step(3, resets: 0, seen: 0, counts: [4, 6])
    }
    try simulate(Watched(), on: everyEngine(), mayBeUnknown: [\.counts]) { check($0) }
  }

  /// A register that nothing sets before it is enabled is found as the origin of what is unknown.
  @Test(.enabled(if: Engine.icarus.isAvailable, "needs Icarus"))
  func unknownRegistersBehindEnablesAreNamed() throws {
    let found = try unknownOutputs(of: EnableBank(), mayBeUnknown: [\.word]) { dut in
      dut.second = 1
      dut.step(3)
    }
    #expect(found.map(\.name) == ["loose"])
    #expect(found.first?.sources.map(\.path) == ["loose_now"])
  }
}
