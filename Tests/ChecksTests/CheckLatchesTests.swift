import RTL
import Testing

@testable import Checks

@Suite struct CheckLatchesTests {
  @Test func whenWithoutOtherwise() {
    let text = diagnostics { m in
      let c = m.input("c")
      let y = m.output("y")
      m.when(m.read(c)) { m.assign(y, m.constant(1)) }
    }
    #expect(
      text == """
        error[L001]: output 'y' of module 'example' is not driven when no condition of this 'when' holds
          --> Example.swift:3:1
          note: 'y' is driven here: Example.swift:4:1
          note: 'y' is declared here: Example.swift:2:1
          help: give it a default before the 'when', for example 'y <== 0', or add an 'otherwise'
        """)
  }

  @Test func branchThatDoesNotDrive() {
    let text = diagnostics { m in
      let c = m.input("c")
      let y = m.output("y", .unsigned(8))
      m.when(
        [(m.read(c), { m.assign(y, m.constant(1, .unsigned(8))) }), (m.read(c), {})],
        otherwise: { m.assign(y, m.constant(1, .unsigned(8))) })
    }
    #expect(
      text == """
        error[L001]: output 'y' of module 'example' is not driven in this branch of the 'when'
          --> Example.swift:5:1
          note: 'y' is driven here: Example.swift:4:1
          note: 'y' is declared here: Example.swift:2:1
          help: give it a default before the 'when', for example 'y <== 0', or drive it in every branch
        """)
  }

  @Test func otherwiseThatDrivesFewerBits() {
    let text = diagnostics { m in
      let c = m.input("c")
      let y = m.output("y", .unsigned(8))
      m.when(
        m.read(c), { m.assign(y, m.constant(1, .unsigned(8))) },
        otherwise: { m.assign(y, 0..<6, m.constant(1, .unsigned(6))) })
    }
    #expect(
      text == """
        error[L001]: bits 7...6 of output 'y' of module 'example' are not driven in the 'otherwise' of this 'when'
          --> Example.swift:3:1
          note: 'y' is driven here: Example.swift:4:1
          note: 'y' is declared here: Example.swift:2:1
          help: give it a default before the 'when', for example 'y <== 0', or drive it in every branch
        """)
  }

  /// The gap is in the inner `when`, and that one is shown.
  @Test func nestedGap() {
    let text = diagnostics { m in
      let c = m.input("c")
      let y = m.output("y")
      m.when(
        m.read(c), { m.when(m.read(c)) { m.assign(y, m.constant(1)) } }, otherwise: { m.assign(y, m.constant(1)) })
    }
    #expect(text.contains("is not driven when no condition of this 'when' holds\n  --> Example.swift:4:1"))
  }

  @Test func valueThatAMatchLeavesOut() {
    let text = diagnostics { m in
      let c = m.input("c", .unsigned(2))
      let y = m.output("y")
      m.match(m.read(c), [([0, 1], { m.assign(y, m.constant(1)) }), ([3], { m.assign(y, m.constant(0)) })])
    }
    #expect(
      text == """
        error[L001]: output 'y' of module 'example' is not driven for the value 2 of this 'match'
          --> Example.swift:3:1
          note: 'y' is driven here: Example.swift:4:1
          note: 'y' is declared here: Example.swift:2:1
          help: give it a default before the 'match', for example 'y <== 0', or drive it in every case
        """)
  }

  @Test func caseThatDoesNotDrive() {
    let text = diagnostics { m in
      let y = m.output("y")
      let state = m.register("state", m.enumeration("State", width: 2, ["idle", "run", "done"]), reset: 0)
      m.match(
        m.read(state),
        [([0], { m.assign(y, m.constant(1)) }), ([1], { m.assign(state, m.constant(0, .unsigned(2))) }), ([2], {})])
    }
    #expect(
      text == """
        error[L001]: output 'y' of module 'example' is not driven for case 'run' of this 'match'
          --> Example.swift:3:1
          note: 'y' is driven here: Example.swift:4:1
          note: 'y' is declared here: Example.swift:1:1
          help: give it a default before the 'match', for example 'y <== 0', or drive it in every case
        """)
  }

  @Test func matchOtherwiseThatDoesNotDrive() {
    let text = diagnostics { m in
      let c = m.input("c", .unsigned(8))
      let y = m.output("y")
      m.match(m.read(c), [([7], { m.assign(y, m.constant(1)) })], otherwise: {})
    }
    #expect(text.contains("is not driven in the 'otherwise' of this 'match'\n  --> Example.swift:3:1"))
  }

  @Test func completeMatches() {
    let text = diagnostics { m in
      let c = m.input("c", .unsigned(1))
      let y = m.output("y")
      let z = m.output("z")
      let x = m.output("x")
      let state = m.register("state", m.enumeration("State", width: 2, ["idle", "run", "done"]), reset: 0)
      m.assign(state, m.constant(1, .unsigned(2)))
      m.match(m.read(c), [([0], { m.assign(y, m.constant(1)) }), ([1], { m.assign(y, m.constant(0)) })])
      m.match(m.read(c), [([0], { m.assign(z, m.constant(1)) })], otherwise: { m.assign(z, m.constant(0)) })
      m.match(m.read(state), [([0, 2], { m.assign(x, m.constant(1)) }), ([1], { m.assign(x, m.constant(0)) })])
    }
    #expect(text == "")
  }

  @Test func defaultsAndLaterAssignmentsFillGaps() {
    let text = diagnostics { m in
      let c = m.input("c")
      let y = m.output("y", .unsigned(4))
      m.assign(y, 0..<2, m.constant(0, .unsigned(2)))
      m.when(m.read(c)) { m.assign(y, m.constant(1, .unsigned(4))) }
      m.assign(y, 2..<4, m.constant(0, .unsigned(2)))
    }
    #expect(text == "")
  }

  /// Registers keep their value by themselves; wires that nothing reads make no hardware.
  @Test func registersAndUnreadWiresAreNoLatches() {
    let text = diagnostics { m in
      let c = m.input("c")
      let y = m.output("y")
      let r = m.register("r", reset: 0)
      let w = m.wire("w")
      m.assign(y, m.read(r))
      m.when(m.read(c)) {
        m.assign(r, m.constant(1))
        m.assign(w, m.constant(1))
      }
    }
    #expect(text == "")
  }

  /// A latch that feeds itself is one mistake, and so is each half of a signal that is driven in part only.
  @Test func oneMistakeOneDiagnostic() {
    let text = diagnostics { m in
      let c = m.input("c")
      let y = m.output("y", .unsigned(8))
      m.when(m.read(c)) { m.assign(y, m.not(m.read(y))) }
    }
    #expect(text.contains("L001") && !text.contains("C001") && !text.contains("D00"))
  }

  /// All statements `when (c0) {...} elsewhen (c1) {...} otherwise {...}` in which each block drives none, the low, the high or
  /// both bits: found bits against those that a truth table gives.
  @Test(arguments: [false, true]) func everyChoiceOfBits(hasOtherwise: Bool) {
    let ranges = [nil, 0..<1, 1..<2, 0..<2]
    for choice in 0..<64 {
      let driven = [ranges[choice % 4], ranges[choice / 4 % 4], hasOtherwise ? ranges[choice / 16] : nil]
      let text = diagnostics { m in
        let c = m.input("c", .unsigned(2))
        let y = m.output("y", .unsigned(2))
        func drive(_ index: Int) {
          if let bits = driven[index] { m.assign(y, bits, m.constant(0, .unsigned(bits.count))) }
        }
        let otherwise: (() -> Void)? = hasOtherwise ? { drive(2) } : nil
        m.when([(m.bit(c, 0), { drive(0) }), (m.bit(c, 1), { drive(1) })], otherwise: otherwise)
      }
      func count(_ bit: Int) -> Int { driven.count { $0?.contains(bit) == true } }
      let latched = (0..<2).filter { (1...2).contains(count($0)) }
      let undriven = (0..<2).filter { count($0) == 0 }
      #expect(text.contains("L001") == !latched.isEmpty, "\(driven)")
      #expect(text.contains("D00") == !undriven.isEmpty, "\(driven)")
      if latched.count == 1 {
        #expect(text.contains("bit \(latched[0]) of output 'y' of module 'example' is not driven"))
      }
    }
  }
}
