import Cosimulation
import Testing

@testable import BitloomCommand

@Suite struct ProveTests {
  private static let hasSolver = ToolInventory().reasonToSkip(withoutTools: ["yosys", "z3"]) == nil

  @Test func claimsAreListed() {
    let run = CommandRun(["prove", "--list", "adder/ripple/8", "fork/2"])
    #expect(run.status == 0)
    #expect(
      run.output == """
        adder/ripple/8  all cases   a prefix sum is the sum
        fork/2          bounded 12  each output gives all beats in order

        """)
  }

  @Test func claimsAreListedForPrograms() {
    let object = CommandRun(["prove", "--list", "--json", "fork/2"]).object
    #expect(object["name"] as? String == "fork/2")
    #expect(object["method"] as? String == "bounded 12")
    #expect(object["cycles"] as? Int == 12)
    #expect(object["outcome"] == nil)
  }

  @Test(arguments: [
    (["nonsense"], "there is no claim 'nonsense'; the nearest one is 'join'"),
    (["adder/sklansky/160"], "there is no claim 'adder/sklansky/160'; the nearest one is 'adder/sklansky/16'"),
    (["--limit", "0"], "--limit cannot be 0; it must be an integer from 1 to 86400"),
    (["--limit", "1e9"], "--limit cannot be 1e9; it must be an integer from 1 to 86400"),
    (["--solver", "foo"], "--solver cannot be foo; it must be z3, bitwuzla, yices, boolector, cvc4 or mathsat"),
  ])
  func wrongInputsAreTold(_ arguments: [String], _ sentence: String) {
    let run = CommandRun(["prove"] + arguments)
    #expect(run.status == 64)
    #expect(run.errors == "error: \(sentence)\n")
    #expect(run.output.isEmpty)
  }

  /// An empty name, as of a variable of a shell that is not set, is not the beginning of all.
  @Test func anEmptyNameIsNoClaim() {
    let run = CommandRun(["prove", "--list", ""])
    #expect(run.status == 64)
    #expect(run.errors.hasPrefix("error: there is no claim ''"))
  }

  @Test(.enabled(if: hasSolver, "Yosys or z3 is not installed"))
  func claimsAreProven() throws {
    let run = CommandRun(["prove", "adder/ripple/3", "join"])
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("adder/ripple/3  all cases     proven  "))
    #expect(lines[1].hasPrefix("join            induction 3   proven  "))
    #expect(lines[2] == "2 of 2 claims proven with z3")
    let object = CommandRun(["prove", "join", "--json"]).object
    #expect(object["outcome"] as? String == "proven")
    #expect(object["cycles"] as? Int == 3)
    #expect(object["idle"] as? [String] == [])
    #expect(object["claim"] as? String == "pairs are of beats with the same number")
  }

  @Test func withoutASolverASentenceIsTold() {
    let run = CommandRun(["prove", "join"], locator: ToolLocator(directories: ["/nonexistent"]))
    #expect(run.status == 1)
    #expect(run.errors == "error: proofs need 'z3', which was not found in the search path\n")
    #expect(run.output.isEmpty)
  }
}
