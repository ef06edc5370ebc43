import Accelerators
import Cosimulation
import Foundation
import Testbench
import Testing

@testable import BitloomCommand

@Suite struct SimulateTests {
  static func faulty(_ fault: FaultyEntry.Fault, _ options: String...) -> CommandRun {
    CommandRun(
      ["simulate", "faulty", "--engine", "native"] + options, catalogue: Catalogue([FaultyEntry(fault: fault)]))
  }

  @Test(arguments: Engine.available)
  func jsonIsOneObjectWithTheKeysOfTheContract(_ engine: Engine) throws {
    let run = CommandRun([
      "simulate", "systolic-array", "--preset", "small", "--engine", engine.rawValue, "--vectors", "12", "--seed",
      "18446744073709551615", "--json",
    ])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.errors.isEmpty)
    let object = run.object
    #expect(
      Set(object.keys) == ["design", "parameters", "engine", "seed", "vectors", "mismatches", "cycles", "seconds"])
    #expect(object["design"] as? String == "systolic-array")
    #expect(object["engine"] as? String == engine.rawValue)
    #expect(object["vectors"] as? Int == 12)
    #expect(object["mismatches"] as? Int == 0)
    #expect(object["seed"] as? UInt64 == UInt64.max)
    #expect(object["cycles"] as? Int ?? 0 > 100)
    #expect(object["seconds"] as? Double ?? 0 > 0)
    #expect((object["parameters"] as? [String: Any])?["rows"] as? Int == 2)
  }

  @Test func coverageIsAddedToAFile() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("array.json").path
    let arguments = ["simulate", "systolic-array", "--preset", "small", "--vectors", "3", "--coverage", path]
    let first = CommandRun(arguments)
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.contains("\nengine      native\n"))
    #expect(first.output.contains("1 run, "), "\(first.output)")
    #expect(first.output.contains("  branch "), "\(first.output)")
    let second = CommandRun(arguments + ["--engine", "native", "--seed", "2", "--json"])
    #expect(second.status == 0)
    #expect(second.object["mismatches"] as? Int == 0)
    #expect(try Coverage(files: [path]).designs.first?.runs == 2)
    let other = CommandRun(arguments + ["--engine", "icarus"])
    #expect(other.status == 64)
    #expect(other.errors.contains("--coverage is collected by the native engine, not by icarus"), "\(other.errors)")
    try Data("something".utf8).write(to: URL(fileURLWithPath: path))
    let refused = CommandRun(arguments)
    #expect(refused.status == 1)
    #expect(refused.errors.contains("is no coverage file and is not overwritten"), "\(refused.errors)")
    let nowhere = CommandRun(Array(arguments.dropLast()) + ["/nowhere/array.json"])
    #expect(nowhere.status == 1)
    #expect(nowhere.errors.contains("the coverage file '/nowhere/array.json' cannot be written"), "\(nowhere.errors)")
  }

  @Test func theSeedDecidesTheRun() {
    func cycles(_ seed: String) -> Int? {
      let arguments = ["simulate", "systolic-array", "--preset", "small", "--engine", "native", "--json"]
      return CommandRun(arguments + ["--seed", seed]).object["cycles"] as? Int
    }
    #expect(cycles("1") == cycles("0x1"))
    #expect(cycles("1") != cycles("2"))
  }

  @Test func textTellsEverything() {
    let run = CommandRun([
      "simulate", "systolic-array", "--preset", "small", "--engine", "native", "--vectors", "5",
    ])
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.first == "design      systolic-array")
    #expect(lines.contains("seed        1"))
    #expect(lines.contains("vectors     5 (matrix products)"))
    #expect(lines.contains("mismatches  0"))
    #expect(lines.last?.hasSuffix(" cycles a second") == true)
  }

  @Test func mismatchesAreShownAndEndWithStatus1() {
    let run = Self.faulty(.mismatches(6), "--vectors", "7")
    #expect(run.status == 1)
    #expect(run.errors.isEmpty)
    let first = """
      vector 0 is wrong (3 + 4)
        sum  expected 7  got 0
        sum  expected 7  got 0
        and 3 more

      vector 1 is wrong (3 + 4)

      """
    #expect(run.output.hasPrefix(first))
    let end = """
      2 more vectors with wrong results

      design      faulty
      parameters  width=8
      engine      native
      seed        1
      vectors     7 (additions)
      mismatches  6
      cycles      70
      speed       140 cycles a second

      """
    #expect(run.output.hasSuffix(end))
  }

  @Test func jsonOfAFailureIsStillOneObject() {
    let run = Self.faulty(.mismatches(6), "--json")
    #expect(run.status == 1)
    #expect(run.object["mismatches"] as? Int == 6)
    #expect(run.object["vectors"] as? Int == 100)
  }

  @Test func aDesignThatStopsAnsweringIsTold() {
    let run = Self.faulty(.stopsAnswering)
    #expect(run.status == 1)
    #expect(run.output.contains("The design stopped answering: 99 vectors were not run.\n"))
  }

  @Test func mistakesOfADesignEndWithStatus1() {
    let run = Self.faulty(.design)
    #expect(run.status == 1)
    #expect(run.errors == "error[D001]: 'sum' is never driven\n")
    let generate = CommandRun(["generate", "faulty"], catalogue: Catalogue([FaultyEntry(fault: .design)]))
    #expect(generate.status == 1)
    #expect(generate.errors == "error[D001]: 'sum' is never driven\n")
  }

  @Test func withoutToolsTheNativeEngineIsUsed() {
    let arguments = ["simulate", "systolic-array", "--preset", "small", "--vectors", "2", "--json"]
    #expect(CommandRun(arguments, tools: .empty).object["engine"] as? String == "native")
  }

  @Test(arguments: [("verilator", "verilator"), ("icarus", "iverilog")])
  func anEngineWithoutItsToolsIsAFailure(_ engine: String, _ tool: String) {
    let run = CommandRun(["simulate", "systolic-array", "--engine", engine, "--json"], tools: .empty)
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(
      run.errors.hasPrefix("error: the engine \(engine) cannot be used: '\(tool)' was not found in the search path"))
    #expect(run.errors.hasSuffix("; 'bitloom doctor' tells how to install it\n"))
  }

  // MARK: Traces

  @Test(arguments: Engine.available)
  func aTraceIsWrittenAndWrittenAgain(_ engine: Engine) throws {
    let folder = try TemporaryFolder()
    let arguments = [
      "simulate", "systolic-array", "--preset", "small", "--engine", engine.rawValue, "--vectors", "2", "--trace",
      "a.vcd",
    ]
    for _ in 0..<2 {
      let run = CommandRun(arguments, in: folder.path)
      #expect(run.status == 0, "\(run.errors)")
    }
    let trace = try #require(folder.read("a.vcd"))
    #expect(trace.contains("$enddefinitions"))
    #expect(trace.contains("results_valid"))
    let expected: [String] = ["a.gtkw", "a.sucl", "a.vcd"]
    #expect(folder.names() == expected)
  }

  @Test func theEndOfTheNameChoosesTheForm() throws {
    let folder = try TemporaryFolder()
    for name in ["a.fst", "b.html"] {
      let run = CommandRun(
        ["simulate", "systolic-array", "--preset", "small", "--engine", "native", "--vectors", "2", "--trace", name],
        in: folder.path)
      #expect(run.status == 0, "\(run.errors)")
    }
    let expected: [String] = ["a.fst", "a.gtkw", "a.sucl", "b.html"]
    #expect(folder.names() == expected)
    #expect(folder.read("b.html")?.contains("results_valid") == true)
  }

  /// A file beside the waveform that somebody else has written stays, unless it is said otherwise.
  @Test func theFilesBesideATraceAreNotOverwrittenEither() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", to: "a.sucl")
    let arguments = [
      "simulate", "systolic-array", "--preset", "small", "--engine", "native", "--vectors", "2", "--trace", "a.vcd",
    ]
    let run = CommandRun(arguments, in: folder.path)
    #expect(
      run.errors
        == "error: 'a.sucl' beside the trace was not written by a simulation and is not overwritten; give --force to do so\n"
    )
    #expect(run.status == 1)
    #expect(folder.read("a.sucl") == "mine")
    #expect(CommandRun(arguments + ["--force"], in: folder.path).status == 0)
    #expect(folder.read("a.sucl")?.hasPrefix("variable_add") == true)
  }

  static let wrongTraces: [(path: String, message: String)] = [
    ("none/a.vcd", "cannot write the trace 'none/a.vcd': there is no directory 'none'"),
    ("notes.txt/a.vcd", "cannot write the trace 'notes.txt/a.vcd': 'notes.txt' is not a directory"),
    ("folder", "cannot write the trace 'folder': it is a directory"),
    ("notes.txt", "'notes.txt' is not a waveform and is not overwritten; give --force to do so"),
    ("mine.html", "'mine.html' is not a waveform and is not overwritten; give --force to do so"),
    ("mine.fst", "'mine.fst' is not a waveform and is not overwritten; give --force to do so"),
  ]

  @Test(arguments: wrongTraces)
  func aTraceThatCannotBeWrittenFailsBeforeTheRun(_ path: String, _ message: String) throws {
    let folder = try TemporaryFolder()
    for name in ["notes.txt", "mine.html", "mine.fst"] { try folder.write("mine", to: name) }
    try folder.makeFolder("folder")
    let run = CommandRun(
      ["simulate", "systolic-array", "--engine", "native", "--preset", "small", "--trace", path], in: folder.path)
    #expect(run.errors == "error: \(message)\n")
    #expect(run.status == 1)
    #expect(folder.read("notes.txt") == "mine")
  }

  @Test func progressIsForTerminals() {
    let terminal = CapturedOutput(isTerminal: true)
    let meter = ProgressMeter(terminal, total: 10, noun: "vectors")
    meter.show(VerificationProgress(vectors: 1, cycles: 1))
    #expect(terminal.text.isEmpty, "nothing within the first second")
    meter.finish()
    #expect(terminal.text.isEmpty)

    let eager = ProgressMeter(terminal, total: 10, noun: "vectors", delay: .zero)
    eager.show(VerificationProgress(vectors: 1, cycles: 20))
    eager.show(VerificationProgress(vectors: 2, cycles: 40))
    eager.finish()
    #expect(terminal.text == "\r1 of 10 vectors, 20 cycles\u{1b}[K\r\u{1b}[K")

    let file = CapturedOutput()
    let silent = ProgressMeter(file, total: 10, noun: "vectors", delay: .zero)
    silent.show(VerificationProgress(vectors: 1, cycles: 20))
    silent.finish()
    #expect(file.text.isEmpty)
  }
}
