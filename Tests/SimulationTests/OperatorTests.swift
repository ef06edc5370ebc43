import RTL
import Simulation
import Testing

// Every operator at small widths with every operand, against Swift's integers.

/// The number that `width` bits stand for.
private func number(_ pattern: Int, _ type: SignalType) -> Int {
  type.isSigned && pattern >> (type.width - 1) & 1 == 1 ? pattern - (1 << type.width) : pattern
}

private func pattern(_ number: Int, _ width: Int) -> Int { number & ((1 << width) - 1) }

/// What an operation of two numbers of one type gives.
private func expected(_ operation: BinaryOperator, _ a: Int, _ b: Int) -> Int {
  switch operation {
  case .add: a + b
  case .subtract: a - b
  case .multiply: a * b
  case .divide: a / b
  case .remainder: a % b
  case .and: a & b
  case .or: a | b
  case .xor: a ^ b
  case .equal: a == b ? 1 : 0
  case .notEqual: a != b ? 1 : 0
  case .less: a < b ? 1 : 0
  case .lessOrEqual: a <= b ? 1 : 0
  case .greater: a > b ? 1 : 0
  case .greaterOrEqual: a >= b ? 1 : 0
  case .shiftLeft: b > 16 ? 0 : a << b
  case .shiftRight: a >> b
  }
}

private let plainOperators = BinaryOperator.allCases.filter { !$0.isShift && $0 != .divide && $0 != .remainder }
private let types = (1...4).flatMap { [SignalType.unsigned($0), .signed($0)] }

@Test(arguments: types) func binaryOperatorsAreThoseOfIntegers(type: SignalType) throws {
  let width = type.width
  var b = DesignBuilder()
  let left = b.input("left", type)
  let right = b.input("right", type)
  let outputs = plainOperators.map { operation in
    b.output("\(operation)", operation.isComparison ? .bit : type)
  }
  // The same with one operand constant, and with both.
  let constantOutputs = (0..<1 << width).map { value in
    plainOperators.flatMap { operation in
      ["left", "right", "both"].map {
        b.output("\(operation)_\($0)_\(value)", operation.isComparison ? .bit : type)
      }
    }
  }
  for (operation, output) in zip(plainOperators, outputs) {
    b.assign(output, b.binary(operation, b.read(left), b.read(right)))
  }
  for (value, row) in constantOutputs.enumerated() {
    for (index, operation) in plainOperators.enumerated() {
      let constant = b.constant(value, type)
      b.assign(row[3 * index], b.binary(operation, constant, b.read(right)))
      b.assign(row[3 * index + 1], b.binary(operation, b.read(left), constant))
      b.assign(row[3 * index + 2], b.binary(operation, constant, b.constant(~value, type)))
    }
  }
  let simulator = try NativeSimulator(b.design())
  var mismatches: [String] = []
  for x in 0..<1 << width {
    for y in 0..<1 << width {
      simulator.writeWord(0, UInt64(x))
      simulator.writeWord(1, UInt64(y))
      func check(_ port: Int, _ operation: BinaryOperator, _ a: Int, _ c: Int) {
        let resultWidth = operation.isComparison ? 1 : width
        let result = pattern(expected(operation, number(a, type), number(c, type)), resultWidth)
        if simulator.readWord(port) != UInt64(result) {
          mismatches.append("\(a) \(operation) \(c), \(simulator.ports[port].name)")
        }
      }
      for (index, operation) in plainOperators.enumerated() {
        check(2 + index, operation, x, y)
        for value in 0..<1 << width {
          let first = 2 + plainOperators.count * (1 + 3 * value) + 3 * index
          check(first, operation, value, y)
          check(first + 1, operation, x, value)
          check(first + 2, operation, value, pattern(~value, width))
        }
      }
    }
  }
  #expect(mismatches == [])
}

@Test(arguments: types) func divisionsByConstantsRoundTowardZero(type: SignalType) throws {
  let divisors = (1..<1 << type.width).filter { number($0, type) > 0 }
  var b = DesignBuilder()
  let left = b.input("left", type)
  let outputs = divisors.flatMap { divisor in
    [b.output("quotient_\(divisor)", type), b.output("remainder_\(divisor)", type)]
  }
  for (index, divisor) in divisors.enumerated() {
    let constant = b.constant(divisor, type)
    b.assign(outputs[2 * index], b.binary(.divide, b.read(left), constant))
    b.assign(outputs[2 * index + 1], b.binary(.remainder, b.read(left), constant))
  }
  let simulator = try NativeSimulator(b.design())
  for x in 0..<1 << type.width {
    simulator.writeWord(0, UInt64(x))
    for (index, divisor) in divisors.enumerated() {
      let value = number(x, type)
      #expect(simulator.readWord(1 + 2 * index) == UInt64(pattern(value / divisor, type.width)))
      #expect(simulator.readWord(2 + 2 * index) == UInt64(pattern(value % divisor, type.width)))
    }
  }
}

@Test(arguments: types) func shiftsBeyondTheWidthLeaveZeroOrTheSign(type: SignalType) throws {
  let width = type.width
  for amountWidth in 1...4 {
    var b = DesignBuilder()
    let left = b.input("left", type)
    let amount = b.input("amount", .unsigned(amountWidth))
    let up = b.output("up", type)
    let down = b.output("down", type)
    let bit = b.output("bit", .bit)
    let constants = (0..<1 << amountWidth).map { value in
      [b.output("up_\(value)", type), b.output("down_\(value)", type), b.output("bit_\(value)", .bit)]
    }
    b.assign(up, b.binary(.shiftLeft, b.read(left), b.read(amount)))
    b.assign(down, b.binary(.shiftRight, b.read(left), b.read(amount)))
    b.assign(bit, b.selectBit(b.read(left), b.read(amount)))
    for (value, outputs) in constants.enumerated() {
      let constant = b.constant(value, .unsigned(amountWidth))
      b.assign(outputs[0], b.binary(.shiftLeft, b.read(left), constant))
      b.assign(outputs[1], b.binary(.shiftRight, b.read(left), constant))
      b.assign(outputs[2], b.selectBit(b.read(left), constant))
    }
    let simulator = try NativeSimulator(b.design())
    for x in 0..<1 << width {
      for n in 0..<1 << amountWidth {
        simulator.writeWord(0, UInt64(x))
        simulator.writeWord(1, UInt64(n))
        let results = [
          pattern(number(x, type) << n, width), pattern(number(x, type) >> n, width), n < width ? x >> n & 1 : 0,
        ]
        for (index, result) in results.enumerated() {
          let isRight = simulator.readWord(2 + index) == UInt64(result)
          let isConstantRight = simulator.readWord(5 + 3 * n + index) == UInt64(result)
          #expect(isRight && isConstantRight, "\(type) \(x) by \(n)")
        }
      }
    }
  }
}

@Test(arguments: types) func operatorsOnOneOperand(type: SignalType) throws {
  let width = type.width
  var b = DesignBuilder()
  let operand = b.input("operand", type)
  var results: [(expression: ExpressionID, type: SignalType, value: (Int) -> Int)] = []
  func ones(_ x: Int) -> Int { (x & ((1 << width) - 1)).nonzeroBitCount }
  results.append((b.unary(.not, b.read(operand)), type, { ~$0 }))
  results.append((b.unary(.negate, b.read(operand)), type, { -$0 }))
  results.append((b.unary(.reduceAnd, b.read(operand)), .bit, { ones($0) == width ? 1 : 0 }))
  results.append((b.unary(.reduceOr, b.read(operand)), .bit, { ones($0) > 0 ? 1 : 0 }))
  results.append((b.unary(.reduceXor, b.read(operand)), .bit, { ones($0) & 1 }))
  results.append((b.unary(.not, b.unary(.not, b.read(operand))), type, { $0 }))
  for low in 0..<width {
    for part in 1...width - low {
      results.append((b.slice(b.read(operand), low: low, width: part), .unsigned(part), { $0 >> low }))
    }
  }
  for count in 1...5 {
    let repeated = b.replicate(b.read(operand), count: count)
    results.append(
      (repeated, .unsigned(count * width), { x in (0..<count).reduce(0) { $0 | pattern(x, width) << ($1 * width) } }))
  }
  for wide in width...7 {
    let extended = b.extend(b.read(operand), to: wide)
    results.append((extended, SignalType(width: wide, isSigned: type.isSigned), { $0 }))
    let twice = b.extend(b.reinterpret(extended, signed: !type.isSigned), to: 9)
    let middle = SignalType(width: wide, isSigned: !type.isSigned)
    results.append((twice, SignalType(width: 9, isSigned: !type.isSigned), { number(pattern($0, wide), middle) }))
    for low in 0..<wide {
      results.append((b.slice(extended, low: low, width: wide - low), .unsigned(wide - low), { $0 >> low }))
    }
  }
  let outputs = results.indices.map { b.output("result_\($0)", results[$0].type) }
  // Ports have to come first.
  let ports = b.module.signals.filter { if case .port = $0.kind { true } else { false } }
  #expect(ports.count == b.module.signals.count)
  for (output, result) in zip(outputs, results) { b.assign(output, result.expression) }
  let simulator = try NativeSimulator(b.design())
  for x in 0..<1 << width {
    simulator.writeWord(0, UInt64(x))
    for (index, result) in results.enumerated() {
      let value = pattern(result.value(number(x, type)), result.type.width)
      #expect(simulator.readWord(1 + index) == UInt64(value), "\(type) \(x): \(index)")
    }
  }
}

@Test func concatenationsPutTheFirstOperandOnTop() throws {
  var b = DesignBuilder()
  let inputs = (1...3).map { b.input("in\($0)", .unsigned($0)) }
  let all = b.output("all", .unsigned(6))
  let again = b.output("again", .unsigned(6))
  let chosen = b.output("chosen", .unsigned(3))
  let single = b.output("single", .unsigned(2))
  b.assign(all, b.concatenate(inputs.map { b.read($0) }))
  let pieces = [5, 4, 3, 2, 1, 0].map { b.slice(b.read(all), low: $0, width: 1) }
  b.assign(again, b.concatenate(pieces))
  b.assign(chosen, b.mux(b.read(inputs[0]), b.read(inputs[2]), b.extend(b.read(inputs[1]), to: 3)))
  b.assign(single, b.concatenate([b.read(inputs[1])]))
  let simulator = try NativeSimulator(b.design())
  for x in 0..<2 {
    for y in 0..<4 {
      for z in 0..<8 {
        simulator.writeWord(0, UInt64(x))
        simulator.writeWord(1, UInt64(y))
        simulator.writeWord(2, UInt64(z))
        #expect(simulator.readWord(3) == UInt64(x << 5 | y << 3 | z))
        #expect(simulator.readWord(4) == UInt64(x << 5 | y << 3 | z))
        #expect(simulator.readWord(5) == UInt64(x == 1 ? z : y))
        #expect(simulator.readWord(6) == UInt64(y))
      }
    }
  }
}

/// Products, sums and comparisons of extended numbers are one instruction each: all their forms.
@Test func extendedOperandsKeepTheirValue() throws {
  let operandTypes: [SignalType] = [.unsigned(2), .signed(2), .unsigned(3), .signed(3)]
  for left in operandTypes {
    for right in operandTypes {
      for productWidth in [4, 5, 6, 8] {
        for isReinterpreted in [false, true] {
          try checkExtended(left, right, productWidth: productWidth, isReinterpreted: isReinterpreted)
        }
      }
    }
  }
}

private func checkExtended(
  _ left: SignalType, _ right: SignalType, productWidth: Int, isReinterpreted: Bool
) throws {
  let isSigned = left.isSigned || right.isSigned
  let product = SignalType(width: productWidth, isSigned: isSigned)
  let wide = SignalType(width: 10, isSigned: isSigned != isReinterpreted)
  var b = DesignBuilder()
  let a = b.input("a", left)
  let c = b.input("b", right)
  let addend = b.input("addend", .signed(10))
  let outputs = [
    b.output("product", product), b.output("sum", product), b.output("difference", product),
    b.output("less", .bit), b.output("no_more", .bit), b.output("accumulated", wide), b.output("before", wide),
  ]
  func operand(_ signal: SignalID, _ b: inout DesignBuilder) -> ExpressionID {
    b.reinterpret(b.extend(b.read(signal), to: productWidth), signed: isSigned)
  }
  let (x, y) = (operand(a, &b), operand(c, &b))
  let xy = b.binary(.multiply, x, y)
  b.assign(outputs[0], xy)
  b.assign(outputs[1], b.binary(.add, x, y))
  b.assign(outputs[2], b.binary(.subtract, x, y))
  b.assign(outputs[3], b.binary(.less, x, y))
  b.assign(outputs[4], b.binary(.lessOrEqual, x, y))
  let extended = b.extend(isReinterpreted ? b.reinterpret(xy, signed: !isSigned) : xy, to: 10)
  let base = b.reinterpret(b.read(addend), signed: wide.isSigned)
  b.assign(outputs[5], b.binary(.add, base, extended))
  b.assign(outputs[6], b.binary(.subtract, base, extended))
  // A product that only a sum needs.
  var alone = b
  alone.module.blocks[ModuleDefinition.body].statements.removeAll { statement in
    guard case .assign(let assignment) = statement else { return false }
    return assignment.target.signal != outputs[5]
  }
  let sumAlone = try NativeSimulator(alone.design())
  let simulator = try NativeSimulator(b.design())
  for first in 0..<1 << left.width {
    for second in 0..<1 << right.width {
      let start = (first * 77 + second * 201) & 1023
      simulator.writeWord(0, UInt64(first))
      simulator.writeWord(1, UInt64(second))
      simulator.writeWord(2, UInt64(start))
      for port in 0..<3 { sumAlone.writeWord(port, simulator.readWord(port)) }
      let m = number(pattern(number(first, left), productWidth), product)
      let n = number(pattern(number(second, right), productWidth), product)
      let exact = number(pattern(m * n, productWidth), SignalType(width: productWidth, isSigned: wide.isSigned))
      let results = [
        pattern(m * n, productWidth), pattern(m + n, productWidth), pattern(m - n, productWidth), m < n ? 1 : 0,
        m <= n ? 1 : 0, pattern(start + exact, 10), pattern(start - exact, 10),
      ]
      let values: [UInt64] = results.indices.map { simulator.readWord(3 + $0) } + [sumAlone.readWord(8)]
      let expected: [UInt64] = (results + [results[5]]).map { UInt64($0) }
      #expect(values == expected, "\(left) \(first), \(right) \(second) in \(product)")
    }
  }
}
