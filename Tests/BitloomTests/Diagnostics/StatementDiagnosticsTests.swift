import Bitloom
import Testing

@Suite struct StatementDiagnosticsTests {
  @Test func driveInput() {
    let found = mistakes { io in
      io.byte <== 3
    }
    expect(
      found,
      """
      error[T001]: 'byte' cannot be driven: it is an input of this module
        --> @1:15
        note: 'byte' is declared here: Bench@4
        help: drive it where the module is instantiated, or declare it '@Output'
      """)
  }

  @Test func driveSliceOfInput() {
    let found = mistakes { io in
      io.byte[3...0] <== io.nibble
    }
    expect(
      found,
      """
      error[T001]: 'byte[3...0]' cannot be driven: it is an input of this module
        --> @1:22
        note: 'byte' is declared here: Bench@4
        help: drive it where the module is instantiated, or declare it '@Output'
      """)
  }

  @Test func driveOutputOfInstance() {
    let found = mistakes { io in
      let child = Instance("child", Follower())
      child.data <== io.byte
      child.copy <== 1
    }
    expect(
      found,
      """
      error[T001]: 'child.copy' cannot be driven: it is an output of instance 'child'
        --> @3:18
        note: 'child.copy' is declared here: @1:27
        help: only the inputs of an instance are driven from outside
      """)
  }

  @Test func driveExpression() {
    let found = mistakes { io in
      (io.word + 1) <== io.byte
    }
    expect(
      found,
      """
      error[T002]: the left side of '<==' is an expression, which cannot be driven
        --> @1:21
        help: drive an output, a wire, a register, an input of an instance, or a slice of one
      """)
  }

  @Test func driveRereadSignal() {
    let found = mistakes { io in
      io.word.asSigned <== io.number
    }
    expect(
      found,
      """
      error[T002]: the left side of '<==' is an expression, which cannot be driven
        --> @1:24
        help: drive an output, a wire, a register, an input of an instance, or a slice of one
      """)
  }

  @Test func driveLiteral() {
    let found = mistakes { io in
      constant(1) <== io.go
    }
    expect(
      found,
      """
      error[T002]: the left side of '<==' is an expression, which cannot be driven
        --> @1:19
        help: drive an output, a wire, a register, an input of an instance, or a slice of one
      """)
  }

  @Test func elseWhenAfterOtherwise() {
    let found = mistakes { io in
      let chain = when(io.go) {
        io.flag <== 1
      }
      chain.otherwise {
        io.flag <== 0
      }
      chain.elseWhen(io.byte == 1) {
        io.flag <== 1
      }
    }
    expect(
      found,
      """
      error[B001]: this chain of conditions has ended and cannot be continued
        --> @7:21
        help: write 'elseWhen' and 'otherwise' directly behind their 'when', 'otherwise' last and once
      """)
  }

  @Test func otherwiseTwice() {
    let found = mistakes { io in
      let chain = when(io.go) {
        io.flag <== 1
      }
      chain.otherwise { io.flag <== 0 }
      chain.otherwise { io.flag <== 0 }
    }
    expect(
      found,
      """
      error[B001]: this chain of conditions has ended and cannot be continued
        --> @5:23
        help: write 'elseWhen' and 'otherwise' directly behind their 'when', 'otherwise' last and once
      """)
  }

  @Test func otherwiseInAnotherBlock() {
    let found = mistakes { io in
      let chain = when(io.go) {
        io.flag <== 1
      }
      when(io.byte == 0) {
        chain.otherwise { io.flag <== 0 }
      }
    }
    expect(
      found,
      """
      error[B001]: this chain of conditions has ended and cannot be continued
        --> @5:25
        help: write 'elseWhen' and 'otherwise' directly behind their 'when', 'otherwise' last and once
      """)
  }
}
