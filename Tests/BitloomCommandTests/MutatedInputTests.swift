import Accelerators
import Foundation
import Testing

@testable import BitloomCommand

/// Command lines and configuration files that somebody, or something, has spoilt: each ends in an answer, or in one sentence
/// and the status that belongs to it. `make mutations` takes 100,000 of each; the argument parser needs milliseconds for one.
@Suite struct MutatedInputTests {
  static let counts: (lines: Int, files: Int) = {
    let count = ProcessInfo.processInfo.environment["BITLOOM_MUTATIONS"].flatMap { Int($0) }
    return (count ?? 1_000, count ?? 20_000)
  }()

  static let lines: [[String]] = [
    ["list"], ["list", "--json"], ["describe", "table", "--set", "count=20", "--json"],
    ["describe", "systolic-array", "--set", "rows=16", "--set", "dataflow=weightStationary"],
    ["describe", "systolic-array", "--preset", "typical", "--config", "good.json"],
    ["generate", "table", "--set", "count=18", "--dialect", "verilog2001", "--output", "tables", "--force"],
    ["simulate", "faulty", "--vectors", "7", "--seed", "0x1f", "--engine", "native", "--json"],
    ["simulate", "faulty", "--set", "width=9", "--trace", "wave", "--preset", "small"],
    ["fuzz", "--circuits", "5", "--seed", "1", "--operators", "9", "--engines", "native,icarus"],
    ["report", "table", "--set", "count=18", "--target", "xilinx7", "--json"],
    ["prove", "adder", "--solver", "z3", "--limit", "5", "--json"],
    ["doctor"], ["help", "generate"], ["--version"], ["generate", "--help"],
  ]

  static let configuration = """
    {
      "rows": 12, "columns": 16,
      "dataflow": "weightStationary",
      "hasBias": true, "hasReLU": false, "operandWidth": 8,
      "accumulatorWidth": 32, "outputWidth": -8.5e2, "name": "\\u00e9\\ud83d\\ude00\\/\\"", "x": null
    }
    """

  @Test func commandLines() throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{"rows": 4}"#, to: "good.json")
    let catalogue = Catalogue([
      TableEntry(), FaultyEntry(fault: .mismatches(1)), try Catalogue.standard.entry(named: "systolic-array"),
    ])
    let words = Self.lines.flatMap { $0 }
    var mutator = Mutator(seed: 0x0b17_1005)
    var statuses: [Int32: Int] = [:]
    for number in 0..<Self.counts.lines {
      let line = mutator.mutate(Self.lines[mutator.index(Self.lines.count)], with: words)
      // These would do what they are told to: look at the arguments alone.
      if let command = line.first, ["fuzz", "regenerate", "doctor", "report", "prove"].contains(command) {
        _ = try? RootCommand.parseAsRoot(line)
        continue
      }
      let run = CommandRun(line, in: folder.path, catalogue: catalogue, tools: .empty)
      statuses[run.status, default: 0] += 1
      let told = "line \(number): \(line) ended with \(run.status): \(run.errors)"
      switch run.status {
      case 0: #expect(!run.output.isEmpty, "\(told)")
      case 1, 64: #expect(!run.errors.isEmpty || !run.output.isEmpty, "\(told)")
      default: Issue.record("\(told)")
      }
      if run.status == 64 {
        #expect(run.errors.hasPrefix("error: "), "\(told)")
        #expect(run.output.isEmpty, "\(told)")
      }
    }
    // Both ends have been reached many times.
    #expect(statuses[0, default: 0] > Self.counts.lines / 20)
    #expect(statuses[64, default: 0] > Self.counts.lines / 2)
    let ends = statuses.sorted { $0.key < $1.key }.map { "\($0.value) with \($0.key)" }
    print("of \(Self.counts.lines) mutated command lines \(ends.joined(separator: ", ")) ended")
  }

  @Test func configurationFiles() {
    let sample = Array(Self.configuration.utf8)
    var mutator = Mutator(seed: 0x0b17_1006)
    var read = 0
    for _ in 0..<Self.counts.files {
      var reader = ConfigurationReader(mutator.mutate(sample))
      do {
        _ = try reader.readObject()
        read += 1
      } catch {
        #expect(!error.message.isEmpty)
        #expect(error.position.line >= 1 && error.position.column >= 1)
      }
    }
    // A changed digit is still a configuration.
    #expect(read > Self.counts.files / 100)
    print("of \(Self.counts.files) mutated configurations \(read) could be read")
  }

  @Test func configurationFilesThroughTheCommand() throws {
    let folder = try TemporaryFolder()
    let sample = Array(Self.configuration.utf8)
    var mutator = Mutator(seed: 0x0b17_1007)
    let url = URL(fileURLWithPath: "\(folder.path)/array.json")
    for _ in 0..<300 {
      try Data(mutator.mutate(sample)).write(to: url)
      let run = CommandRun(["describe", "systolic-array", "--config", "array.json"], in: folder.path)
      #expect(run.status == 64)
      #expect(run.errors.hasPrefix("error: array.json:"), "\(run.errors)")
      #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    }
  }
}
