import Bitloom
import Testing

@Suite struct StatementDiagnosticsTests {
  @Test func driveInput() {
    let found = mistakes { io in
      io.byte <== 3
    }
    expect(found, "")
  }

  @Test func driveSliceOfInput() {
    let found = mistakes { io in
      io.byte[3...0] <== io.nibble
    }
    expect(found, "")
  }

  @Test func driveOutputOfInstance() {
    let found = mistakes { io in
      let child = Instance("child", Follower())
      child.input <== io.byte
      child.output <== 1
    }
    expect(found, "")
  }

  @Test func driveExpression() {
    let found = mistakes { io in
      (io.word + 1) <== io.byte
    }
    expect(found, "")
  }

  @Test func driveRereadSignal() {
    let found = mistakes { io in
      io.word.asSigned <== io.number
    }
    expect(found, "")
  }

  @Test func driveLiteral() {
    let found = mistakes { io in
      constant(1) <== io.go
    }
    expect(found, "")
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
    expect(found, "")
  }

  @Test func otherwiseTwice() {
    let found = mistakes { io in
      let chain = when(io.go) {
        io.flag <== 1
      }
      chain.otherwise { io.flag <== 0 }
      chain.otherwise { io.flag <== 0 }
    }
    expect(found, "")
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
    expect(found, "")
  }
}
