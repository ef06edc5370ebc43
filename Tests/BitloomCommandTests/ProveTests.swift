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
    #expect(object["claim"] as? String == "pairs are of beats with the same number")
  }

  @Test func withoutASolverASentenceIsTold() {
    let run = CommandRun(["prove", "join"], locator: ToolLocator(directories: ["/nonexistent"]))
    #expect(run.status == 1)
    #expect(run.errors == "error: proofs need 'z3', which was not found in the search path\n")
    #expect(run.output.isEmpty)
  }
}
