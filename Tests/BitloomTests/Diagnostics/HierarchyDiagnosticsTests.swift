import Bitloom
import Synchronization
import Testing

@Suite struct HierarchyDiagnosticsTests {
  @Test func moduleThatContainsItself() {
    let line = #line
    struct Sample: Module {
      struct IO: Interface {
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        io.y <== Instance("inner", Sample()).y
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[E010]: module 'sample' contains itself: 'sample' -> 'sample'
        --> @7:26
        help: let a parameter end the recursion
      """)
  }

  @Test func modulesThatContainEachOther() {
    let line = #line
    struct Ping: Module {
      struct IO: Interface {
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        io.y <== Instance("pong", Pong()).y
      }
    }
    struct Pong: Module {
      struct IO: Interface {
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        io.y <== Instance("ping", Ping()).y
      }
    }
    expect(
      diagnostics(of: Ping(), from: line),
      """
      error[E010]: module 'ping' contains itself: 'ping' -> 'pong' -> 'ping'
        --> @7:26
        note: 'pong' makes instance 'ping' here: @16:26
        help: let a parameter end the recursion
      """)
  }

  @Test func recursionWithoutEnd() {
    let line = #line
    struct Tree: Module {
      var leaves: Int
      struct IO: Interface {
        @Output var y: Signal = .bit
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        io.y <== Instance("half", Tree(leaves: leaves + 1)).y
      }
    }
    expect(
      diagnostics(of: Tree(leaves: 1), from: line),
      """
      error[E011]: modules are nested more than 1000 deep: 'tree_1' -> 'tree_2' -> 'tree_3' -> ... -> 'tree_1001' -> 'tree_1002'
        --> @8:26
        help: let a parameter end the recursion
      """)
  }

  @Test func signalOfAnotherModule() {
    let line = #line
    final class Leak: Sendable {
      static let signal = Mutex<Signal?>(nil)
    }
    struct Child: Module {
      struct IO: Interface {
        @Output var y: Signal = .unsigned(4)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        if let count = Leak.signal.withLock({ $0 }) {
          io.y <== count
          io.y <== count &+ 1
          when(count[0]) { io.y <== 2 }
        }
      }
    }
    struct Sample: Module {
      struct IO: Interface {
        @Output var y: Signal = .unsigned(4)
      }
      var ports: IO { IO() }
      func build(_ io: IO) {
        let count = register("count", .unsigned(4), reset: 0)
        Leak.signal.withLock { $0 = count }
        io.y <== Instance("child", Child()).y
      }
    }
    expect(
      diagnostics(of: Sample(), from: line),
      """
      error[O001]: 'count' of module 'sample' is used in module 'child'
        --> @11:16
        help: pass it through ports of the modules
      """)
  }
}
