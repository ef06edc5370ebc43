import Bitloom
import Testing

private let operandTypes = [1, 2, 5, 8].flatMap { [SignalType.unsigned($0), SignalType.signed($0)] }

/// The table of result types, at all pairs of small widths and signs. The values are tested with the engines.
@Suite struct ResultTypeTests {
  /// The types of expressions of two operands.
  private func types(
    _ a: SignalType, _ b: SignalType, _ build: @escaping @Sendable (Signal, Signal) -> [Signal]
  ) throws -> [SignalType] {
    let collector = Collector()
    _ = try elaborate(Operands(a: a, b: b, build: build, collector: collector))
    return collector.types
  }

  // Written down anew, by values rather than by the rules of the language: the type that holds all results.
  private func range(_ type: SignalType) -> ClosedRange<Int> {
    type.isSigned ? -(1 << (type.width - 1))...(1 << (type.width - 1)) - 1 : 0...(1 << type.width) - 1
  }

  private func smallest(_ values: [Int], signed: Bool) -> SignalType {
    var type = SignalType(width: 1, isSigned: signed)
    while !values.allSatisfy({ range(type).contains($0) }) { type.width += 1 }
    return type
  }

  private func corners(_ a: SignalType, _ b: SignalType, _ operation: (Int, Int) -> Int) -> [Int] {
    [range(a).lowerBound, range(a).upperBound].flatMap { x in
      [range(b).lowerBound, range(b).upperBound].map { operation(x, $0) }
    }
  }

  @Test(arguments: operandTypes, operandTypes)
  func growingArithmetic(_ a: SignalType, _ b: SignalType) throws {
    let found = try types(a, b) { a, b in [a + b, a - b, a * b] }
    let isSigned = a.isSigned || b.isSigned
    let mixedA = a.isSigned || !isSigned ? a.width : a.width + 1
    let mixedB = b.isSigned || !isSigned ? b.width : b.width + 1
    let width = max(mixedA, mixedB) + 1
    #expect(found[0] == SignalType(width: width, isSigned: isSigned))
    #expect(found[1] == .signed(width))
    #expect(found[2] == SignalType(width: a.width + b.width, isSigned: isSigned))
    // And every result fits.
    for (type, operation) in zip(found, [(+), (-), (*)] as [(Int, Int) -> Int]) {
      #expect(corners(a, b, operation).allSatisfy(range(type).contains))
    }
  }

  @Test(arguments: operandTypes, operandTypes)
  func wrappingAndBitwiseOperators(_ a: SignalType, _ b: SignalType) throws {
    guard a.isSigned == b.isSigned else { return }
    let found = try types(a, b) { a, b in [a &+ b, a &- b, a &* b, a & b, a | b, a ^ b] }
    let expected = [SignalType](
      repeating: SignalType(width: max(a.width, b.width), isSigned: a.isSigned), count: 6)
    #expect(found == expected)
  }

  @Test(arguments: operandTypes, operandTypes)
  func comparisonsAreBits(_ a: SignalType, _ b: SignalType) throws {
    let found = try types(a, b) { a, b in [a == b, a != b, a < b, a <= b, a > b, a >= b, a == 1, -1 < b] }
    let expected = [SignalType](repeating: .bit, count: 8)
    #expect(found == expected)
  }

  @Test(arguments: operandTypes, operandTypes)
  func muxHoldsBoth(_ a: SignalType, _ b: SignalType) throws {
    let found = try types(a, b) { a, b in [mux(a[0], a, b), mux(a[0], a, 1), mux(a[0], -1, b), mux(a[0], 5, -9)] }
    let isSigned = a.isSigned || b.isSigned
    let ends = [range(a).lowerBound, range(a).upperBound, range(b).lowerBound, range(b).upperBound]
    #expect(found[0] == smallest(ends, signed: isSigned))
    #expect(range(found[1]).contains(1) && found[1].holds(a))
    #expect(range(found[2]).contains(-1) && found[2].holds(b))
    #expect(found[3] == .signed(5))
  }

  @Test(arguments: operandTypes, operandTypes)
  func shiftsBySignals(_ a: SignalType, _ b: SignalType) throws {
    guard !b.isSigned else { return }
    let found = try types(a, b) { a, b in [a << b, a &<< b, a >> b] }
    #expect(found[0] == SignalType(width: a.width + (1 << b.width) - 1, isSigned: a.isSigned))
    #expect(found[1] == a)
    #expect(found[2] == a)
  }

  @Test(arguments: operandTypes, [0, 1, 4, 7, 8, 20])
  func shiftsByConstants(_ a: SignalType, _ n: Int) throws {
    let found = try types(a, .bit) { a, _ in [a << n, a >> n, a &<< n] }
    #expect(found[0] == SignalType(width: a.width + n, isSigned: a.isSigned))
    #expect(found[1] == SignalType(width: max(a.width - n, 1), isSigned: a.isSigned))
    #expect(found[2] == a)
  }

  @Test(arguments: operandTypes)
  func operatorsOnOneOperand(_ a: SignalType) throws {
    let found = try types(a, .bit) { a, b in
      [-a, ~a, !b, a.andReduced, a.orReduced, a.xorReduced, a.asSigned, a.asUnsigned, a / 3, a % 200]
    }
    let width = a.width
    #expect(found[0] == .signed(width + 1))
    #expect(found[1] == a)
    let bits = [SignalType](repeating: .bit, count: 4)
    #expect(found[2...5].elementsEqual(bits))
    let reinterpreted: [SignalType] = [.signed(width), .unsigned(width)]
    #expect(found[6...7].elementsEqual(reinterpreted))
    let quotients: [SignalType] = [a, a]
    #expect(found[8...9].elementsEqual(quotients))
  }

  @Test(arguments: operandTypes)
  func takingApartAndPuttingTogether(_ a: SignalType) throws {
    let top = a.width - 1
    let found = try types(a, .unsigned(3)) { a, b in
      [a[top], a[top...0], a[b], cat(a), cat(a, b, a), a.repeated(1), a.repeated(4)]
    }
    let widths = [1, a.width, 1, a.width, 2 * a.width + 3, a.width, 4 * a.width]
    #expect(found == widths.map { SignalType.unsigned($0) })
  }

  @Test(arguments: operandTypes)
  func conversions(_ a: SignalType) throws {
    let found = try types(a, .bit) { a, _ in [a.truncated(to: 1), a.saturated(to: 1), a.extended(to: 9)] }
    #expect(found == [1, 1, 9].map { SignalType(width: $0, isSigned: a.isSigned) })
  }

  @Test func literalsTakeTheSmallestType() throws {
    let found = try types(.unsigned(4), .signed(4)) { a, b in
      [
        constant(0), constant(1), constant(255), constant(-1), constant(-128), constant(-129), a + 1, a - 100, a & 3,
        b &+ 1, 7 * a, constant(Bits(5, width: 90)),
      ]
    }
    let expected: [SignalType] = [
      .bit, .bit, .unsigned(8), .signed(1), .signed(8), .signed(9), .unsigned(5), .signed(8), .unsigned(4), .signed(4),
      .unsigned(7), .unsigned(90),
    ]
    #expect(found == expected)
  }
}

/// Takes the types of expressions out of the building of a module, which happens in one task.
private final class Collector: @unchecked Sendable {
  var types: [SignalType] = []
}

private struct Operands: Module {
  let a: SignalType
  let b: SignalType
  let build: @Sendable (Signal, Signal) -> [Signal]
  let collector: Collector

  struct IO: Interface {
    @Input var a: Signal
    @Input var b: Signal
  }
  var ports: IO { IO(a: .of(a), b: .of(b)) }

  func build(_ io: IO) { collector.types = build(io.a, io.b).map(\.type) }

  static func == (left: Operands, right: Operands) -> Bool { left.a == right.a && left.b == right.b }
  func hash(into hasher: inout Hasher) {
    hasher.combine(a)
    hasher.combine(b)
  }
}
