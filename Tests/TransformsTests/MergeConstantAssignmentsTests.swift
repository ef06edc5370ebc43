import RTL
import RTLTestSupport
import Testing

@testable import Transforms

@Suite struct MergeConstantAssignmentsTests {
  /// The assignments of the body: `w[4:3] = 2'h2`.
  private func assignments(_ module: ModuleDefinition) -> [String] {
    mergeConstantAssignments(module).blocks[ModuleDefinition.body].statements.compactMap { statement in
      guard case .assign(let assignment) = statement else { return nil }
      let target = assignment.target
      let name = module.signals[target.signal].name
      return "\(name)[\(target.low + target.width - 1):\(target.low)]"
    }
  }

  @Test func overlappingConstantsBecomeOne() throws {
    let m = ModuleBuilder("example")
    let w = m.wire("w", .unsigned(5))
    m.assign(w, m.constant(1, .unsigned(5)))
    m.assign(w, 3..<5, m.constant(2, .unsigned(2)))
    let merged = mergeConstantAssignments(m.module)
    let expected: [String] = ["w[4:0]"]
    let found: [String] = assignments(m.module)
    #expect(found == expected)
    guard case .assign(let assignment)? = merged.blocks[ModuleDefinition.body].statements.first else {
      Issue.record("no assignment")
      return
    }
    #expect(merged.constantValue(of: assignment.value) == Bits(0b10001, width: 5))
  }

  @Test func whatConstantsOverrideHoldsNowhere() {
    let m = ModuleBuilder("example")
    let (a, w) = (m.input("a"), m.wire("w", .unsigned(2)))
    m.assign(w, 0..<1, m.read(a))
    m.assign(w, m.constant(0, .unsigned(2)))
    m.assign(w, 0..<1, m.constant(1, .bit))
    #expect(assignments(m.module) == ["w[1:0]"])
  }

  @Test func whatIsNotConstantOrHasHolesStays() {
    let m = ModuleBuilder("example")
    let (a, w, v, r) = (
      m.input("a"), m.wire("w", .unsigned(2)), m.wire("v", .unsigned(2)), m.register("r", .unsigned(2))
    )
    m.assign(w, m.constant(1, .unsigned(2)))
    m.assign(w, 0..<1, m.read(a))
    m.assign(v, 0..<1, m.constant(1, .bit))
    m.assign(r, m.constant(1, .unsigned(2)))
    m.assign(r, 0..<1, m.constant(0, .bit))
    #expect(assignments(m.module) == ["w[1:0]", "w[0:0]", "v[0:0]", "r[1:0]", "r[0:0]"])
  }
}
