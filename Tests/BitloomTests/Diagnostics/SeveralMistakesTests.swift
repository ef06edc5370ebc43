import Bitloom
import Testing

@Suite struct SeveralMistakesTests {
  @Test func tenMistakesAreTenDiagnosticsInTheirOrder() {
    let found = mistakes { io in
      let total = register("total", .signed(16), reset: 40_000)
      let sum = io.byte &+ io.number
      io.brief <== sum + 1
      when(io.byte) {
        io.byte <== 3
        let bit = io.byte[12]
        io.flag <== bit && io.go
      }.elseWhen(io.go) {
        io.brief <== 77
      }
      total <== total + (io.small >> -1)
      total <== total + 1
      let words = memory("words", .unsigned(8), depth: 4)
      io.word <== words.read(at: constant(4)).extended(to: 9) + 1
      let nothing = cat([])
      io.flag <== nothing[3].andReduced
    }
    expect(
      found,
      """
      error[W004]: the reset value 40000 does not fit 'total' (signed 16), which holds -32768 to 32767
        --> @1:27
        help: 40000 needs signed 17
      error[G001]: '&+' needs two signed or two unsigned operands, but meets 'byte' (unsigned 8) and 'number' (signed 8)
        --> @2:25
        help: use '.asSigned' or '.asUnsigned' on one of them
      error[W001]: the condition of 'when' must be a bit, 'byte' is unsigned 8
        --> @4:11
        help: compare it, as in '!= 0', or take one bit of it
      error[T001]: 'byte' cannot be driven: it is an input of this module
        --> @5:17
        note: 'byte' is declared here: Bench@4
        help: drive it where the module is instantiated, or declare it '@Output'
      error[S001]: bit 12 of 'byte' does not exist: it has 8 bits
        --> @6:26
        help: bits are numbered from 0 to 7
      error[W003]: 77 does not fit 'brief' (unsigned 4), which holds 0 to 15
        --> @9:18
        note: 'brief' is declared here: Bench@8
        help: 77 needs unsigned 7
      error[A002]: '>>' cannot shift by -1: 0 to 1048576 are possible
        --> @11:35
        help: use '<<' to shift the other way
      error[W002]: width mismatch: 'total' has 16 bits, the value has 17
        --> @12:13
        note: 'total' is declared here: @1:27
        help: use '&+' to wrap, or '.truncated(to: 16)'
      error[M003]: address 4 of memory 'words' does not exist: it has 4 words
        --> @14:29
        note: 'words' is declared here: @13:25
        help: addresses are 0 to 3
      error[S004]: 'cat' of nothing has no bits
        --> @15:21
        help: leave it out where there is nothing to join
      """)
  }

  @Test func oneStatementInALoopIsToldOnce() {
    let found = mistakes { io in
      for index in 0..<8 { io.word[index] <== io.byte[index + 1] + io.go }
      for index in 0..<2 { io.flag <== io.go[index] }
    }
    expect(
      found,
      """
      error[W002]: width mismatch: 'word[0]' has 1 bit, the value has 2 (and 6 more of this kind here)
        --> @1:43
        note: 'word' is declared here: Bench@9
        help: use '&+' to wrap, or '.truncated(to: 1)'
      error[S001]: bit 8 of 'byte' does not exist: it has 8 bits
        --> @1:54
        help: bits are numbered from 0 to 7
      error[S001]: bit 1 of 'go' does not exist: it has 1 bit
        --> @2:45
        help: its only bit is bit 0
      """)
  }

  @Test func oneStatementOfModulesOfManyWidthsIsToldOnce() {
    let line = #line
    struct Child: Module {
      var width: Int
      struct IO: Interface {
        @Input var a: Signal
        @Output var y: Signal
      }
      var ports: IO { IO(a: .unsigned(width), y: .unsigned(width)) }
      func build(_ io: IO) {
        let sum = wire("sum", .unsigned(width + 1))
        sum <== io.a + 1
        io.y <== sum
      }
    }
    let found = mistakes(line: line) { io in
      for width in 4...6 { _ = Instance("child_\(width)", Child(width: width)) }
    }
    expect(
      found,
      """
      error[W002]: width mismatch: 'y' has 4 bits, the value has 5 (and 2 more of this kind here)
        --> @11:14
        note: 'y' is declared here: @5
        help: use '.truncated(to: 4)' to cut, '.saturated(to: 4)' to clip, or a target of 5 bits
      """)
  }

  @Test func mistakesOfHelpersArePlacedInTheHelper() {
    let found = mistakes { io in
      io.word <== io.byte.incremented
      io.word <== [io.byte, io.nibble].map { $0[9] }[0]
    }
    expect(
      found,
      """
      error[W007]: the value has 9 bits and cannot be cut to 20
        --> @19:25
        help: use '.extended(to: 20)' to widen it
      error[S001]: bit 9 of 'byte' does not exist: it has 8 bits (and one more of this kind here)
        --> @2:48
        help: bits are numbered from 0 to 7
      """)
  }
}

extension Signal {
  fileprivate var incremented: Signal {
    (self + 1).truncated(to: 20)
  }
}
