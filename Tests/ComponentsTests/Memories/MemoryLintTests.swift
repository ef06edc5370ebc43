import Bitloom
import Testing

/// Every form of a memory is read in silence by three tools, in both dialects.
@Suite(.enabled(if: ["verilator", "iverilog", "yosys"].allSatisfy { VerilogTools.path(of: $0) != nil }))
struct MemoryLintTests {
  @Test(arguments: VerilogDialect.allCases)
  func toolsAreSilent(_ dialect: VerilogDialect) throws {
    let values = MemoryContents.values((0..<300).map { $0 % 256 })
    try expectSilence(MemoryBank(width: 16, depth: 6, lanes: 4, writePorts: 2), dialect)
    try expectSilence(BlockMemory(depth: 300, duringWrite: .undefined, lanes: 8, contents: values), dialect)
    try expectSilence(BlockMemory(depth: 300, latency: 2, duringWrite: .new, contents: .repeated(3)), dialect)
    try expectSilence(Table(contents: [5, 6, 7], latency: 2), dialect)
    try expectSilence(Table(contents: [5], latency: 1), dialect)
    try expectSilence(Table(contents: (0..<40).map { $0 }, latency: 0), dialect)
    try expectSilence(RecordMemory(), dialect)
    try expectSilence(RecordMemory(isPacked: true), dialect)
  }

  private func expectSilence<M: Module>(_ module: M, _ dialect: VerilogDialect) throws {
    let complaints = try VerilogTools.complaints(about: try elaborate(module), dialect)
    #expect(complaints.isEmpty, "\(module): \(complaints)")
  }
}
