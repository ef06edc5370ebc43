import Netlist
import RTL

/// An operation with an operand or a result of more than 64 bits. A value takes consecutive slots, the least significant word
/// first, without bits above its width.
struct WideOperation {
  /// Nil for a copy of `a`.
  var kind: NodeKind?
  var width: Int
  var parameter: Int
  var destination: Int
  var a: Int
  var b: Int
  var c: Int
  var aWidth: Int
  var bWidth: Int

  /// A copy of a value.
  init(copy source: Int, to destination: Int, width: Int) {
    kind = nil
    self.width = width
    parameter = 0
    self.destination = destination
    a = source
    (b, c) = (0, 0)
    (aWidth, bWidth) = (width, 0)
  }

  init(_ node: Node, destination: Int, a: Int, b: Int, c: Int, aWidth: Int, bWidth: Int) {
    kind = node.kind
    width = node.width
    parameter = Int(node.parameter)
    self.destination = destination
    self.a = a
    self.b = b
    self.c = c
    self.aWidth = aWidth
    self.bWidth = bWidth
  }

  func execute(
    _ slots: UnsafeMutablePointer<UInt64>, memory: UnsafeMutablePointer<UInt64>,
    regions: UnsafeMutablePointer<MemoryRegion>
  ) {
    let result = WideValue(slots + destination, width: width)
    let left = WideValue(slots + a, width: aWidth)
    let right = WideValue(slots + b, width: bWidth)
    switch kind {
    case nil: result.setSlice(of: left, low: 0)
    case .input, .constant, .register: break
    case .memoryRead:
      let region = regions[parameter]
      guard let address = left.small, address < UInt64(region.depth) else { return result.setZero() }
      let word = memory + region.start + Int(address) * region.stride
      result.setSlice(of: WideValue(word, width: width), low: 0)
    case .not: result.setNot(left)
    case .reduceAnd: slots[destination] = left.isAllOnes ? 1 : 0
    case .reduceOr: slots[destination] = left.isZero ? 0 : 1
    case .reduceXor: slots[destination] = left.parity
    case .add: result.setSum(left, right, inverted: 0, carry: 0)
    case .subtract: result.setSum(left, right, inverted: .max, carry: 1)
    case .multiply: result.setProduct(left, right)
    case .divideUnsigned, .divideSigned, .remainderUnsigned, .remainderSigned: divide(result, left, right)
    case .and: result.setAnd(left, right)
    case .or: result.setOr(left, right)
    case .xor: result.setXor(left, right)
    case .equal: slots[destination] = left.isEqual(to: right) ? 1 : 0
    case .notEqual: slots[destination] = left.isEqual(to: right) ? 0 : 1
    case .lessUnsigned: slots[destination] = left.isLess(than: right, signed: false) ? 1 : 0
    case .lessSigned: slots[destination] = left.isLess(than: right, signed: true) ? 1 : 0
    case .lessOrEqualUnsigned: slots[destination] = right.isLess(than: left, signed: false) ? 0 : 1
    case .lessOrEqualSigned: slots[destination] = right.isLess(than: left, signed: true) ? 0 : 1
    case .shiftLeft: result.setLeftShift(of: left, by: right.amount(limit: width))
    case .shiftRightLogical: result.setSlice(of: left, low: right.amount(limit: width))
    case .shiftRightArithmetic: result.setArithmeticShift(of: left, by: right.amount(limit: width))
    case .selectBit: slots[destination] = left.bit(right.amount(limit: aWidth))
    case .mux: result.setSlice(of: WideValue(slots + (slots[a] != 0 ? b : c), width: width), low: 0)
    case .slice: result.setSlice(of: left, low: parameter)
    case .concatenate:
      result.setSlice(of: right, low: 0)
      result.insert(left, at: bWidth)
    case .zeroExtend: result.setSlice(of: left, low: 0)
    case .signExtend: result.setSignExtension(of: left)
    }
  }

  /// Division is by constants and rare: no loop of its own.
  private func divide(_ result: WideValue, _ left: WideValue, _ right: WideValue) {
    let isSigned = kind == .divideSigned || kind == .remainderSigned
    guard let division = left.bits.dividedWithRemainder(by: right.bits, signed: isSigned) else {
      return result.setZero()
    }
    let isQuotient = kind == .divideSigned || kind == .divideUnsigned
    result.set(isQuotient ? division.quotient : division.remainder)
  }
}
