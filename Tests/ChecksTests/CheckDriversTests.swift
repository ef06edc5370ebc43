import RTL
import RTLTestSupport
import Testing

@testable import Checks

@Suite struct CheckDriversTests {
  @Test func outputNeverDriven() {
    let text = diagnostics { m in _ = m.output("sum", .unsigned(8)) }
    #expect(
      text == """
        error[D001]: output 'sum' of module 'example' is never driven
          --> Example.swift:1:1
          help: drive it, for example with 'sum <== 0'
        """)
  }

  @Test func wireReadButNeverDriven() {
    let text = diagnostics { m in
      let y = m.output("y")
      let w = m.wire("w")
      m.assign(y, m.not(m.read(w)))
    }
    #expect(
      text == """
        error[D001]: wire 'w' of module 'example' is never driven
          --> Example.swift:2:1
          note: 'w' is read here: Example.swift:3:1
          help: drive it, for example with 'w <== 0'
        """)
  }

  @Test func whatNothingReadsIsNoMistake() {
    let text = diagnostics { m in
      let w = m.wire("w")
      _ = m.register("r")
      // An expression that no statement uses.
      _ = m.not(m.read(w))
    }
    #expect(text == "")
  }

  @Test func instanceInputNeverDriven() {
    let child = ModuleBuilder("child")
    let a = child.input("a", .unsigned(4))
    child.assign(child.output("b", .unsigned(4)), child.read(a))
    let top = ModuleBuilder("top")
    _ = top.instance("unit", of: child.module, 1)
    #expect(
      diagnostics(top.module, child.module) == """
        error[D001]: input 'a' of instance 'unit' (module 'child') in module 'top' is never driven
          --> Example.swift:1:1
          help: drive it, for example with 'unit.a <== 0'
        """)
  }

  @Test func someBitsNeverDriven() {
    let text = diagnostics { m in
      let y = m.output("y", .unsigned(16))
      m.assign(y, 8..<16, m.constant(0, .unsigned(8)))
      m.assign(y, 3..<4, m.constant(0))
    }
    #expect(
      text == """
        error[D002]: bits 7...4 and 2...0 of output 'y' of module 'example' are never driven
          --> Example.swift:1:1
          help: drive them too, for example with 'y <== 0' before the other assignments
        """)
  }

  @Test func oneBitOfAReadWireNeverDriven() {
    let text = diagnostics { m in
      let y = m.output("y")
      let w = m.wire("w", .unsigned(2))
      m.assign(w, 0..<1, m.constant(0))
      m.assign(y, m.bit(w, 0))
    }
    #expect(
      text == """
        error[D002]: bit 1 of wire 'w' of module 'example' is never driven
          --> Example.swift:2:1
          note: 'w' is read here: Example.swift:4:1
          help: drive it too, for example with 'w <== 0' before the other assignments
        """)
  }

  /// Every way of driving four bits with two assignments: the undriven bits are told exactly.
  @Test func everyPairOfRanges() {
    let ranges = (0..<4).flatMap { low in (low + 1...4).map { low..<$0 } }
    for first in ranges {
      for second in ranges {
        let text = diagnostics { m in
          let y = m.output("y", .unsigned(4))
          m.assign(y, first, m.constant(0, .unsigned(first.count)))
          m.assign(y, second, m.constant(0, .unsigned(second.count)))
        }
        let missing = (0..<4).filter { !first.contains($0) && !second.contains($0) }
        #expect(text.contains("D002") == !missing.isEmpty, "\(first) \(second)")
        #expect(text.contains("D003") == (second.clamped(to: first) == first), "\(first) \(second)")
      }
    }
  }

  @Test func registerNeverAssigned() {
    let text = diagnostics { m in
      let y = m.output("y", .unsigned(8))
      let r = m.register("r", .unsigned(8), reset: 5)
      m.assign(y, m.read(r))
    }
    #expect(
      text == """
        warning[D004]: register 'r' of module 'example' is never assigned: it holds its reset value 8'h05 for ever
          --> Example.swift:2:1
          note: 'r' is read here: Example.swift:3:1
          help: assign it, or use a constant instead
        """)
  }

  @Test func bitsOfARegisterNeverAssigned() {
    let text = diagnostics { m in
      let y = m.output("y", .unsigned(8))
      let r = m.register("r", .unsigned(8), reset: 5)
      m.assign(r, 0..<4, m.constant(0, .unsigned(4)))
      m.assign(y, m.read(r))
    }
    #expect(
      text == """
        warning[D004]: bits 7...4 of register 'r' of module 'example' are never assigned: they hold their reset value for ever
          --> Example.swift:2:1
          note: 'r' is read here: Example.swift:4:1
          help: assign them, or use a constant instead
        """)
  }

  @Test func bitsOfARegisterThatNothingReads() {
    let text = diagnostics { m in
      let y = m.output("y", .unsigned(4))
      let r = m.register("r", .unsigned(8), reset: 5)
      m.assign(r, 0..<4, m.constant(0, .unsigned(4)))
      m.assign(y, m.slice(m.read(r), 0, 4))
    }
    #expect(text == "")
  }

  @Test func registerWithoutAnyValue() {
    let text = diagnostics { m in
      let y = m.output("y")
      m.assign(y, m.read(m.register("r")))
    }
    #expect(
      text == """
        error[D004]: register 'r' of module 'example' is never assigned and has no reset value
          --> Example.swift:2:1
          note: 'r' is read here: Example.swift:3:1
          help: assign it, or give the register a reset value
        """)
  }

  @Test func memoryNeverWritten() {
    let text = diagnostics { m in
      let y = m.output("y", .unsigned(8))
      let address = m.input("address", .unsigned(4))
      let table = m.memory("words", depth: 16, .unsigned(8))
      m.assign(y, m.add(.readMemory(table, address: m.read(address)), .unsigned(8)))
    }
    #expect(
      text == """
        warning[D005]: memory 'words' of module 'example' is read but never written
          --> Example.swift:3:1
          note: it is read here: Example.swift:4:1
          help: write it, or give it contents
        """)
  }

  @Test func inputDriven() {
    let text = diagnostics { m in
      let a = m.input("a")
      m.assign(a, m.constant(1))
    }
    #expect(
      text == """
        error[D006]: input 'a' of module 'example' cannot be driven here: its value comes from outside
          --> Example.swift:2:1
          note: 'a' is declared here: Example.swift:1:1
        """)
  }
}

@Suite struct CheckOverriddenAssignmentsTests {
  @Test func laterAssignmentCoversAll() {
    let text = diagnostics { m in
      let y = m.output("y", .unsigned(8))
      m.assign(y, m.constant(1, .unsigned(8)))
      m.assign(y, m.constant(2, .unsigned(8)))
    }
    #expect(
      text == """
        warning[D003]: the assignment to output 'y' of module 'example' has no effect
          --> Example.swift:2:1
          note: this assignment overrides it whatever happens: Example.swift:3:1
          help: remove it, or put it after the other assignment
        """)
  }

  @Test func twoLaterAssignmentsCoverItTogether() {
    let text = diagnostics { m in
      let y = m.output("y", .unsigned(8))
      m.assign(y, 2..<6, m.constant(1, .unsigned(4)))
      m.assign(y, 0..<4, m.constant(2, .unsigned(4)))
      m.assign(y, 4..<8, m.constant(2, .unsigned(4)))
    }
    #expect(
      text == """
        warning[D003]: the assignment to bits 5...2 of output 'y' of module 'example' has no effect
          --> Example.swift:2:1
          note: this assignment overrides it whatever happens: Example.swift:3:1
          note: this assignment overrides it whatever happens: Example.swift:4:1
          help: remove it, or put it after the other assignment
        """)
  }

  @Test func conditionalAssignmentBeforeADefault() {
    let text = diagnostics { m in
      let c = m.input("c")
      let y = m.output("y")
      m.when(m.read(c)) { m.assign(y, m.constant(1)) }
      m.assign(y, m.constant(0))
    }
    #expect(
      text == """
        warning[D003]: the assignment to output 'y' of module 'example' has no effect
          --> Example.swift:4:1
          note: this assignment overrides it whatever happens: Example.swift:5:1
          help: remove it, or put it after the other assignment
        """)
  }

  @Test func defaultsAreNoMistake() {
    let text = diagnostics { m in
      let c = m.input("c")
      let y = m.output("y", .unsigned(2))
      m.assign(y, m.constant(0, .unsigned(2)))
      m.when(
        m.read(c), { m.assign(y, m.constant(1, .unsigned(2))) }, otherwise: { m.assign(y, m.constant(2, .unsigned(2))) }
      )
      m.assign(y, 0..<1, m.constant(0))
    }
    #expect(text == "")
  }

  /// What one branch decides says nothing about the statements before the `when`, or about other branches.
  @Test func branchesDoNotCoverEachOther() {
    let text = diagnostics { m in
      let c = m.input("c")
      let y = m.output("y")
      m.assign(y, m.constant(0))
      m.when([
        (m.read(c), { m.assign(y, m.constant(1)) }), (m.read(c), { m.when(m.read(c)) { m.assign(y, m.constant(1)) } }),
      ])
    }
    #expect(text == "")
  }
}
