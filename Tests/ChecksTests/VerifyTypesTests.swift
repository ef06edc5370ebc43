import RTL
import RTLTestSupport
import Testing

@testable import Checks

@Suite struct VerifyTypesTests {
  private func faults(_ build: (ModuleBuilder) -> Void) -> [String] {
    let builder = ModuleBuilder("example")
    build(builder)
    return verifyTypes(builder.module, in: Design(modules: [builder.module]))
  }

  /// Expressions that break the rule of their operation, with what is said about them. Expressions 0 to 4 are a bit, unsigned 8,
  /// signed 8, unsigned 9 and the constant 0.
  @Test func expressionRules() {
    let a = ExpressionID(0)
    let u8 = ExpressionID(1)
    let s8 = ExpressionID(2)
    let u9 = ExpressionID(3)
    let zero = ExpressionID(4)
    let table: [(Operation, SignalType, String)] = [
      (.constant(ConstantID(9)), .bit, "no constant 9"),
      (.constant(ConstantID(0)), .bit, "bit for the constant 8'h00"),
      (.signal(SignalID(9)), .bit, "no signal 9"),
      (.signal(SignalID(0)), .unsigned(2), "unsigned 2 for a signal of bit"),
      (.unary(.not, u8), .signed(8), "unsigned 8 where signed 8 is needed"),
      (.unary(.negate, u8), .unsigned(8), "unsigned 8 for a negation"),
      (.unary(.reduceOr, u8), .unsigned(8), "unsigned 8 for a reduction"),
      (.unary(.not, ExpressionID(5)), .bit, "operand 5 does not stand before it"),
      (.binary(.add, u8, u9), .unsigned(8), "unsigned 9 where unsigned 8 is needed"),
      (.binary(.add, u8, u8), .unsigned(9), "unsigned 8 where unsigned 9 is needed"),
      (.binary(.equal, u8, s8), .bit, "signed 8 where unsigned 8 is needed"),
      (.binary(.less, u8, u8), .unsigned(8), "unsigned 8 for a comparison"),
      (.binary(.divide, u8, u8), .unsigned(8), "a divisor that is not constant"),
      (.binary(.remainder, u8, zero), .unsigned(8), "a divisor of 0"),
      (.binary(.shiftLeft, u8, s8), .unsigned(8), "the shift amount is signed 8"),
      (.binary(.shiftRight, u9, u8), .unsigned(8), "unsigned 9 where unsigned 8 is needed"),
      (.mux(condition: u8, whenTrue: a, whenFalse: a), .bit, "the condition is unsigned 8"),
      (.mux(condition: a, whenTrue: u8, whenFalse: s8), .unsigned(8), "signed 8 where unsigned 8 is needed"),
      (.slice(u8, low: 1), .unsigned(8), "bits 8...1 of unsigned 8"),
      (.slice(u8, low: 0), .signed(8), "a signed slice"),
      (.concatenate(OperandList(start: 0, count: 1)), .bit, "operands 0..<1 of a pool of 0"),
      (.concatenate(OperandList(start: 0, count: 0)), .bit, "operands 0..<0 of a pool of 0"),
      (.replicate(u8, count: 2), .unsigned(8), "unsigned 8 for copies of 16 bits"),
      (.extend(u8), .signed(9), "unsigned 8 cannot be extended to signed 9"),
      (.extend(u9), .unsigned(8), "unsigned 9 cannot be extended to unsigned 8"),
      (.reinterpret(u9), .signed(8), "unsigned 9 cannot be read as signed 8"),
      (.selectBit(u8, index: s8), .bit, "the index is signed 8"),
      (.selectBit(u8, index: u8), .unsigned(8), "unsigned 8 for a bit"),
      (.readMemory(MemoryID(1), address: u8), .bit, "no memory 1"),
      (.readMemory(MemoryID(0), address: u8), .bit, "bit for a word of unsigned 8"),
      (.readMemory(MemoryID(0), address: s8), .unsigned(8), "the address is signed 8"),
      (.signal(SignalID(0)), .unsigned(0), "a width of 0"),
      (
        .reinterpret(a), SignalType(width: 1, isSigned: false, enumeration: EnumerationID(0)), "no enumeration 0"
      ),
    ]
    for (operation, type, fault) in table {
      let found = faults { m in
        let signals = [
          m.input("a"), m.input("u8", .unsigned(8)), m.input("s8", .signed(8)), m.input("u9", .unsigned(9)),
        ]
        _ = m.memory("words", depth: 4, .unsigned(8))
        for signal in signals { _ = m.read(signal) }
        _ = m.constant(0, .unsigned(8))
        _ = m.add(operation, type)
      }
      let expected: [String] = ["expression 5: \(fault)"]
      #expect(found == expected)
    }
  }

  @Test func statementRules() {
    let found = faults { m in
      let a = m.input("a", .unsigned(2))
      let y = m.output("y", .unsigned(2))
      let bits = m.read(a)
      let words = m.memory("words", depth: 4, .unsigned(8))
      m.assign(y, 0..<1, bits)
      m.assign(y, 1..<3, bits)
      m.assign(y, ExpressionID(99))
      m.when(bits) {}
      m.match(bits, [([0, 0], {})])
      m.write(words, bits, bits)
      m.edit { module in
        module.blocks[0].statements.append(
          .match(MatchStatement(subject: bits, arms: [], otherwise: BlockID(1), place: .unknown)))
        module.blocks[0].statements.append(
          .match(MatchStatement(subject: bits, arms: [], otherwise: BlockID(9), place: .unknown)))
        module.blocks[0].statements.append(.when(WhenStatement(branches: [], otherwise: nil)))
      }
    }
    #expect(
      found == [
        "statement 0 of block 0: unsigned 2 assigned to 1 bits",
        "statement 1 of block 0: 2 bits from 1 up of unsigned 2",
        "statement 2 of block 0: no expression 99",
        "statement 3 of block 0: the condition is unsigned 2",
        "statement 4 of block 0: pattern 2'h0 occurs twice",
        "statement 5 of block 0: unsigned 2 written to words of unsigned 8",
        "statement 6 of block 0: block 1 is used twice",
        "statement 7 of block 0: no block 9",
        "statement 8 of block 0: a 'when' without a branch",
      ])
  }

  @Test func partsOfWords() {
    let found = faults { m in
      let bits = m.read(m.input("a", .unsigned(2)))
      let words = m.memory("words", depth: 4, .unsigned(8))
      func write(_ part: Range<Int>) {
        m.edit { module in
          module.blocks[0].statements.append(
            .writeMemory(MemoryWrite(memory: words, address: bits, value: bits, part: part, place: .unknown)))
        }
      }
      write(0..<2)
      write(6..<8)
      write(7..<9)
      write(0..<3)
      m.edit { module in
        let missing = MemoryReadCheck(memory: MemoryID(3), address: bits, forbidsWrites: false, place: .unknown)
        module.blocks[0].statements.append(.checkRead(missing))
      }
    }
    #expect(
      found == [
        "statement 2 of block 0: unsigned 2 written to 2 bits from 7 up of unsigned 8",
        "statement 3 of block 0: unsigned 2 written to 3 bits from 0 up of unsigned 8",
        "statement 4 of block 0: no memory 3",
      ])
  }

  @Test func contentsOfMemories() {
    for contents in [[Bits(0, width: 8)], [Bits(0, width: 8), Bits(0, width: 9)]] {
      let found = faults { m in
        _ = m.memory("words", depth: 2, .unsigned(8))
        m.edit { $0.memories[0].contents = contents }
      }
      let expected: [String] = ["memory 0: contents of \(contents.count) words"]
      #expect(found == expected)
    }
  }

  @Test func declarationRules() {
    let child = ModuleBuilder("child")
    _ = child.input("a", .unsigned(4))
    let builder = ModuleBuilder("example")
    _ = builder.input("x")
    _ = builder.register("r", .unsigned(4), reset: 0)
    _ = builder.instance("unit", of: child.module, 1)
    let good = builder.module
    func faults(_ change: (inout ModuleDefinition) -> Void) -> [String] {
      var module = good
      change(&module)
      return verifyTypes(module, in: Design(modules: [module, child.module]))
    }
    #expect(faults { _ in } == [])
    #expect(faults { $0.ports[0].type = .unsigned(2) } == ["port 0 is unsigned 2, its signal bit"])
    #expect(faults { $0.signals[1].kind = .wire } == ["register 0: signal 1 is something else"])
    #expect(
      faults { $0.registers[0].resetValue = Bits(0, width: 3) } == ["register 0: reset value of 3 bits for unsigned 4"])
    #expect(faults { $0.signals[2].type = .unsigned(5) } == ["instance 0: port 0 is unsigned 4, its signal unsigned 5"])
    #expect(faults { $0.instances[0].module = ModuleID(7) } == ["instance 0: no module 7"])
    #expect(faults { $0.registers[0].signal = SignalID(40) }.contains("register 0: no signal 40"))
    #expect(faults { $0.ports.removeLast() } == ["signal 0: no port 0"])
    #expect(faults { $0.blocks = [] } == ["no body"])
  }

  /// Nothing traps, and nothing else is said, when the representation is wrong.
  @Test func checkSaysOnlyThis() {
    let text = diagnostics { m in
      _ = m.output("y")
      _ = m.add(.signal(SignalID(7)), .bit)
    }
    #expect(
      text == """
        error[X001]: module 'example' is represented inconsistently: expression 0: no signal 7
          help: this is a mistake in Bitloom, not in the design; please report it
        """)
  }
}
