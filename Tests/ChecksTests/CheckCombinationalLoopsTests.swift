import Foundation
import RTL
import RTLTestSupport
import Testing

@testable import Checks

@Suite struct CheckCombinationalLoopsTests {
  @Test func loopOfTwoWires() {
    let text = diagnostics { m in
      let y = m.output("y")
      let a = m.wire("a")
      let b = m.wire("b")
      m.assign(a, m.not(m.read(b)))
      m.assign(b, m.read(a))
      m.assign(y, m.read(b))
    }
    #expect(
      text == """
        error[C001]: combinational loop in module 'example': 'a' -> 'b' -> 'a'
          --> Example.swift:4:1
          note: 'a' is assigned here: Example.swift:4:1
          note: 'b' is assigned here: Example.swift:5:1
          help: break the loop with a register
        """)
  }

  @Test func signalThatDependsOnItself() {
    let text = diagnostics { m in
      let y = m.output("y", .unsigned(4))
      m.assign(y, m.binary(.add, m.read(y), m.constant(1, .unsigned(4))))
    }
    #expect(
      text == """
        error[C001]: combinational loop in module 'example': 'y' -> 'y'
          --> Example.swift:2:1
          note: 'y' is assigned here: Example.swift:2:1
          help: break the loop with a register
        """)
  }

  @Test func loopThroughConditions() {
    let text = diagnostics { m in
      let c = m.input("c")
      let y = m.output("y")
      let z = m.output("z")
      m.assign(y, m.constant(0))
      m.when([(m.read(z), {}), (m.read(c), {})], otherwise: { m.assign(y, m.constant(1)) })
      m.assign(z, m.read(y))
    }
    #expect(
      text == """
        error[C001]: combinational loop in module 'example': 'y' -> 'z' -> 'y'
          --> Example.swift:7:1
          note: 'y' is assigned here: Example.swift:7:1
          note: 'z' is assigned here: Example.swift:8:1
          help: break the loop with a register
        """)
  }

  @Test func registersBreakLoops() {
    let text = diagnostics { m in
      let y = m.output("y", .unsigned(4))
      let r = m.register("r", .unsigned(4), reset: 0)
      m.assign(r, m.binary(.add, m.read(r), m.constant(1, .unsigned(4))))
      m.assign(y, m.read(r))
    }
    #expect(text == "")
  }

  @Test func carryChainIsNoLoop() {
    let text = diagnostics { m in
      let a = m.input("a", .unsigned(8))
      let y = m.output("y")
      let carry = m.wire("carry", .unsigned(9))
      m.assign(carry, 0..<1, m.constant(0))
      for i in 0..<8 { m.assign(carry, i + 1..<i + 2, m.binary(.and, m.bit(a, i), m.bit(carry, i))) }
      m.assign(y, m.bit(carry, 8))
    }
    #expect(text == "")
  }

  @Test func carryChainThatIsClosed() {
    let text = diagnostics { m in
      let a = m.input("a", .unsigned(3))
      let y = m.output("y")
      let carry = m.wire("carry", .unsigned(3))
      for i in 0..<3 { m.assign(carry, (i + 1) % 3..<(i + 1) % 3 + 1, m.binary(.and, m.bit(a, i), m.bit(carry, i))) }
      m.assign(y, m.bit(carry, 2))
    }
    #expect(
      text == """
        error[C001]: combinational loop in module 'example': 'carry[0]' -> 'carry[1]' -> 'carry[2]' -> 'carry[0]'
          --> Example.swift:6:1
          note: 'carry[0]' is assigned here: Example.swift:6:1
          note: 'carry[1]' is assigned here: Example.swift:4:1
          note: 'carry[2]' is assigned here: Example.swift:5:1
          help: break the loop with a register
        """)
  }

  /// Bits that only move past each other: through concatenations, shifts, extensions, additions.
  @Test func bitsThatOnlyMove() {
    let text = diagnostics { m in
      let x = m.input("x")
      let y = m.output("y", .unsigned(4))
      let s = m.wire("s", .unsigned(4))
      // s = {s[2], s[1], s[0], x}, by way of an inversion, a shift and a sum whose carries go up.
      let inverted = m.not(m.read(s))
      let shifted = m.binary(.shiftLeft, inverted, m.constant(1, .unsigned(2)))
      let sum = m.binary(.add, shifted, m.add(.extend(m.read(x)), .unsigned(4)))
      m.assign(s, m.cat(m.slice(sum, 1, 3), m.read(x)))
      m.assign(y, m.read(s))
    }
    #expect(text == "")
  }

  @Test func bitsThatComeBack() {
    let text = diagnostics { m in
      let y = m.output("y", .unsigned(4))
      let s = m.wire("s", .unsigned(4))
      // A rotation by two: bits 0 and 2 depend on each other, and so do bits 1 and 3.
      m.assign(s, m.cat(m.slice(m.read(s), 0, 2), m.slice(m.read(s), 2, 2)))
      m.assign(y, m.read(s))
    }
    #expect(
      text == """
        error[C001]: combinational loop in module 'example': 's[1...0]' -> 's[3...2]' -> 's[1...0]'
          --> Example.swift:3:1
          note: 's[1...0]' is assigned here: Example.swift:3:1
          note: 's[3...2]' is assigned here: Example.swift:3:1
          help: break the loop with a register
        """)
  }

  /// Two levels down a child passes bits `low` through and holds the other ones.
  private func passThrough(_ name: String, width: Int, low: Range<Int>) -> ModuleDefinition {
    let m = ModuleBuilder(name)
    let a = m.input("a", .unsigned(width))
    let y = m.output("y", .unsigned(width))
    let held = m.register("held", .unsigned(width), reset: 0)
    m.assign(held, m.read(a))
    m.assign(y, m.read(held))
    if !low.isEmpty { m.assign(y, low, m.slice(m.read(a), low.lowerBound, low.count)) }
    return m.module
  }

  private func wrapper(of child: ModuleDefinition, _ id: Int) -> ModuleDefinition {
    let m = ModuleBuilder("wrapper")
    let a = m.input("a", child.ports[0].type)
    let y = m.output("y", child.ports[1].type)
    let inner = m.instance("inner", of: child, id)
    m.assign(inner[0], m.read(a))
    m.assign(y, m.read(inner[1]))
    return m.module
  }

  @Test func loopThroughTwoLevels() {
    let leaf = passThrough("leaf", width: 4, low: 0..<2)
    let middle = wrapper(of: leaf, 2)
    let top = ModuleBuilder("top")
    let y = top.output("y", .unsigned(4))
    let unit = top.instance("unit", of: middle, 1)
    top.assign(unit[0], top.read(unit[1]))
    top.assign(y, top.read(unit[1]))
    #expect(
      diagnostics(top.module, middle, leaf) == """
        error[C001]: combinational loop in module 'top': 'unit.a[1...0]' -> 'unit.y[1...0]' -> 'unit.a[1...0]'
          --> Example.swift:3:1
          note: 'unit.a[1...0]' is assigned here: Example.swift:3:1
          note: 'unit.y[1...0]' follows from an input of instance 'unit', made here: Example.swift:2:1
          help: break the loop with a register
        """)
  }

  @Test func falseLoopThroughTwoLevels() {
    let leaf = passThrough("leaf", width: 4, low: 0..<2)
    let middle = wrapper(of: leaf, 2)
    let top = ModuleBuilder("top")
    let x = top.input("x", .unsigned(2))
    let y = top.output("y", .unsigned(4))
    let unit = top.instance("unit", of: middle, 1)
    // What passes through comes back to the bits that are held, and the other way round.
    top.assign(unit[0], top.cat(top.slice(top.read(unit[1]), 0, 2), top.read(x)))
    top.assign(y, top.read(unit[1]))
    #expect(diagnostics(top.module, middle, leaf) == "")
  }

  @Test func registeredChildIsNoLoop() {
    let leaf = passThrough("leaf", width: 4, low: 0..<0)
    let top = ModuleBuilder("top")
    let y = top.output("y", .unsigned(4))
    let unit = top.instance("unit", of: leaf, 1)
    top.assign(unit[0], top.read(unit[1]))
    top.assign(y, top.read(unit[1]))
    #expect(diagnostics(top.module, leaf) == "")
  }

  /// A loop within a child is reported there, and not again by the modules around it.
  @Test func loopInAChildIsReportedOnce() {
    let child = ModuleBuilder("child")
    let a = child.input("a")
    let y = child.output("y")
    child.assign(y, child.binary(.and, child.read(a), child.read(y)))
    let top = ModuleBuilder("top")
    let z = top.output("z")
    for index in 0..<2 {
      let unit = top.instance("unit\(index)", of: child.module, 1)
      top.assign(unit[0], top.constant(0))
      if index == 1 { top.assign(z, top.read(unit[1])) }
    }
    let text = diagnostics(top.module, child.module)
    #expect(text.hasPrefix("error[C001]: combinational loop in module 'child': 'y' -> 'y'"))
    let parts: [String] = text.components(separatedBy: "C001")
    #expect(parts.count == 2)
  }

  @Test func longLoopsAreShortened() {
    let text = diagnostics { m in
      let y = m.output("y")
      let wires = (0..<20).map { m.wire("w\($0)") }
      for i in 0..<20 { m.assign(wires[(i + 1) % 20], m.read(wires[i])) }
      m.assign(y, m.read(wires[0]))
    }
    #expect(text.contains("'w0' -> 'w1' -> 'w2' -> 'w3' -> 'w4' -> 'w5' -> (8 more) -> 'w14' -> "))
    #expect(text.contains("'w19' -> 'w0'\n"))
  }

  @Test func memoryReadsAreCombinational() {
    let text = diagnostics { m in
      let y = m.output("y", .unsigned(4))
      let table = m.memory("words", depth: 16, .unsigned(4))
      m.write(table, m.constant(0, .unsigned(4)), m.constant(0, .unsigned(4)))
      m.assign(y, m.add(.readMemory(table, address: m.read(y)), .unsigned(4)))
    }
    #expect(text.contains("C001") && text.contains("'y' -> 'y'"))
  }

  /// Random permutations and selections of bits, against the loops that a search bit by bit finds.
  @Test func randomBitMoves() {
    var generator = SeededGenerator(seed: 7)
    var loops = 0
    for round in 0..<300 {
      let width = Int.random(in: 2...8, using: &generator)
      // Bit i of the signal is a bit of itself, or of the input where the number is beyond the end.
      let sources = (0..<width).map { _ in Int.random(in: 0..<2 * width, using: &generator) }
      let text = diagnostics { m in
        let x = m.input("x", .unsigned(width))
        let y = m.output("y", .unsigned(width))
        let s = m.wire("s", .unsigned(width))
        for (bit, source) in sources.enumerated() {
          m.assign(s, bit..<bit + 1, source < width ? m.bit(s, source) : m.bit(x, source - width))
        }
        m.assign(y, m.read(s))
      }
      let isLoop = (0..<width).contains { start in
        var bit = start
        for _ in 0...width where bit < width { bit = sources[bit] }
        return bit < width
      }
      loops += isLoop ? 1 : 0
      #expect(text.contains("C001") == isLoop, "seed 7, round \(round): \(sources)")
    }
    #expect(loops > 20)
  }
}

/// A small generator with a seed (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
