import Bitloom
import Testing

@Suite struct LoopDiagnosticsTests {
  @Test func withinAModule() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Input var a: Signal = .unsigned(4)
        @Output var y: Signal = .unsigned(4)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let there = wire("there", .unsigned(4))
        let back = wire("back", .unsigned(4))
        there <== back &+ io.a
        back <== there ^ 1
        io.y <== back
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[C001]: combinational loop in module 'sample': 'there' -> 'back' -> 'there'
        --> @10:15
        note: 'there' is assigned here: @10:15
        note: 'back' is assigned here: @11:14
        help: break the loop with a register
      """)
  }

  @Test func throughACondition() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        io.y <== 0
        when(!io.y) { io.y <== 1 }
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[C001]: combinational loop in module 'sample': 'y' -> 'y'
        --> @8:28
        note: 'y' is assigned here: @8:28
        help: break the loop with a register
      """)
  }

  @Test func throughTwoModules() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Output var y: Signal = .unsigned(8)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let first = Instance("first", Follower())
        let second = Instance("second", Follower())
        first.data <== second.copy
        second.data <== first.copy &+ 1
        io.y <== second.copy
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[C001]: combinational loop in module 'sample': 'first.data' -> 'first.copy' -> 'second.data' -> 'second.copy' -> 'first.data'
        --> @9:20
        note: 'first.data' is assigned here: @9:20
        note: 'first.copy' follows from an input of instance 'first', made here: @7:29
        note: 'second.data' is assigned here: @10:21
        note: 'second.copy' follows from an input of instance 'second', made here: @8:30
        help: break the loop with a register
      """)
  }
}
