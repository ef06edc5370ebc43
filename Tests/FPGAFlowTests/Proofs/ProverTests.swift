import Bitloom
import Cosimulation
import FPGAFlow
import Foundation
import Testing

/// A counter of decimal digits, with a claim on its greatest value.
private struct DigitClaim: Module {
  var limit: Int
  /// Whether something is said about values that are never reached.
  var isInductive = true

  struct IO: Interface {
    @Input var enable: Signal = .bit
  }

  var ports: IO { IO() }

  func build(_ io: IO) {
    let digit = register("digit", .unsigned(4), reset: 0)
    when(io.enable) { digit <== mux(digit == 9, constant(0), digit + 1).truncated(to: 4) }
    if isInductive { assert(digit <= limit, "the digit is \(digit)") } else { assert(digit != 12, "twelve") }
  }
}

/// Fails when its input has been 5 twice in a row, which its surroundings may be said not to do.
private struct PairClaim: Module {
  var isAssumed: Bool

  struct IO: Interface {
    @Input var value: Signal = .unsigned(3)
  }

  var ports: IO { IO() }

  func build(_ io: IO) {
    let last = register("last", .unsigned(3), reset: 0)
    last <== io.value
    let isPair = last == 5 && io.value == 5
    if isAssumed { assume(!isPair, "no pair of fives") }
    assert(!isPair, "a pair of fives")
  }
}

/// An instance that assumes what nobody sees to.
private struct CarelessClaim: Module {
  struct IO: Interface {
    @Input var value: Signal = .unsigned(3)
  }

  struct Part: Module {
    struct IO: Interface {
      @Input var value: Signal = .unsigned(3)
      @Output var next: Signal = .unsigned(3)
    }
    var ports: IO { IO() }
    func build(_ io: IO) {
      assume(io.value != 7, "seven")
      io.next <== io.value &+ 1
    }
  }

  var ports: IO { IO() }

  func build(_ io: IO) {
    let part = Instance("part", Part())
    part.value <== io.value
    assert(part.next == io.value &+ 1, "the next one")
  }
}

/// Assumptions that nothing meets, from some cycle on: then any assertion holds.
private struct EmptyClaim: Module {
  /// How many cycles meet them; 0 where they contradict each other.
  var cycles: Int

  struct IO: Interface {
    @Input var value: Signal = .unsigned(3)
  }

  var ports: IO { IO() }

  func build(_ io: IO) {
    let count = register("count", .unsigned(4), reset: 0)
    count <== count &+ 1
    if cycles == 0 {
      assume(io.value < 3, "less than three")
      assume(io.value > 4, "more than four")
    } else {
      assume(count < cycles, "in time")
    }
    assert(io.value == 7, "any claim")
  }
}

/// What is said of a count that is not reached in time, or never.
private struct IdleClaim: Module {
  struct IO: Interface {
    @Input var advance: Signal = .bit
  }

  var ports: IO { IO() }

  func build(_ io: IO) {
    let count = register("count", .unsigned(4), reset: 0)
    when(io.advance && count != 9) { count <== count &+ 1 }
    assert(count <= 9, "in range")
    when(count == 2) { assert(io.advance || count < 3, "two") }
    when(count == 6) { assert(count != 7, "six") }
    when(count == 12) {
      assert(count == 13, "twelve")
      assert(constant(0), "never here")
    }
  }
}

/// Two counters, each with its clock, or with its enable of one clock.
private struct TwoSides: Module {
  var other: ClockDomain

  struct IO: Interface {
    @Input var advance: Signal = .bit
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let first = register("first", .unsigned(2), reset: 0)
    when(io.advance) { first <== first &+ 1 }
    assert(first <= 3, "the first one")
    clocked(by: other) {
      let second = register("second", .unsigned(3), reset: 0)
      when(second != 6) { second <== second &+ 1 }
      assert(second <= 6, "the second one")
    }
  }
}

private struct SilentClaim: Module {
  struct IO: Interface {
    @Input var value: Signal = .bit
  }
  var ports: IO { IO() }
  func build(_ io: IO) {}
}

/// A counter that stops at its limit: the example of Docs/Proofs.md.
struct LimitClaim: Module {
  struct IO: Interface {
    @Input var advance: Signal = .bit
  }
  var ports: IO { IO() }

  func build(_ io: IO) {
    let count = register("count", .unsigned(4), reset: 0)
    when(io.advance && count != 10) { count <== count &+ 1 }
    assert(count <= 10, "the count is \(count)")
  }
}

@Suite(.enabled(if: proofSkip == nil, "Yosys or z3 is not installed"))
struct ProverTests {
  private func prove(_ module: some Module, by method: Proof.Method) throws -> ProofResult {
    try Prover().prove(Proof("test/claim", "a claim", module, by: method))
  }

  @Test func whatAlwaysHolds() throws {
    let result = try prove(DigitClaim(limit: 9), by: .induction(2))
    #expect(result.description == "proven: test/claim: a claim (all cycles, by induction over 2)")
    #expect(try prove(DigitClaim(limit: 8), by: .bounded(9)).isProven)
    #expect(try prove(PairClaim(isAssumed: true), by: .bounded(4)).isProven)
  }

  @Test func theExampleOfThePageIsProven() throws {
    let result = try Prover().prove(Proof("limit", "the counter stops", LimitClaim(), by: .induction(2)))
    #expect(result.isProven)
    let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Docs/Proofs.md")
    let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
    let start = try #require(source.range(of: "struct LimitClaim: Module {\n")?.lowerBound)
    let end = try #require(source.range(of: "\n}\n", range: start..<source.endIndex)?.upperBound)
    let text = try String(contentsOf: page, encoding: .utf8)
    let isThere = text.contains(source[start..<end])
    #expect(isThere)
  }

  /// The claim is wrong in the tenth cycle, not before; what leads there is shown as the native simulator sees it.
  @Test func whatIsWrongIsShown() throws {
    let result = try prove(DigitClaim(limit: 8), by: .bounded(10))
    guard case .refuted(let example) = result.outcome else {
      Issue.record("\(result)")
      return
    }
    #expect(
      example.violations.map(\.message) == [
        "assertion 'digit_claim_8_is_inductive.the_digit_is' failed: the digit is 9"
      ])
    #expect(
      example.waveform.render() == """
        cycle   0   1   2   3   4   5   6   7   8   9
        enable  ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁

        """)
  }

  @Test func valuesOfInputsAreShown() throws {
    let result = try prove(PairClaim(isAssumed: false), by: .bounded(2))
    guard case .refuted(let example) = result.outcome else {
      Issue.record("\(result)")
      return
    }
    let lines = example.description.split(separator: "\n")
    #expect(lines[0].hasPrefix("clock edge 2: assertion 'pair_claim.a_pair_of_fives' failed: a pair of fives ("))
    #expect(lines.dropFirst() == ["cycle  0   1", "value  ┃ 5     ┃"])
  }

  @Test func whatDoesNotFollowStaysOpen() throws {
    // From 11 the counter would go to 12, but it never is 11.
    let result = try prove(DigitClaim(limit: 9, isInductive: false), by: .induction(3))
    #expect(
      result.description == """
        open: test/claim: a claim
        It holds in the first 3 cycles, and does not follow from 3 cycles before: twelve
        """)
  }

  @Test func whatAnInstanceAssumesIsAClaim() throws {
    let result = try prove(CarelessClaim(), by: .cases)
    guard case .refuted(let example) = result.outcome else {
      Issue.record("\(result)")
      return
    }
    #expect(example.violations.map(\.message) == ["assumption 'careless_claim.part.seven' failed: seven"])
  }

  /// Any claim follows from assumptions that contradict each other, or the design.
  @Test func assumptionsThatExcludeEverything() throws {
    func failure(_ cycles: Int, _ method: Proof.Method) -> String? {
      let failure = #expect(throws: ProofFailure.self) { try prove(EmptyClaim(cycles: cycles), by: method) }
      return failure?.description
    }
    #expect(
      failure(0, .cases)
        == "'test/claim' cannot be proven: no values of the inputs meet its assumptions (less_than_three, more_than_four)"
    )
    #expect(
      failure(0, .induction(2))
        == "'test/claim' cannot be proven: no run of 2 cycles meets its assumptions (less_than_three, more_than_four)")
    #expect(
      failure(3, .bounded(5)) == "'test/claim' cannot be proven: no run of 5 cycles meets its assumptions (in_time)")
    // As long as there are runs the claim is looked at.
    let result = try prove(EmptyClaim(cycles: 5), by: .bounded(3))
    guard case .refuted = result.outcome else {
      Issue.record("\(result)")
      return
    }
  }

  /// Assertions whose conditions do not come about hold, and say nothing.
  @Test func whatIsNeverAskedFor() throws {
    let short = try prove(IdleClaim(), by: .bounded(4))
    #expect(
      short.description == """
        proven: test/claim: a claim (the first 4 cycles)
        The conditions of these never come about: six, twelve
        """)
    #expect(try prove(IdleClaim(), by: .bounded(8)).idleAssertions == ["twelve"])
    #expect(try prove(LimitClaim(), by: .induction(2)).idleAssertions == [])
  }

  @Test func clocksOfWhichOneAloneIsProven() throws {
    let refused = #expect(throws: ProofFailure.self) {
      try prove(TwoSides(other: ClockDomain(clock: "other_clk")), by: .bounded(4))
    }
    let reason = "it has 2 clocks (clk, other_clk); one clock with an enable for each of them can stand for them"
    #expect(refused?.description == "'test/claim' cannot be proven: \(reason)")
    let result = try prove(TwoSides(other: ClockDomain(enable: "other_edge")), by: .bounded(8))
    #expect(result.isProven && result.idleAssertions.isEmpty, "\(result)")
  }

  @Test func whatCannotBeProven() throws {
    let silent = #expect(throws: ProofFailure.self) { try prove(SilentClaim(), by: .cases) }
    #expect(silent?.description == "'test/claim' cannot be proven: it asserts nothing")
    let failure = #expect(throws: ProofFailure.self) { try prove(DigitClaim(limit: 9), by: .bounded(0)) }
    #expect(failure?.description == "'test/claim' cannot be proven: 0 cycles are none")
    let missing = #expect(throws: CosimulationError.self) {
      try Prover(solver: "no_such_solver").prove(Proof("test/claim", "a claim", DigitClaim(limit: 9), by: .cases))
    }
    #expect(missing?.message == "proofs need 'no_such_solver', which was not found in the search path")
  }
}

private let proofSkip = ToolInventory().reasonToSkip(withoutTools: ["yosys", "z3"])
