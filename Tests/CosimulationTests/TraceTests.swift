import Foundation
import Simulation
import Testing

@testable import Cosimulation

@Suite(.needsBoth) struct TraceTests {
  @Test(arguments: EngineKind.allCases)
  func waveformHasSignalsAndTenNanosecondsACycle(_ kind: EngineKind) throws {
    let path = FileManager.default.temporaryDirectory.path + "/trace-\(UUID().uuidString).vcd"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let engine = try kind.make(.counter(.synchronous), trace: path)
    engine.setReset(true)
    engine.step(1)
    engine.setReset(false)
    engine.writeWord(0, 1)
    engine.step(3)
    engine.finish()
    let text = try String(contentsOfFile: path, encoding: .utf8)
    for signal in ["clk", "rst", "enable", "count", "next"] {
      #expect(text.contains(" \(signal) "), "no \(signal) in the waveform")
    }
    // Counting from 5: at 35 ns the third active edge after the reset has made it 8.
    let unit = kind == .verilator ? 1 : 1000
    let changes = text.components(separatedBy: "\n#")
    let lastEdge = changes.first { $0.hasPrefix("\(35 * unit)\n") }
    #expect(lastEdge?.contains("b00001000 ") == true || lastEdge?.contains("b1000 ") == true)
    #expect(changes.contains { $0.hasPrefix("\(40 * unit)\n") || $0 == "\(40 * unit)" })
  }

  @Test(arguments: EngineKind.allCases)
  func waveformIsCompletedWhenTheEngineGoes(_ kind: EngineKind) throws {
    let path = FileManager.default.temporaryDirectory.path + "/trace-\(UUID().uuidString).vcd"
    defer { try? FileManager.default.removeItem(atPath: path) }
    do {
      let engine = try kind.make(.subtractor, trace: path)
      for value in 0..<8 {
        engine.writeWord(0, UInt64(value))
        engine.step(1)
      }
    }
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains("b00111 ") || text.contains("b111 "))
  }

  @Test(arguments: EngineKind.allCases)
  func waveformThatCannotBeWritten(_ kind: EngineKind) throws {
    let path = "/nonexistent-folder/trace.vcd"
    #expect(throws: CosimulationError(.fileSystem, "cannot write '\(path)'")) {
      try kind.make(.subtractor, trace: path)
    }
  }
}
