/// What the operations of the language compute, as arithmetic on whole numbers.
enum EvaluateOperation {
  static func evaluate(_ op: CircuitOperator, _ operands: [WholeNumber], _ arranged: Arrangement) -> WholeNumber {
    let a = operands[0]
    let b = operands.count > 1 ? operands[1] : a
    let width = arranged.operandTypes[0].width
    let n = arranged.parameters.first ?? 0
    switch op {
    case .add: return a + b
    case .subtract: return a - b
    case .multiply: return a * b
    case .negate: return -a
    case .addWrapping: return (a + b).wrapped(to: arranged.result)
    case .subtractWrapping: return (a - b).wrapped(to: arranged.result)
    case .multiplyWrapping: return (a * b).wrapped(to: arranged.result)
    case .divide: return a.dividedWithRemainder(by: n).quotient
    case .remainder: return a.dividedWithRemainder(by: n).remainder
    case .and: return a & b
    case .or: return a | b
    case .xor: return a ^ b
    case .not: return (~a).wrapped(to: arranged.result)
    case .logicalAnd: return truth(!a.isZero && !b.isZero)
    case .logicalOr: return truth(!a.isZero || !b.isZero)
    case .logicalNot: return truth(a.isZero)
    case .shiftLeftBy: return a.shiftedLeft(n)
    case .shiftRightBy: return a.shiftedRight(n)
    case .shiftLeftKeepingWidthBy: return a.shiftedLeft(n).wrapped(to: arranged.result)
    case .shiftLeft: return a.shiftedLeft(amount(b, atMost: 4096))
    // An amount of the width or more shifts everything out.
    case .shiftLeftKeepingWidth: return a.shiftedLeft(amount(b, atMost: width)).wrapped(to: arranged.result)
    case .shiftRight: return a.shiftedRight(amount(b, atMost: width))
    case .equal: return truth(a == b)
    case .notEqual: return truth(a != b)
    case .less: return truth(a < b)
    case .lessOrEqual: return truth(a <= b)
    case .greater: return truth(a > b)
    case .greaterOrEqual: return truth(a >= b)
    case .mux: return a.isZero ? operands[2] : b
    case .bit: return truth(a.bit(n))
    case .slice: return a.shiftedRight(arranged.parameters[1]).lowBits(n - arranged.parameters[1] + 1)
    case .selectBit: return truth(a.lowBits(width).bit(amount(b, atMost: width)))
    case .concatenate: return joined(operands, arranged.operandTypes)
    case .repetition:
      let count = n
      return joined(
        [WholeNumber](repeating: a, count: count), [NumberType](repeating: arranged.operandTypes[0], count: count))
    case .andReduced: return truth(a.populationCount(width) == width)
    case .orReduced: return truth(!a.isZero)
    case .xorReduced: return truth(a.populationCount(width) % 2 == 1)
    case .truncated: return a.wrapped(to: arranged.result)
    case .extended, .named: return a
    case .saturated: return a.clamped(to: arranged.result)
    case .asSigned, .asUnsigned: return a.wrapped(to: arranged.result)
    }
  }

  static func convert(_ number: WholeNumber, _ type: NumberType, _ conversion: Conversion) -> WholeNumber {
    switch conversion {
    case .extended: number
    case .truncated, .asSigned, .asUnsigned: number.wrapped(to: conversion.result(of: type))
    case .orReduced: truth(!number.isZero)
    }
  }

  static func truth(_ flag: Bool) -> WholeNumber { WholeNumber(flag ? 1 : 0) }

  private static func amount(_ number: WholeNumber, atMost limit: Int) -> Int {
    Swift.min(number.int ?? limit, limit)
  }

  private static func joined(_ parts: [WholeNumber], _ types: [NumberType]) -> WholeNumber {
    var result = WholeNumber(0)
    for (part, type) in zip(parts, types) { result = result.shiftedLeft(type.width) | part.lowBits(type.width) }
    return result
  }
}
