import Testing

@testable import BitloomCommand

@Suite struct FuzzTests {
  @Test func aShortRun() throws {
    let folder = try TemporaryFolder()
    let run = CommandRun(
      ["fuzz", "--circuits", "3", "--seed", "7", "--engines", "native", "--cycles", "20", "--json"], in: folder.path)
    #expect(run.status == 0)
    #expect(run.object["circuits"] as? Int == 3)
    #expect(run.object["seed"] as? Int == 7)
    #expect(run.object["cycles"] as? Int == 20)
    #expect((run.object["operators"] as? Int ?? 0) >= 180)
    #expect((run.object["findings"] as? [Any])?.isEmpty == true)
    #expect((run.object["missing"] as? [String])?.isEmpty == false)
    #expect(folder.names().isEmpty)
  }

  /// One circuit of four, and what three circuits cannot have.
  @Test func samplesAndMissingKinds() throws {
    let folder = try TemporaryFolder()
    let arguments = ["fuzz", "--circuits", "4", "--seed", "7", "--engines", "native/4,text", "--cycles", "20"]
    let run = CommandRun(arguments + ["--json", "--threads", "1"], in: folder.path)
    #expect(run.status == 0)
    let engines = run.object["engines"] as? [[String: Any]] ?? []
    #expect(engines.map { $0["name"] as? String } == ["native", "text"])
    #expect(engines.map { $0["circuits"] as? Int } == [1, 4])
    #expect(engines.map { $0["timeouts"] as? Int } == [0, 0])
    let strict = CommandRun(arguments + ["--require-coverage"], in: folder.path)
    #expect(strict.status == 1)
    #expect(strict.output.contains("not covered: multiply of 129-200 bits, mixed\n"))
  }

  @Test func filesThatAreNoCircuits() throws {
    let folder = try TemporaryFolder()
    try folder.write("{}", to: "other.json")
    let clock = "\"clock\": {\"reset\": \"none\", \"resetIsActiveLow\": false, \"usesFallingEdge\": false}"
    try folder.write("{\"seed\": 1, \"cycles\": 1, \(clock), \"modules\": [{\"steps\": []}]}", to: "empty.json")
    let other = CommandRun(["fuzz", "--replay", "other.json"], in: folder.path)
    #expect(other.errors == "error: 'other.json' is not a circuit that 'bitloom fuzz' has written\n")
    #expect(other.status == 64)
    let empty = CommandRun(["fuzz", "--replay", "empty.json"], in: folder.path)
    #expect(empty.errors == "error: 'empty.json' describes no circuit: the circuit has no output\n")
    #expect(empty.status == 64)
  }
}
