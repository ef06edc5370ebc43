import RTL
import Simulation
import Testing

/// Operators on values of more than a word, against arithmetic bit by bit.
@Test(arguments: [63, 64, 65, 66, 100, 127, 128, 129, 130, 192, 193, 200], [false, true])
func wideOperators(width: Int, isSigned: Bool) throws {
  let seed = UInt64(width) * 2 + (isSigned ? 1 : 0)
  var randomness = Randomness(seed: seed)
  let type = SignalType(width: width, isSigned: isSigned)
  let divisor = BitVector(random: width, &randomness)
  let positive = isSigned ? divisor.shiftedRight(1, signed: false) : divisor
  let constant = positive.isZero ? BitVector(3, width: width) : positive
  let amountWidth = [8, 7, 70][width % 3]
  let cut = Int(randomness.next() % UInt64(width - 1)) + 1

  var b = DesignBuilder()
  let left = b.input("left", type)
  let right = b.input("right", type)
  let amount = b.input("amount", .unsigned(amountWidth))
  let condition = b.input("condition", .bit)
  let (x, y, n) = (b.read(left), b.read(right), b.read(amount))
  var cases: [(name: String, expression: ExpressionID, model: (BitVector, BitVector, Int, Bool) -> BitVector)] = []
  func bit(_ value: Bool) -> BitVector { BitVector([value]) }
  func add(
    _ name: String, _ expression: ExpressionID, _ model: @escaping (BitVector, BitVector, Int, Bool) -> BitVector
  ) { cases.append((name, expression, model)) }

  add("add", b.binary(.add, x, y)) { a, c, _, _ in a + c }
  add("subtract", b.binary(.subtract, x, y)) { a, c, _, _ in a - c }
  add("multiply", b.binary(.multiply, x, y)) { a, c, _, _ in a * c }
  let divisorConstant = b.constant(constant.rtl, signed: isSigned)
  add("divide", b.binary(.divide, x, divisorConstant)) { a, _, _, _ in
    a.divided(by: constant, signed: isSigned).quotient
  }
  add("remainder", b.binary(.remainder, x, divisorConstant)) { a, _, _, _ in
    a.divided(by: constant, signed: isSigned).remainder
  }
  add("and", b.binary(.and, x, y)) { a, c, _, _ in a.zipped(c) { $0 && $1 } }
  add("or", b.binary(.or, x, y)) { a, c, _, _ in a.zipped(c) { $0 || $1 } }
  add("xor", b.binary(.xor, x, y)) { a, c, _, _ in a.zipped(c) { $0 != $1 } }
  add("equal", b.binary(.equal, x, y)) { a, c, _, _ in bit(a == c) }
  add("not_equal", b.binary(.notEqual, x, y)) { a, c, _, _ in bit(a != c) }
  add("less", b.binary(.less, x, y)) { a, c, _, _ in bit(a.isLess(than: c, signed: isSigned)) }
  add("less_or_equal", b.binary(.lessOrEqual, x, y)) { a, c, _, _ in bit(!c.isLess(than: a, signed: isSigned)) }
  add("greater", b.binary(.greater, x, y)) { a, c, _, _ in bit(c.isLess(than: a, signed: isSigned)) }
  add("greater_or_equal", b.binary(.greaterOrEqual, x, y)) { a, c, _, _ in bit(!a.isLess(than: c, signed: isSigned)) }
  add("shift_left", b.binary(.shiftLeft, x, n)) { a, _, n, _ in a.shiftedLeft(n) }
  add("shift_right", b.binary(.shiftRight, x, n)) { a, _, n, _ in a.shiftedRight(n, signed: isSigned) }
  add("select_bit", b.selectBit(x, n)) { a, _, n, _ in bit(n < width && a.bits[n]) }
  let fixed = b.constant(cut, .unsigned(8))
  add("shift_left_constant", b.binary(.shiftLeft, x, fixed)) { a, _, _, _ in a.shiftedLeft(cut) }
  add("shift_right_constant", b.binary(.shiftRight, x, fixed)) { a, _, _, _ in a.shiftedRight(cut, signed: isSigned) }
  add("not", b.unary(.not, x)) { a, _, _, _ in ~a }
  add("negate", b.unary(.negate, x)) { a, _, _, _ in -a }
  add("reduce_and", b.unary(.reduceAnd, x)) { a, _, _, _ in bit((~a).isZero) }
  add("reduce_or", b.unary(.reduceOr, x)) { a, _, _, _ in bit(!a.isZero) }
  add("reduce_xor", b.unary(.reduceXor, x)) { a, _, _, _ in bit(a.bits.count { $0 } % 2 == 1) }
  add("mux", b.mux(b.read(condition), x, y)) { a, c, _, taken in taken ? a : c }
  add("lower", b.slice(x, low: 0, width: cut)) { a, _, _, _ in a.slice(0, cut) }
  add("upper", b.slice(b.binary(.xor, x, y), low: cut, width: width - cut)) { a, c, _, _ in
    a.zipped(c) { $0 != $1 }.slice(cut, width - cut)
  }
  let halves = [b.slice(x, low: 0, width: cut), b.slice(y, low: cut, width: width - cut)]
  add("concatenate", b.concatenate([halves[0], halves[1], b.read(condition)])) { a, c, _, taken in
    BitVector([taken] + c.bits[cut...] + a.bits[..<cut])
  }
  add("replicate", b.replicate(x, count: 3)) { a, _, _, _ in BitVector(a.bits + a.bits + a.bits) }
  add("replicate_bit", b.replicate(b.read(condition), count: width)) { _, _, _, taken in
    BitVector([Bool](repeating: taken, count: width))
  }
  for wide in [width, width + 1, width + 30, width + 64, width + 100] {
    add("extend_\(wide)", b.extend(b.binary(.add, x, y), to: wide)) { a, c, _, _ in
      (a + c).extended(to: wide, signed: isSigned)
    }
  }
  let outputs = cases.map { b.output($0.name, b.module.type(of: $0.expression)) }
  for (output, item) in zip(outputs, cases) { b.assign(output, item.expression) }

  let simulator = try NativeSimulator(b.design())
  var mismatches: [String] = []
  for _ in 0..<60 {
    let a = BitVector(random: width, &randomness)
    let c = randomness.next() % 8 == 0 ? a : BitVector(random: width, &randomness)
    let taken = randomness.next() % 2 == 0
    let shift = Int(randomness.next() % UInt64(min(256, 1 << min(amountWidth, 20))))
    simulator.write(0, a.rtl)
    simulator.write(1, c.rtl)
    simulator.write(2, Bits(shift, width: amountWidth))
    simulator.write(3, Bits(taken ? 1 : 0, width: 1))
    for (index, item) in cases.enumerated() {
      let value = simulator.read(4 + index).value
      let expected = item.model(a, c, shift, taken).rtl
      if value != expected {
        mismatches.append("\(item.name) of \(a.rtl), \(c.rtl), \(shift), \(taken) (seed \(seed))")
      }
    }
  }
  #expect(mismatches == [])
}

@Test func anAmountOfManyBitsIsNotCutOff() throws {
  var b = DesignBuilder()
  let value = b.input("value", .signed(8))
  let amount = b.input("amount", .unsigned(100))
  let up = b.output("up", .signed(8))
  let down = b.output("down", .signed(8))
  b.assign(up, b.binary(.shiftLeft, b.read(value), b.read(amount)))
  b.assign(down, b.binary(.shiftRight, b.read(value), b.read(amount)))
  let simulator = try NativeSimulator(b.design())
  simulator.writeWord(0, 0x81)
  simulator.write(1, Bits(words: [1, 1], width: 100))
  #expect(simulator.readWord(2) == 0)
  #expect(simulator.readWord(3) == 0xFF)
  simulator.write(1, Bits(1, width: 100))
  #expect(simulator.readWord(2) == 0x02)
  #expect(simulator.readWord(3) == 0xC0)
}
