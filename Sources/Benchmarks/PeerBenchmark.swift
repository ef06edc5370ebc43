import Bitloom
import Cosimulation
import Foundation
import Testbench

/// The same array and the same vectors in the simulators of others, in one run: cocotb with Icarus and with Verilator, Amaranth.
///
/// The peers are in the virtual environment that `Scripts/peers/install.sh` makes; what is not there is reported as missing.
enum PeerBenchmark {
  private static let environment = ".build/peers"
  private static let scripts = "Scripts/peers"
  private static let turns = 3

  private struct Figure {
    var name: String
    var cycles: Int
    var seconds = Double.infinity
    var rate: Double { Double(cycles) / seconds }
  }

  static func report() throws {
    print("Peers: output-stationary array, all ports set and all outputs read every cycle, the same vectors")
    print("  (cycles a second, fastest of \(turns) turns, all peers in every turn)")
    for size in [8, 16] { try report(size: size) }
    print("  goals: Verilator 100x cocotb with Icarus, 20x cocotb with Verilator; native 100x Amaranth (16 x 16)")
    print("")
  }

  private static func report(size: Int) throws {
    let module = PlainArray(size: size)
    let design = try elaborate(module)
    let vectors = ArrayVectors(size: size)
    try Subprocess.withFolder { folder in
      try vectors.write(to: "\(folder)/vectors")
      var files: [String] = []
      for file in design.verilog() {
        files.append("\(folder)/\(file.name)")
        try Data(file.text.utf8).write(to: URL(fileURLWithPath: files[files.count - 1]))
      }
      var figures = engines.map { Figure(name: "Bitloom, \($0.rawValue)", cycles: cycles(of: $0)) }
      let firstPeer = figures.count
      figures += peers.map { Figure(name: $0, cycles: peerCycles) }
      var problems: [String] = []
      for _ in 0..<turns {
        for (index, engine) in engines.enumerated() {
          let run = try run(module, design, vectors, engine, cycles: figures[index].cycles)
          figures[index].seconds = min(figures[index].seconds, run.seconds)
        }
        for (index, peer) in peers.enumerated() where !problems.contains(where: { $0.hasPrefix(peer) }) {
          do {
            let answer = try Self.answer(of: peer, size: size, top: design.top.name, files: files, in: folder)
            let expected = try run(module, design, vectors, .verilator, cycles: peerCycles).checksum
            guard answer.checksum == expected else { throw BenchmarkError("its outputs differ") }
            figures[firstPeer + index].seconds = min(figures[firstPeer + index].seconds, answer.seconds)
            figures[firstPeer + index].name = "\(peer) \(answer.version)"
          } catch {
            problems.append("\(peer): missing (\(error))")
          }
        }
      }
      print("  \(size) x \(size)")
      for figure in figures where figure.seconds < .infinity { printRow(figure, figures) }
      for problem in problems { print("    \(problem)") }
    }
  }

  private static func printRow(_ figure: Figure, _ figures: [Figure]) {
    let ratios = figures.prefix(engines.count).map { engine in
      Measurement.column(engine.rate / figure.rate, 1, 10) + "x"
    }
    print(
      "    " + figure.name.padding(toLength: 34, withPad: " ", startingAt: 0) + Measurement.column(figure.rate, 0, 10)
        + ratios.joined())
  }

  private static let engines: [Engine] = [.native, .verilator]
  private static let peers = ["Icarus in bulk", "cocotb + Icarus", "cocotb + Verilator", "Amaranth"]
  private static let peerCycles = 512

  private static func cycles(of engine: Engine) -> Int { engine == .native ? 4096 : 8 * ArrayVectors.rowCount }

  private static func run(
    _ module: PlainArray, _ design: Design, _ vectors: ArrayVectors, _ engine: Engine, cycles: Int
  ) throws -> (seconds: Double, checksum: UInt64) {
    let dut = try Testbench(module, design: design, on: engine)
    let (ms, checksum) = Measurement.fastest(of: 1) { DrivenArray.handles(dut, vectors, cycles: cycles) }
    try dut.finish()
    return (ms / 1e3, checksum)
  }

  /// Runs a peer: its version, seconds and the checksum.
  private static func answer(
    of peer: String, size: Int, top: String, files: [String], in folder: String
  ) throws -> (version: String, seconds: Double, checksum: UInt64) {
    if peer == "Icarus in bulk" { return try icarus(size: size) }
    let python = URL(fileURLWithPath: "\(environment)/bin/python").path
    guard FileManager.default.isExecutableFile(atPath: python) else { throw BenchmarkError("no '\(python)'") }
    let vectors = "\(folder)/vectors"
    let scripts = URL(fileURLWithPath: scripts).path
    var arguments: [String]
    if peer == "Amaranth" {
      arguments = ["\(scripts)/amaranth_array.py", String(size), vectors, String(peerCycles)]
    } else {
      let simulator = peer.hasSuffix("Icarus") ? "icarus" : "verilator"
      let work = "\(folder)/\(simulator)"
      try FileManager.default.createDirectory(atPath: work, withIntermediateDirectories: true)
      arguments =
        ["\(scripts)/cocotb_array.py", simulator, String(size), vectors, String(peerCycles), top, work] + files
    }
    let path = "\(URL(fileURLWithPath: environment).path)/bin:" + (ProcessInfo.processInfo.environment["PATH"] ?? "")
    let text = try Subprocess.run(
      python, arguments,
      environment: ["PATH": path, "CXX": ToolLocator.standard.cppCompilerPath ?? "c++", "PYTHONPATH": scripts])
    let words = (text.split(separator: "\n").last ?? "").split(separator: " ")
    guard words.count == 3, let seconds = Double(words[1]), let checksum = UInt64(words[2]) else {
      throw BenchmarkError("it answered '\(text)'")
    }
    return (String(words[0]), seconds, checksum)
  }

  /// Bitloom's own engine for Icarus, with all cycles in one call.
  private static func icarus(size: Int) throws -> (version: String, seconds: Double, checksum: UInt64) {
    let vectors = ArrayVectors(size: size)
    let dut = try Testbench(PlainArray(size: size), on: .icarus)
    let outputs = (0..<size).map { index in \PlainArray.IO.sums[index] }
    let stimulus = DrivenArray.stimulus(vectors, cycles: peerCycles)
    let (ms, samples) = Measurement.fastest(of: 1) { dut.run(stimulus, sampling: outputs) }
    try dut.finish()
    let columns = outputs.map { samples[$0] }
    var checksum: UInt64 = 0
    for cycle in 0..<peerCycles {
      var sum = ArrayVectors.RowSum()
      for column in columns { sum.add(column[cycle]) }
      sum.end(&checksum)
    }
    return (ToolInventory()["iverilog"]?.version?.text ?? "?", ms / 1e3, checksum)
  }
}
