import RTL
import Testing
import Verilog

/// Emitted statements against a plain interpreter, over cycles with resets.
@Suite struct StatementTests {
  /// Two cycles of reset, then inputs at random with a reset now and then.
  static func vectors(for design: Design, count: Int, seed: UInt64) -> [String] {
    let data = EquivalenceTests.vectors(for: design, count: count, seed: seed)
    guard design.top.usesReset else { return data }
    var random = SeededGenerator(seed: seed &+ 1)
    return data.enumerated().map { ($0 < 2 || random.chance(10) ? "1" : "0") + $1 }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64]) func statementsKeepTheirMeaning(seed: UInt64) throws {
    let design = StatementGenerator.design(seed: seed)
    var bench = VectorBench(design: design, vectors: Self.vectors(for: design, count: 150, seed: seed))
    for dialect in VerilogDialect.allCases {
      bench.dialect = dialect
      if seed == 1 { bench.compare(try bench.verilator(), "verilator") }
      bench.compare(try bench.icarus(), "icarus")
      let complaints = try Toolchain.lint(design, dialect)
      #expect(complaints == "")
    }
  }
}
