import Bitloom
import Components
import Foundation
import Simulation
import Testbench
import Testing

@Suite struct EngineTests {
  @Test(.enabled(if: Engine.icarus.isAvailable, "needs Icarus"))
  func unknownBitsReadAsUnknown() throws {
    let unknown: Int = Testbench<Counter>.unknown
    func check(_ dut: Testbench<Counter>) throws {
      #expect(dut.count == unknown)
      #expect(dut.isZero == unknown)
      #expect(dut.bits(\.count).unknown.isAllOnes)
      dut.load = 9
      dut.loads = 1
      dut.step()
      #expect(dut.count == 9)
      #expect(dut.isZero == 0)
    }
    try simulate(Counter(hasReset: false), on: .icarus) { try check($0) }
    func checkWide(_ dut: Testbench<Counter>) {
      #expect(dut.count == unknown)
      dut.load = 9
      dut.loads = 1
      dut.step()
      #expect(dut.count == 9)
    }
    try simulate(Counter(width: 80, hasReset: false), on: .icarus) { checkWide($0) }
  }

  @Test(arguments: Engine.available)
  func resets(_ engine: Engine) throws {
    func check(_ dut: Testbench<Counter>) throws {
      dut.enable = 1
      dut.step(5)
      #expect(dut.count == 5)
      #expect(dut.cycle == 5)
      dut.reset(cycles: 3)
      #expect(dut.count == 0)
      #expect(dut.cycle == 0)
      dut.step()
      #expect(dut.count == 1)
    }
    try simulate(Counter(), on: engine) { try check($0) }
  }

  @Test(arguments: Engine.available)
  func traceFiles(_ engine: Engine) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("counter.vcd").path
    try simulate(Counter(), on: engine, trace: .file(path)) { dut in
      dut.enable = 1
      dut.step(20)
    }
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains("$enddefinitions"))
    #expect(text.contains(" count "))
    #expect(text.contains("b10011 ") || text.contains("b00010011 "), "the count 19 should be in the waveform")
    // The waveform of a run that fails is kept.
    let failed = folder.appendingPathComponent("failed.vcd").path
    #expect(throws: TestbenchError.self) {
      try simulate(Counter(), on: engine, trace: .file(failed)) { dut in
        dut.step(3)
        throw TestbenchError("on purpose")
      }
    }
    #expect(try String(contentsOfFile: failed, encoding: .utf8).contains("$enddefinitions"))
  }

  @Test func aTraceFileThatCannotBeWritten() {
    for engine in Engine.available {
      #expect(throws: (any Error).self) {
        try simulate(Counter(), on: engine, trace: "/nowhere/counter.vcd") { $0.step() }
      }
    }
  }

  @Test func pausesOfDriversAndMonitors() throws {
    func check(_ dut: Testbench<StreamFifo<SignalType>>) throws {
      let beats: [[Int]] = (0..<100).map { [$0] }
      let sender = StreamDriver(dut.input, beats: beats, pauseProbability: 0.5, random: SeededGenerator(seed: 8))
      let receiver = StreamMonitor(dut.output, pauseProbability: 0.5, random: SeededGenerator(seed: 9))
      dut.checkProtocol(of: dut.input)
      try dut.run([sender], [receiver], limit: 2000) { receiver.beats.count == 50 }
      let first: [[Int]] = Array(beats.prefix(50))
      #expect(receiver.beats == first)
      // More can follow.
      sender.append([[200], [201]])
      try dut.run([sender], [receiver], limit: 2000) { receiver.beats.count == 102 }
      let all: [[Int]] = beats + [[200], [201]]
      #expect(receiver.beats == all)
      let lastCycle = try #require(receiver.lastCycle)
      #expect(lastCycle > 150)
    }
    try simulate(StreamFifo(payload: .unsigned(8), depth: 4)) { try check($0) }
  }
}
