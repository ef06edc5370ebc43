import Bitloom
import Testing

@Suite struct SeveralMistakesTests {
  @Test func tenMistakesAreTenDiagnosticsInTheirOrder() {
    let found = mistakes { io in
      let total = register("total", .signed(16), reset: 40_000)
      let sum = io.byte &+ io.number
      io.brief <== sum + 1
      io.brief <== io.byte
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
    expect(found, "")
  }

  @Test func oneStatementInALoopIsToldOnce() {
    let found = mistakes { io in
      for index in 0..<8 { io.word[index] <== io.byte[index + 1] + io.go }
      for index in 0..<2 { io.flag <== io.go[index] }
    }
    expect(found, "")
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
    expect(found, "")
  }

  @Test func mistakesOfHelpersArePlacedInTheHelper() {
    let found = mistakes { io in
      io.word <== io.byte.incremented
      io.word <== [io.byte, io.nibble].map { $0[9] }[0]
    }
    expect(found, "")
  }
}

extension Signal {
  fileprivate var incremented: Signal {
    (self + 1).truncated(to: 20)
  }
}
