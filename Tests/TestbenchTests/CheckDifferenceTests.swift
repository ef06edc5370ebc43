import RTL
import Testing

@testable import Simulation
@testable import Testbench

@Suite struct CheckDifferenceTests {
  private func event(_ edge: Int, _ kind: CheckStatement.Kind = .assert, _ message: String = "late") -> CheckEvent {
    CheckEvent(edge: edge, kind: kind, path: "top.core", name: "x", message: message, place: .unknown, order: 0)
  }

  private func difference(
    _ reference: [CheckEvent], _ other: [CheckEvent], otherIsTwoState: Bool = true
  ) -> String? {
    CheckDifference(("native", reference), ("icarus", other), otherIsTwoState: otherIsTwoState)?.description
  }

  @Test func theFirstDifferenceIsTold() throws {
    let events = [event(1), event(3)]
    let none: String? = difference(events, events)
    #expect(none == nil)
    let shorter: String? = difference(events, [event(1)])
    #expect(
      shorter == """
        the checks differ in cycle 3 of the simulation:
          native: assert 'top.core.x' 'late'
          icarus: nothing
        """)
    #expect(
      difference([event(2, .display, "a"), event(4)], [event(2, .display, "b"), event(4)]) == """
        the checks differ in cycle 2 of the simulation:
          native: display 'top.core.x' 'a'
          icarus: display 'top.core.x' 'b'
        """)
    let last = try #require(difference([], [event(7)]))
    #expect(last.contains("cycle 7"))
  }

  /// At an unknown address nothing is told.
  @Test func accessesThatAFourStateEngineCannotSee() {
    let access = event(2, .memoryAccess)
    #expect(difference([access, event(3)], [event(3)], otherIsTwoState: false) == nil)
    #expect(difference([access], []) != nil)
    #expect(difference([], [access], otherIsTwoState: false) != nil)
  }
}
