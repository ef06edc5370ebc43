import Bitloom
import Foundation
import Testbench
import Testing

@testable import Waveforms

struct EngineWaveformTests {
  /// 30 cycles, which differ with the seed.
  static func run(_ dut: Testbench<Mixer>, cycles: Int = 30, seed: UInt64 = 1) {
    var random = Generator(state: seed)
    for _ in 0..<cycles {
      dut.sample.left = Int.random(in: -32..<32, using: &random)
      dut.sample.right = Int.random(in: -32..<32, using: &random)
      dut.valid = Int.random(in: 0...3, using: &random) == 0 ? 0 : 1
      dut.gain = 0.25 * Double(Int.random(in: 0..<16, using: &random))
      dut.step()
    }
  }

  /// The changes in a waveform file, whatever its form.
  static func changes(in path: String) throws -> [String: [String]] {
    switch WaveformFormat(path: path) {
    case .vcd: try DumpText(Files.text(path)).changes
    case .fst: try DumpText(Tool.run(#require(Tool.fst2vcd), [path])).changes
    case .html: try changesInPage(path)
    }
  }

  /// A page holds an FST file.
  private static func changesInPage(_ path: String) throws -> [String: [String]] {
    let text = try Files.text(path)
    let start = try #require(text.range(of: "<script type=\"text/plain\" id=\"values\">")).upperBound
    let end = try #require(text.range(of: "</script>", range: start..<text.endIndex)).lowerBound
    let data = try #require(Data(base64Encoded: String(text[start..<end])))
    try data.write(to: URL(fileURLWithPath: path + ".check.fst"))
    return try changes(in: path + ".check.fst")
  }

  static let forms: [WaveformFormat] = Tool.fst2vcd == nil ? [.vcd] : WaveformFormat.allCases

  @Test(arguments: forms)
  func formsOfTheNativeEngineAreEqual(_ form: WaveformFormat) throws {
    func check(in folder: String) throws {
      try simulate(Mixer(), trace: "\(folder)/a.vcd") { Self.run($0) }
      let path = "\(folder)/b.\(form.rawValue)"
      try simulate(Mixer(), trace: .file(path)) { Self.run($0) }
      let expected = try Self.changes(in: "\(folder)/a.vcd")
      #expect(expected.count > 30)
      // 0 at first, 1 from the reset on, then shifted 30 times.
      let wide: [String] = try #require(expected["mixer.wide"])
      #expect(wide.count == 32)
      let found = try Self.changes(in: path)
      #expect(found == expected)
    }
    try Files.inFolder { try check(in: $0) }
  }

  /// Verilator's waveform has the same values at the same times, for every signal that both have.
  @Test(.enabled(if: Engine.verilator.isAvailable, "Verilator is not installed"), arguments: forms)
  func verilatorHasTheSameValues(_ form: WaveformFormat) throws {
    func check(_ folder: String) throws {
      try simulate(Mixer(), trace: "\(folder)/a.vcd") { Self.run($0) }
      let path = "\(folder)/b.\(form.rawValue)"
      try simulate(Mixer(), on: .verilator, trace: .file(path)) { Self.run($0) }
      let expected = try Self.changes(in: "\(folder)/a.vcd")
      var found: [String: [String]] = [:]
      for (path, changes) in try Self.changes(in: path) {
        found[path.hasPrefix("TOP.mixer.") ? String(path.dropFirst(4)) : path] = changes
      }
      for name in ["clk", "rst", "phase", "product", "scaled", "line.stage_1.held", "wide"] {
        #expect(found["mixer.\(name)"] != nil, "\(name) is missing")
      }
      for (path, changes) in found where expected[path] != nil { #expect(changes == expected[path], "\(path)") }
    }
    try Files.inFolder { try check($0) }
  }

  /// After the reset, when all is known, Icarus has the same values too.
  @Test(.enabled(if: Engine.icarus.isAvailable, "Icarus is not installed"), arguments: forms)
  func icarusHasTheSameValues(_ form: WaveformFormat) throws {
    func check(_ folder: String) throws {
      try simulate(Mixer(), trace: "\(folder)/a.vcd") { Self.run($0) }
      let path = "\(folder)/b.\(form.rawValue)"
      try simulate(Mixer(), on: .icarus, trace: .file(path)) { Self.run($0) }
      let expected = try Self.changes(in: "\(folder)/a.vcd")
      let isBench = form != .html
      var count = 0
      for (path, changes) in try Self.changes(in: path) {
        let name = isBench ? path.replacing("bitloom_bench.dut.", with: "mixer.") : path
        guard let expected = expected[name] else { continue }
        count += 1
        let inNanoseconds = changes.map { line in
          let words = line.split(separator: " ")
          return "\((Int(words[0]) ?? 0) / (isBench ? 1000 : 1)) \(words[1])"
        }
        let settled = Self.lastOfEachTime(inNanoseconds)
        #expect(VCDTests.part(settled, 20..<310) == VCDTests.part(expected, 20..<310), "\(name)")
      }
      #expect(count > 20)
    }
    try Files.inFolder { try check($0) }
  }

  /// Of the changes of the same nanosecond the last one, and no change to what was there already.
  private static func lastOfEachTime(_ changes: [String]) -> [String] {
    var result: [String] = []
    for line in changes {
      if let last = result.last, last.split(separator: " ")[0] == line.split(separator: " ")[0] { result.removeLast() }
      if let last = result.last, last.split(separator: " ")[1] == line.split(separator: " ")[1] { continue }
      result.append(line)
    }
    return result
  }

  // MARK: Parts of a simulation

  @Test(arguments: Engine.available)
  func aWindowOfCycles(_ engine: Engine) throws {
    func check(_ folder: String) throws {
      try simulate(Mixer(), on: engine, trace: .file("\(folder)/all.html")) { Self.run($0) }
      try simulate(Mixer(), on: engine, trace: .file("\(folder)/part.vcd", cycles: 10..<15)) { dut in
        Self.run(dut)
        #expect(dut.cycle == 30)
      }
      // Cycle 10 is the eleventh after the reset: 110 ns.
      try #require(Tool.fst2vcd != nil, "fst2vcd, of the package gtkwave, is not installed")
      let expected = try Self.changes(in: "\(folder)/all.html").mapValues { VCDTests.part($0, 110..<160) }
      #expect(try Self.changes(in: "\(folder)/part.vcd") == expected)
    }
    try Files.inFolder { try check($0) }
  }

  /// Parts that begin before the simulation, end after it, or have nothing.
  @Test(arguments: Engine.available)
  func windowsBeyondTheSimulation(_ engine: Engine) throws {
    func check(_ folder: String) throws {
      func part(_ trace: Trace) throws -> [String: [String]] {
        try simulate(Mixer(), on: engine, trace: trace) { Self.run($0, cycles: 5) }
        return try Self.changes(in: trace.path)
      }
      let path = "\(folder)/part.vcd"
      let all = try part(.file(path, cycles: -7..<Int.max))
      #expect(all["mixer.clk"]?.count == 13)
      #expect(try part(.file(path, cycles: Int.min..<Int.max)) == all)
      for cycles in [3..<3, Int.max - 1..<Int.max] {
        let none: [String: [String]] = try part(.file(path, cycles: cycles))
        let isEmpty: Bool = none.values.allSatisfy { $0.isEmpty }
        #expect(isEmpty, "cycles \(cycles)")
      }
    }
    try Files.inFolder { try check($0) }
  }

  @Test(arguments: Engine.available)
  func theLastCyclesBeforeAFailure(_ engine: Engine) throws {
    func check(_ folder: String) throws {
      let path = "\(folder)/last.vcd"
      // Nothing fails: nothing is written.
      try simulate(Mixer(), on: engine, trace: .onFailure(path, last: 4)) { Self.run($0) }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
      #expect(throws: TestbenchError.self) {
        try simulate(Mixer(), on: engine, trace: .onFailure(path, last: 4)) { dut in
          Self.run(dut)
          throw TestbenchError("on purpose")
        }
      }
      let times = try Self.changes(in: path).values.joined().compactMap { Int($0.prefix { $0 != " " }) }
      // 30 cycles and the reset end at 310 ns.
      #expect(times.max() == 310)
      #expect(try #require(times.min()) >= 265)
      let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      #expect(files == ["last.gtkw", "last.sucl", "last.vcd"])
    }
    try Files.inFolder { try check($0) }
  }

  /// A value that does not fit is found when the simulation is completed.
  @Test func failuresAtTheEnd() throws {
    try Files.inFolder { folder in
      let path = "\(folder)/last.vcd"
      #expect(throws: TestbenchError.self) {
        try simulate(Mixer(), trace: .onFailure(path, last: 4)) { dut in
          dut.sample.left = 1000
          Self.run(dut, cycles: 3)
        }
      }
      #expect(FileManager.default.fileExists(atPath: path))
    }
  }

  @Test(arguments: Engine.available)
  func onDemand(_ engine: Engine) throws {
    try Files.inFolder { folder in
      let path = "\(folder)/demand.vcd"
      try simulate(Mixer(), on: engine, trace: .onFailure(path, last: 3)) { dut in
        Self.run(dut, cycles: 10)
        try dut.writeTrace()
        if engine == .native { #expect(try Self.changes(in: path)["mixer.clk"]?.count == 6) }
        Self.run(dut, cycles: 5)
      }
      #expect(try Self.changes(in: path).isEmpty == false)
    }
  }

  @Test func whatARingThatCannotBeWrittenThrows() throws {
    let error = #expect(throws: WaveformError.self) {
      try simulate(Mixer(), trace: .onFailure("/nowhere/a.vcd")) { dut in
        dut.step()
        try dut.writeTrace()
      }
    }
    #expect(error?.description == "cannot write the waveform file '/nowhere/a.vcd': No such file or directory")
  }
}

@Suite(.enabled(if: Engine.verilator.isAvailable && Tool.fst2vcd != nil, "Verilator or fst2vcd is not installed"))
struct VerilatorFSTTests {
  /// Verilator's own file: it has been asked for that form, not for a dump that is converted.
  @Test func isWrittenByVerilatorItself() throws {
    try Files.inFolder { folder in
      try simulate(Mixer(), on: .verilator, trace: "\(folder)/a.fst") { EngineWaveformTests.run($0) }
      let text = try Tool.run(#require(Tool.fst2vcd), ["-e", "\(folder)/a.fst"])
      #expect(text.contains("$scope module TOP $end"))
      #expect(text.contains("$timescale\n\t1ns\n$end"))
    }
  }
}
