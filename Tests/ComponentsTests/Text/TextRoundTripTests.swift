import Bitloom
import Components
import RTL
import Testbench
import Testing

/// What is written as text and read back is the same design: the same text, the same Verilog, the same behaviour.
@Suite struct TextRoundTripTests {
  static let other = ClockDomain(clock: "other_clk", reset: .init(name: "other_rst", kind: .asynchronous))

  static func designs() throws -> [Design] {
    [
      try elaborate(OperatorBank()), try elaborate(StateBank()), try elaborate(PacketParser()),
      try elaborate(StreamFifo(payload: .unsigned(8), depth: 5)),
      try elaborate(AsynchronousFifo(payload: .signed(7), depth: 8, write: .standard, read: other)),
    ]
  }

  @Test func textAndVerilogStayTheSame() throws {
    for design in try Self.designs() {
      let text = design.text()
      let read = try Design(text: text)
      #expect(read.text() == text)
      for dialect in [VerilogDialect.systemVerilog, .verilog2001] {
        #expect(read.verilog(dialect) == design.verilog(dialect))
      }
    }
  }
}
