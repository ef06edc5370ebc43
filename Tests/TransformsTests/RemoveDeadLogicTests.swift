import RTL
import RTLTestSupport
import Testing

@testable import Transforms

@Suite struct RemoveDeadLogicTests {
  private func removed(_ build: (ModuleBuilder) -> Void) -> ModuleDefinition {
    let m = ModuleBuilder("example")
    build(m)
    let result = removeDeadLogic(m.module, in: Design(modules: [m.module]))
    let again = removeDeadLogic(result, in: Design(modules: [result]))
    #expect(again.snapshot == result.snapshot)
    return result
  }

  @Test func whatNoOutputDependsOn() {
    let result = removed { m in
      let a = m.read(m.input("a", .unsigned(8)))
      let y = m.output("y", .unsigned(8))
      let dead = m.wire("dead", .unsigned(8))
      let counter = m.register("counter", .unsigned(8), reset: 0)
      let kept = m.register("kept", .unsigned(8), reset: 7)
      let deadWords = m.memory("dead_words", depth: 2, .unsigned(8))
      let words = m.memory("words", depth: 4, .unsigned(8))
      m.assign(dead, m.not(a))
      // A register that feeds only itself is as dead as one that nothing reads.
      m.assign(counter, m.binary(.add, m.read(counter), m.constant(1, .unsigned(8))))
      m.assign(kept, m.binary(.add, m.read(kept), m.constant(2, .unsigned(8))))
      m.write(deadWords, m.slice(a, 0, 1), a)
      m.write(words, m.slice(a, 0, 2), m.cat(m.slice(a, 0, 4), m.slice(a, 4, 4)))
      m.assign(y, m.binary(.xor, m.add(.readMemory(words, address: m.slice(a, 2, 2)), .unsigned(8)), m.read(kept)))
    }
    #expect(
      result.statementText() == """
        kept <== add(kept, 8'h02)
        words[a[1...0]] <== cat(a[3...0], a[7...4])
        y <== xor(words[a[3...2]], kept)

        """)
    let expectedNames: [String] = ["a", "y", "kept"]
    let names: [String] = result.signals.map(\.name)
    #expect(names == expectedNames)
    let resetValues: [Bits?] = result.registers.map(\.resetValue)
    #expect(resetValues == [Bits(7, width: 8)])
    #expect(result.memories.map(\.name) == ["words"])
    #expect(result.constants == [Bits(2, width: 8)])
  }

  @Test func conditionsStayAsFarAsTheyDecide() {
    let result = removed { m in
      let c = m.input("c", .unsigned(6))
      let y = m.output("y", .unsigned(2))
      let dead = m.wire("dead")
      func kill() { m.assign(dead, m.constant(0)) }
      func set(_ value: Int) { m.assign(y, m.constant(value, .unsigned(2))) }
      set(0)
      m.when([(m.bit(c, 0), kill), (m.bit(c, 1), { set(1) }), (m.bit(c, 2), kill)], otherwise: kill)
      m.when(m.bit(c, 3), kill, otherwise: { set(2) })
      m.when(m.bit(c, 4)) { m.when(m.bit(c, 5), kill) }
    }
    #expect(
      result.statementText() == """
        y <== 2'h0
        when c[0...0]
        when c[1...1]
          y <== 2'h1
        when c[3...3]
        otherwise
          y <== 2'h2

        """)
  }

  @Test func armsThatDoNothing() {
    let result = removed { m in
      let state = m.enumeration("State", width: 2, ["idle", "run"])
      let a = m.read(m.input("a", state))
      let y = m.output("y")
      let dead = m.wire("dead")
      func kill() { m.assign(dead, m.constant(0)) }
      func set() { m.assign(y, m.constant(1)) }
      m.assign(y, m.constant(0))
      m.match(a, [([0], kill), ([1], set)], otherwise: kill)
      // Removing the `otherwise` would give codes 2 and 3 the meaning of the last arm.
      m.match(a, [([0], set), ([1], set)], otherwise: kill)
      // Without an `otherwise` the last arm holds for them already.
      m.match(a, [([0], set), ([1], kill)])
      m.match(a, [([0], set), ([1], set), ([2], kill), ([3], kill)])
      m.match(a, [([0], kill), ([1], kill)], otherwise: kill)
    }
    #expect(
      result.statementText() == """
        y <== 1'h0
        match a
        case 2'h1
          y <== 1'h1
        match a
        case 2'h0
          y <== 1'h1
        case 2'h1
          y <== 1'h1
        otherwise
        match a
        case 2'h0
          y <== 1'h1
        case 2'h1
        match a
        case 2'h0
          y <== 1'h1
        case 2'h1
          y <== 1'h1
        case 2'h2
        case 2'h3

        """)
  }

  @Test func portsAndInstancesStay() {
    let child = ModuleBuilder("child")
    let a = child.input("a", .unsigned(4))
    child.assign(child.output("b", .unsigned(4)), child.read(a))
    let top = ModuleBuilder("top")
    _ = top.input("unused")
    let dead = top.wire("dead")
    let w = top.wire("w", .unsigned(4))
    let unit = top.instance("unit", of: child.module, 1)
    let other = top.instance("other", of: child.module, 1)
    top.assign(dead, top.constant(0))
    top.assign(w, top.read(unit[1]))
    top.assign(unit[0], top.constant(3, .unsigned(4)))
    top.assign(other[0], top.read(w))
    let result = removeDeadLogic(top.module, in: Design(modules: [top.module, child.module]))
    #expect(result.signals.map(\.name) == ["unused", "w", "unit_a", "unit_b", "other_a", "other_b"])
    #expect(result.instances.map(\.firstPort.index) == [2, 4])
    #expect(result.statementText() == "w <== unit_b\nunit_a <== 4'h3\nother_a <== w\n")
  }

  @Test func clocksThatNothingNeeds() {
    func module(_ name: String, isAlive: Bool, children: [(ModuleDefinition, Int)] = []) -> ModuleDefinition {
      let m = ModuleBuilder(name)
      let y = m.output("y")
      let r = m.register("r", reset: 0)
      m.assign(r, m.not(m.read(r)))
      m.assign(y, isAlive ? m.read(r) : m.constant(0))
      for (child, id) in children { _ = m.instance("unit\(id)", of: child, id) }
      m.edit { $0.domains[0].usesClock = true }
      m.edit { $0.domains[0].usesReset = true }
      return m.module
    }
    for isAlive in [false, true] {
      let leaf = module("leaf", isAlive: isAlive)
      let design = Design(modules: [module("top", isAlive: false, children: [(leaf, 1)]), leaf])
      #expect(optimise(design).modules.map(\.usesClock) == [isAlive, isAlive])
      #expect(optimise(design).modules.map(\.usesReset) == [isAlive, isAlive])
    }
  }
}
