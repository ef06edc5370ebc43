import Bitloom
import Testing

@Suite struct IndexDiagnosticsTests {
  @Test func signedIndex() {
    let found = mistakes { io in
      let lanes = wire("lanes", .unsigned(4), count: 3)
      io.brief <== lanes[io.small]
    }
    expect(
      found,
      """
      error[G004]: an index into 'lanes' must be unsigned, 'small' is signed 4
        --> @2:25
        help: use '.asUnsigned' when it is never negative
      """)
  }

  @Test func indexThatCannotReachTheEnd() {
    let found = mistakes { io in
      let lanes = wire("lanes", .unsigned(4), count: 3)
      lanes[io.go] <== io.nibble
    }
    expect(
      found,
      """
      error[S007]: 'go' (bit) cannot reach all elements of 'lanes': it has 3 elements
        --> @2:12
        help: use '.extended(to: 2)', or index the first 2 elements
      """)
  }

  @Test func constantBeyondTheEnd() {
    let found = mistakes { io in
      let lanes = wire("lanes", .unsigned(4), count: 3)
      io.brief <== lanes[constant(3)]
    }
    expect(
      found,
      """
      error[S006]: element 3 of 'lanes' does not exist: it has 3 elements
        --> @2:25
        help: elements are numbered from 0 to 2
      """)
  }

  @Test func nothingToIndex() {
    let found = mistakes { io in
      let lanes: [Signal] = []
      io.brief <== lanes[io.nibble]
    }
    expect(
      found,
      """
      error[S005]: an array without elements cannot be indexed
        --> @2:25
        help: check the parameter that its count comes from
      """)
  }

  @Test func unequalParts() {
    let found = mistakes { io in
      io.brief <== io.byte.parts(of: 3)[0]
    }
    expect(
      found,
      """
      error[S008]: 'byte' has 8 bits, which are not parts of 3
        --> @1:28
        help: the width of a part divides the width of the whole
      """)
  }

  @Test func valueThatDoesNotFitTheElements() {
    let found = mistakes { io in
      let lanes = register("lanes", .unsigned(4), count: 4)
      lanes[io.nibble] <== io.byte
    }
    expect(
      found,
      """
      error[W002]: width mismatch: 'lanes_0' has 4 bits, the value has 8
        --> @2:24
        note: 'lanes_0' is declared here: @1:27
        help: use '.truncated(to: 4)' to cut, '.saturated(to: 4)' to clip, or a target of 8 bits
      """)
  }

  @Test func elementsThatCannotBeDriven() {
    let found = mistakes { io in
      [io.byte, io.word][io.go] <== 0
    }
    expect(
      found,
      """
      error[T001]: 'byte' cannot be driven: it is an input of this module
        --> @1:33
        note: 'byte' is declared here: Bench@4
        help: drive it where the module is instantiated, or declare it '@Output'
      """)
  }

  @Test func numberThatDoesNotFit() {
    let found = mistakes { io in
      let lanes = register("lanes", .unsigned(4), count: 4, reset: 0)
      lanes[io.nibble] <== 16
      io.brief <== lanes[io.nibble]
    }
    expect(
      found,
      """
      error[W003]: 16 does not fit 'lanes[nibble]' (unsigned 4), which holds 0 to 15
        --> @2:24
        note: 'lanes[nibble]' is declared here: @2:12
        help: 16 needs unsigned 5
      """)
  }

  @Test func elementsThatAreNotDrivenInEveryCase() {
    let found = mistakes { io in
      let lanes = wire("lanes", .unsigned(4), count: 2)
      lanes[io.go] <== io.nibble
      io.brief <== lanes[0] & lanes[1]
      io.flag <== 0
      io.word <== 0
      io.total <== 0
    }
    let parts: [String] = found.components(separatedBy: "error[L001]")
    #expect(parts.count == 3, "\(found)")
  }
}
