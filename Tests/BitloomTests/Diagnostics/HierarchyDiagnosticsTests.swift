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
    expect(diagnostics(of: Sample(), from: line), "")
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
    expect(diagnostics(of: Ping(), from: line), "")
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
    expect(diagnostics(of: Tree(leaves: 1), from: line), "")
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
    expect(diagnostics(of: Sample(), from: line), "")
  }
}
