import RTL
import RTLTestSupport
import Testing

@testable import Transforms

@Suite struct FoldConstantsTests {
  /// The text of what an expression becomes. Inputs: `a`, `b` unsigned 8, `s` signed 8, `c` a bit.
  private func folded(_ build: (ModuleBuilder, Inputs) -> ExpressionID) -> String {
    let m = ModuleBuilder("example")
    let signals = [m.input("a", .unsigned(8)), m.input("b", .unsigned(8)), m.input("s", .signed(8)), m.input("c")]
    let inputs = Inputs(a: m.read(signals[0]), b: m.read(signals[1]), s: m.read(signals[2]), c: m.read(signals[3]))
    let value = build(m, inputs)
    let type = m.module.type(of: value)
    m.assign(m.wire("w", type), value)
    let result = foldConstants(m.module)
    guard case .assign(let assignment)? = result.blocks[0].statements.first else { return "no assignment" }
    let found: SignalType = result.type(of: assignment.value)
    #expect(found == type)
    return result.text(assignment.value)
  }

  private struct Inputs {
    var a: ExpressionID
    var b: ExpressionID
    var s: ExpressionID
    var c: ExpressionID
  }

  @Test func arithmeticIdentities() {
    let u8 = SignalType.unsigned(8)
    let s8 = SignalType.signed(8)
    let table: [(BinaryOperator, Int, String, String)] = [
      (.add, 0, "a", "a"), (.add, 1, "add(a, 8'h01)", "add(8'h01, a)"),
      (.subtract, 0, "a", "subtract(8'h00, a)"), (.subtract, 1, "subtract(a, 8'h01)", "subtract(8'h01, a)"),
      (.multiply, 0, "8'h00", "8'h00"), (.multiply, 1, "a", "a"),
      (.multiply, 4, "multiply(a, 8'h04)", "multiply(8'h04, a)"),
      (.and, 0, "8'h00", "8'h00"), (.and, 255, "a", "a"), (.and, 7, "and(a, 8'h07)", "and(8'h07, a)"),
      (.or, 0, "a", "a"), (.or, 255, "8'hff", "8'hff"), (.or, 7, "or(a, 8'h07)", "or(8'h07, a)"),
      (.xor, 0, "a", "a"), (.xor, 255, "xor(a, 8'hff)", "xor(8'hff, a)"),
      (.less, 0, "1'h0", "less(8'h00, a)"), (.less, 255, "less(a, 8'hff)", "1'h0"),
      (.lessOrEqual, 0, "lessOrEqual(a, 8'h00)", "1'h1"), (.lessOrEqual, 255, "1'h1", "lessOrEqual(8'hff, a)"),
      (.greater, 0, "greater(a, 8'h00)", "1'h0"), (.greater, 255, "1'h0", "greater(8'hff, a)"),
      (.greaterOrEqual, 0, "1'h1", "greaterOrEqual(8'h00, a)"),
      (.greaterOrEqual, 255, "greaterOrEqual(a, 8'hff)", "1'h1"),
      (.equal, 255, "equal(a, 8'hff)", "equal(8'hff, a)"),
      (.shiftLeft, 0, "a", "8'h00"), (.shiftLeft, 8, "8'h00", "shiftLeft(8'h08, a)"),
      (.shiftLeft, 7, "shiftLeft(a, 8'h07)", "shiftLeft(8'h07, a)"),
      (.shiftRight, 0, "a", "8'h00"), (.shiftRight, 200, "8'h00", "shiftRight(8'hc8, a)"),
    ]
    for (function, value, right, left) in table {
      #expect(folded { m, i in m.binary(function, i.a, m.constant(value, u8)) } == right)
      #expect(folded { m, i in m.binary(function, m.constant(value, u8), i.a) } == left)
    }
    #expect(folded { m, i in m.binary(.divide, i.a, m.constant(1, u8)) } == "a")
    #expect(folded { m, i in m.binary(.remainder, i.a, m.constant(1, u8)) } == "8'h00")
    #expect(folded { m, i in m.binary(.divide, m.constant(0, u8), m.constant(3, u8)) } == "8'h00")
    #expect(folded { m, i in m.binary(.less, i.s, m.constant(-128, s8)) } == "1'h0")
    #expect(folded { m, i in m.binary(.lessOrEqual, i.s, m.constant(127, s8)) } == "1'h1")
    #expect(folded { m, i in m.binary(.less, i.s, m.constant(0, s8)) } == "less(s, 8'h00)")
    #expect(folded { m, i in m.binary(.shiftRight, i.s, m.constant(99, u8)) } == "shiftRight(s, 8'h07)")
  }

  @Test func equalOperands() {
    let table: [(BinaryOperator, String)] = [
      (.add, "add(a, a)"), (.subtract, "8'h00"), (.and, "a"), (.or, "a"), (.xor, "8'h00"), (.equal, "1'h1"),
      (.notEqual, "1'h0"), (.less, "1'h0"), (.lessOrEqual, "1'h1"), (.greater, "1'h0"), (.greaterOrEqual, "1'h1"),
    ]
    for (function, text) in table {
      #expect(folded { m, i in m.binary(function, i.a, i.a) } == text)
      // Another expression that reads the same signal.
      #expect(folded { m, i in m.binary(function, i.a, m.read(SignalID(0))) } == text)
    }
    #expect(folded { m, i in m.binary(.equal, m.not(i.a), m.not(i.a)) } == "1'h1")
    #expect(folded { m, i in m.binary(.equal, i.a, i.b) } == "equal(a, b)")
  }

  @Test func limitsOfExtendedOperands() {
    let u9 = SignalType.unsigned(9)
    let s9 = SignalType.signed(9)
    #expect(folded { m, i in m.binary(.less, m.add(.extend(i.a), u9), m.constant(256, u9)) } == "1'h1")
    #expect(folded { m, i in m.binary(.equal, m.add(.extend(i.a), u9), m.constant(300, u9)) } == "1'h0")
    #expect(folded { m, i in m.binary(.greater, m.constant(-129, s9), m.add(.extend(i.s), s9)) } == "1'h0")
    #expect(
      folded { m, i in m.binary(.less, m.add(.extend(i.a), u9), m.constant(255, u9)) }
        == "less(extend(a, unsigned 9), 9'h0ff)")
  }

  @Test func unaryAndMux() {
    #expect(folded { m, i in m.not(m.not(i.a)) } == "a")
    #expect(folded { m, i in m.add(.unary(.negate, m.add(.unary(.negate, i.s), .signed(8))), .signed(8)) } == "s")
    #expect(folded { m, i in m.add(.unary(.reduceXor, i.c), .bit) } == "c")
    #expect(folded { m, i in m.add(.unary(.reduceXor, m.constant(7, .unsigned(8))), .bit) } == "1'h1")
    #expect(
      folded { m, i in m.add(.mux(condition: m.constant(1), whenTrue: i.a, whenFalse: i.b), .unsigned(8)) } == "a")
    #expect(
      folded { m, i in m.add(.mux(condition: m.constant(0), whenTrue: i.a, whenFalse: i.b), .unsigned(8)) } == "b")
    #expect(folded { m, i in m.add(.mux(condition: i.c, whenTrue: i.a, whenFalse: i.a), .unsigned(8)) } == "a")
    #expect(
      folded { m, i in m.add(.mux(condition: i.c, whenTrue: m.constant(1), whenFalse: m.constant(0)), .bit) } == "c")
    #expect(
      folded { m, i in m.add(.mux(condition: i.c, whenTrue: i.a, whenFalse: i.b), .unsigned(8)) } == "mux(c, a, b)")
  }

  @Test func slices() {
    #expect(folded { m, i in m.slice(i.a, 0, 8) } == "a")
    #expect(folded { m, i in m.slice(i.s, 0, 8) } == "reinterpret(s, unsigned 8)")
    #expect(folded { m, i in m.slice(m.slice(i.a, 2, 5), 1, 3) } == "a[5...3]")
    #expect(folded { m, i in m.slice(m.constant(0xa5, .unsigned(8)), 4, 4) } == "4'ha")
    #expect(folded { m, i in m.slice(m.cat(i.a, i.b), 8, 8) } == "a")
    #expect(folded { m, i in m.slice(m.cat(i.a, i.b), 9, 2) } == "a[2...1]")
    #expect(folded { m, i in m.slice(m.cat(i.a, i.b, i.c), 1, 16) } == "cat(a, b)")
    #expect(folded { m, i in m.slice(m.cat(i.a, i.b), 4, 8) } == "cat(a, b)[11...4]")
    #expect(folded { m, i in m.slice(m.add(.reinterpret(i.s), .unsigned(8)), 1, 2) } == "s[2...1]")
    #expect(folded { m, i in m.slice(m.add(.extend(i.a), .unsigned(12)), 4, 4) } == "a[7...4]")
    #expect(folded { m, i in m.slice(m.add(.extend(i.a), .unsigned(12)), 8, 2) } == "2'h0")
    #expect(folded { m, i in m.slice(m.add(.extend(i.a), .unsigned(12)), 0, 10) } == "extend(a, unsigned 10)")
    #expect(folded { m, i in m.slice(m.add(.extend(i.s), .signed(12)), 10, 1) } == "s[7...7]")
    #expect(
      folded { m, i in m.slice(m.add(.extend(i.s), .signed(12)), 0, 10) }
        == "reinterpret(extend(s, signed 10), unsigned 10)")
    #expect(folded { m, i in m.slice(m.add(.extend(i.s), .signed(12)), 7, 3) } == "extend(s, signed 12)[9...7]")
    #expect(folded { m, i in m.slice(m.add(.replicate(i.a, count: 3), .unsigned(24)), 10, 2) } == "a[3...2]")
    #expect(folded { m, i in m.slice(m.add(.replicate(i.a, count: 3), .unsigned(24)), 8, 16) } == "replicate(a, 2)")
    #expect(folded { m, i in m.add(.selectBit(i.a, index: m.constant(3, .unsigned(4))), .bit) } == "a[3...3]")
    #expect(folded { m, i in m.add(.selectBit(i.a, index: m.constant(8, .unsigned(4))), .bit) } == "1'h0")
  }

  @Test func putTogether() {
    #expect(folded { m, i in m.cat(m.slice(i.a, 4, 4), m.slice(i.a, 0, 4)) } == "a")
    #expect(folded { m, i in m.cat(m.slice(i.a, 4, 2), m.slice(i.a, 2, 2), i.c) } == "cat(a[5...2], c)")
    #expect(folded { m, i in m.cat(m.slice(i.a, 0, 4), m.slice(i.a, 4, 4)) } == "cat(a[3...0], a[7...4])")
    #expect(folded { m, i in m.cat(i.s) } == "reinterpret(s, unsigned 8)")
    #expect(folded { m, i in m.cat(m.constant(1), m.constant(2, .unsigned(4))) } == "5'h12")
    #expect(folded { m, i in m.add(.replicate(i.a, count: 1), .unsigned(8)) } == "a")
    #expect(folded { m, i in m.add(.replicate(m.constant(2, .unsigned(2)), count: 5), .unsigned(10)) } == "10'h2aa")
    #expect(
      folded { m, i in m.add(.extend(m.add(.extend(i.s), .signed(10))), .signed(12)) } == "extend(s, signed 12)")
    #expect(folded { m, i in m.add(.extend(m.constant(-2, .signed(4))), .signed(8)) } == "8'hfe")
    #expect(folded { m, i in m.add(.reinterpret(m.add(.reinterpret(i.s), .unsigned(8))), .signed(8)) } == "s")
    #expect(folded { m, i in m.add(.reinterpret(i.a), .unsigned(8)) } == "a")
  }

  @Test func memoryBeyondItsDepth() {
    let text = folded { m, i in
      let words = m.memory("words", depth: 10, .unsigned(8))
      return m.add(.readMemory(words, address: m.constant(10, .unsigned(4))), .unsigned(8))
    }
    #expect(text == "8'h00")
  }

  @Test func typesStay() {
    let m = ModuleBuilder("example")
    let state = m.enumeration("State", width: 2, ["idle", "run"])
    let a = m.input("a", .unsigned(2))
    let sum = m.binary(.add, m.read(a), m.constant(0, .unsigned(2)))
    m.assign(m.wire("w", state), m.add(.reinterpret(sum), state))
    let result = foldConstants(m.module)
    #expect(result.statementText() == "w <== reinterpret(a, unsigned 2)\n")
    #expect(result.expressions.last?.type == state)
  }

  /// Names stay on what they name, whatever it folds to, and nothing looks through them.
  @Test func namesStay() {
    let m = ModuleBuilder("example")
    let a = m.read(m.input("a", .unsigned(8)))
    let y = m.output("y", .unsigned(8))
    let zero = m.constant(0, .unsigned(8))
    func named(_ name: String, _ id: ExpressionID) -> ExpressionID {
      m.edit { $0.expressionNames[id] = name }
      return id
    }
    let alias = named("alias", m.binary(.add, a, zero))
    let inverted = named("inverted", m.not(alias))
    let second = named("second", m.binary(.or, inverted, zero))
    let known = named("known", m.binary(.add, m.constant(3, .unsigned(8)), m.constant(4, .unsigned(8))))
    m.assign(y, m.binary(.xor, m.not(second), known))
    let once = foldConstants(m.module)
    #expect(once.statementText() == "y <== xor(not(reinterpret(not(a), unsigned 8)), 8'h07)\n")
    #expect(Set(once.expressionNames.values) == ["alias", "inverted", "second", "known"])
    #expect(foldConstants(once).snapshot == once.snapshot)
  }

  @Test func conditionsThatAreKnown() {
    let m = ModuleBuilder("example")
    let c = m.read(m.input("c"))
    let y = m.output("y", .unsigned(8))
    func set(_ value: Int) { m.assign(y, m.constant(value, .unsigned(8))) }
    set(0)
    m.when(
      [(m.constant(0), { set(1) }), (c, { set(2) }), (m.constant(1), { set(3) }), (c, { set(4) })],
      otherwise: { set(5) })
    m.when(m.constant(1)) {
      set(6)
      m.when(m.constant(1)) { set(7) }
      set(8)
    }
    m.when(m.constant(0)) { set(9) }
    m.when(m.constant(0), { set(9) }, otherwise: { set(10) })
    m.match(m.constant(2, .unsigned(2)), [([0], { set(11) }), ([1, 2], { set(12) })], otherwise: { set(13) })
    m.match(m.constant(3, .unsigned(2)), [([0], { set(14) })], otherwise: { set(15) })
    m.match(m.constant(3, .unsigned(2)), [([0], { set(16) })])
    #expect(
      foldConstants(m.module).statementText() == """
        y <== 8'h00
        when c
          y <== 8'h02
        otherwise
          y <== 8'h03
        y <== 8'h06
        y <== 8'h07
        y <== 8'h08
        y <== 8'h0a
        y <== 8'h0c
        y <== 8'h0f

        """)
  }

  /// Places are those of the statements that stay.
  @Test func placesStay() {
    let m = ModuleBuilder("example")
    let y = m.output("y")
    m.assign(y, m.constant(0))
    m.when(m.constant(1)) { m.assign(y, m.constant(1)) }
    let result = foldConstants(m.module)
    let places = result.blocks[0].statements.map { statement in
      if case .assign(let assignment) = statement { result.places[assignment.place] } else { Place.unknown }
    }
    #expect(
      places == [Place(file: "Example.swift", line: 2, column: 1), Place(file: "Example.swift", line: 4, column: 1)])
  }
}

@Suite struct CompleteMatchesTests {
  @Test func lastArmHoldsForOtherCodes() {
    let m = ModuleBuilder("example")
    let state = m.enumeration("State", width: 2, ["idle", "run", "done"])
    let a = m.read(m.input("a", state))
    let y = m.output("y", .unsigned(2))
    func set(_ value: Int) { m.assign(y, m.constant(value, .unsigned(2))) }
    m.match(a, [([0], { set(0) }), ([1], { set(1) }), ([2], { set(2) })])
    m.match(a, [([0], { set(0) }), ([1], { set(1) })])
    m.match(a, [([0, 1, 2], { set(3) })])
    let expected = """
      match a
      case 2'h0
        y <== 2'h0
      case 2'h1
        y <== 2'h1
      otherwise
        y <== 2'h2
      match a
      case 2'h0
        y <== 2'h0
      case 2'h1
        y <== 2'h1

      """
    let completed = completeMatches(m.module)
    #expect(completed.statementText() == expected + "match a\notherwise\n  y <== 2'h3\n")
    #expect(foldConstants(completed).statementText() == expected + "y <== 2'h3\n")
  }
}
