import Foundation
import RTL
import RTLTestSupport
import Testing

@testable import Checks

/// Sizes and depths that must neither overflow the call stack nor take more than linear time.
@Suite struct CheckScaleTests {
  @Test func deeplyNestedWhens() {
    let text = diagnostics { m in
      let c = m.input("c")
      let y = m.output("y")
      let z = m.output("z")
      m.assign(y, m.constant(0))
      let condition = m.read(c)
      m.nest(condition, depth: 10_000) {
        m.assign(y, m.constant(1))
        m.assign(z, m.constant(1))
      }
    }
    #expect(
      text.hasPrefix("error[L001]: output 'z' of module 'example' is not driven when no condition of this 'when'"))
    let parts: [String] = text.components(separatedBy: "error")
    #expect(parts.count == 2)
  }

  @Test func longExpressionChains() {
    for isLoop in [false, true] {
      let text = diagnostics { m in
        let a = m.input("a", .unsigned(8))
        let y = m.output("y", .unsigned(8))
        var value = m.read(isLoop ? y : a)
        for _ in 0..<100_000 { value = m.not(value) }
        m.assign(y, value)
      }
      #expect(text.contains("'y' -> 'y'") == isLoop)
      #expect(text.isEmpty == !isLoop)
    }
  }

  @Test func longChainsOfWires() {
    let count = 20_000
    let text = diagnostics { m in
      let a = m.input("a")
      let y = m.output("y")
      let wires = (0..<count).map { m.wire("w\($0)") }
      m.assign(wires[0], m.read(a))
      for i in 1..<count { m.assign(wires[i], m.read(wires[i - 1])) }
      m.assign(y, m.read(wires[count - 1]))
    }
    #expect(text == "")
  }

  /// A chain of instances: twice as many take about twice the time.
  @Test func manyInstances() {
    let child = ModuleBuilder("child")
    let ports = [child.input("a", .unsigned(8)), child.input("b", .unsigned(8)), child.output("y", .unsigned(8))]
    child.assign(ports[2], child.binary(.add, child.read(ports[0]), child.read(ports[1])))
    func seconds(_ count: Int) -> Double {
      let top = ModuleBuilder("top")
      var value = top.input("x", .unsigned(8))
      let y = top.output("y", .unsigned(8))
      for index in 0..<count {
        let unit = top.instance("unit_\(index)", of: child.module, 1)
        top.assign(unit[0], top.read(value))
        top.assign(unit[1], top.constant(1, .unsigned(8)))
        value = unit[2]
      }
      top.assign(y, top.read(value))
      let design = Design(modules: [top.module, child.module])
      let start = Date()
      #expect(check(design).isEmpty)
      return Date().timeIntervalSince(start)
    }
    _ = seconds(64)
    let small = seconds(1024)
    let large = seconds(4096)
    print("check: 1024 instances \(small) s, 4096 instances \(large) s")
    #expect(large < 12 * small + 0.5)
  }
}
