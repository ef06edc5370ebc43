import RTL
import Testing
import Verilog

/// Emitted expressions against a plain interpreter, in three tools and both dialects.
@Suite struct EquivalenceTests {
  /// Every operator on operands of one to four bits, all values of the operands.
  static func exhaustive(_ width: Int) -> Design {
    let m = ModuleSketch("exhaustive_\(width)")
    let a = m.input("a", .unsigned(width))
    let b = m.input("b", .unsigned(width))
    var made: [ExpressionID] = []
    for type in [SignalType.unsigned(width), .signed(width)] {
      let left = type.isSigned ? m.signed(a) : a
      let right = type.isSigned ? m.signed(b) : b
      for binaryOperator in [BinaryOperator.add, .subtract, .multiply, .and, .or, .xor] {
        made.append(m.binary(binaryOperator, left, right))
        let wide = m.binary(binaryOperator, m.extend(left, width + 1), m.extend(right, width + 1))
        made += [wide, m.extend(wide, width + 3)]
      }
      for binaryOperator in [BinaryOperator.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual] {
        made += [m.binary(binaryOperator, left, right), m.binary(binaryOperator, m.unary(.not, left), right)]
      }
      for divisor in 1..<(1 << (type.isSigned ? width - 1 : width)) {
        made.append(m.binary(.divide, left, m.constant(divisor, type)))
        made.append(m.binary(.remainder, left, m.constant(divisor, type)))
      }
      for binaryOperator in [BinaryOperator.shiftLeft, .shiftRight] {
        made.append(m.binary(binaryOperator, left, b))
        made.append(m.binary(binaryOperator, left, m.cat(b, b)))
        made.append(m.unsigned(m.binary(binaryOperator, m.unary(.not, left), b)))
        for amount in 0...width + 1 { made.append(m.binary(binaryOperator, left, m.constant(amount, .unsigned(4)))) }
      }
      for unaryOperator in UnaryOperator.allCases where unaryOperator != .negate || type.isSigned {
        made.append(m.unary(unaryOperator, left))
      }
      made += [m.extend(left, width + 1), m.extend(left, width + 4), m.select(left, b), m.replicate(left, 3)]
      made += [m.mux(m.slice(a, 0, 0), left, right), m.cat(left, right), m.slice(left, width - 1, width / 2)]
    }
    return design(m, outputs: made)
  }

  /// A module that has inputs alone, with an output for each expression.
  static func design(_ m: ModuleSketch, outputs: [ExpressionID]) -> Design {
    let inputs = m.definition.ports.count
    var definition = m.definition
    for (index, output) in outputs.enumerated() {
      let name = "o\(index)"
      let type = definition.type(of: output)
      definition.ports.append(PortDefinition(name: name, path: name, direction: .output, type: type))
      definition.signals.append(
        SignalDefinition(name: name, type: type, kind: .port(inputs + index), place: .unknown))
      let target = AssignmentTarget(signal: SignalID(inputs + index), low: 0, width: type.width)
      definition.blocks[0].statements.append(
        .assign(Assignment(target: target, value: output, place: .unknown)))
    }
    return Design(modules: [definition])
  }

  static func random(seed: UInt64, widths: [Int], depth: Int, count: Int) -> Design {
    let m = ModuleSketch("random_\(seed)")
    var generator = ExpressionGenerator(random: SeededGenerator(seed: seed))
    generator.widths = widths
    for (index, width) in widths.enumerated() {
      generator.pool.append(m.input("u\(index)", .unsigned(width)))
      generator.pool.append(m.input("s\(index)", .signed(width)))
    }
    var outputs: [ExpressionID] = []
    for index in 0..<count {
      let output = generator.make(m, generator.type(), depth: depth)
      if index % 9 == 0, m.definition.signal(of: output) == nil { _ = m.name(output, "named_\(index)") }
      outputs.append(output)
    }
    return design(m, outputs: outputs)
  }

  static func vectors(for design: Design, count: Int, seed: UInt64) -> [String] {
    var random = SeededGenerator(seed: seed)
    let inputs = design.top.ports.filter { $0.direction == .input }
    return (0..<count).map { _ in inputs.map { random.bits($0.type.width).binaryString }.joined() }
  }

  private func check(_ design: Design, _ vectors: [String], inVerilator: Bool = true) throws {
    var bench = VectorBench(design: design, vectors: vectors)
    for dialect in VerilogDialect.allCases {
      bench.dialect = dialect
      bench.compare(try bench.icarus(), "icarus")
      if inVerilator { bench.compare(try bench.verilator(), "verilator") }
      bench.compare(try bench.yosys(), "yosys")
      let complaints = try Toolchain.lint(design, dialect)
      #expect(complaints == "")
    }
  }

  @Test(arguments: 1...4) func allValuesOfSmallOperands(width: Int) throws {
    let all = (0..<(1 << (2 * width))).map { Bits($0, width: 2 * width).binaryString }
    var random = SeededGenerator(seed: 1)
    try check(Self.exhaustive(width), all.shuffled(using: &random), inVerilator: width == 3)
  }

  @Test(arguments: [11, 12, 13] as [UInt64]) func nestedExpressions(seed: UInt64) throws {
    let widths = [1, 1, 2, 2, 3, 3, 4, 4, 5, 6]
    let design = Self.random(seed: seed, widths: widths, depth: 4, count: 200)
    try check(design, Self.vectors(for: design, count: 100, seed: seed), inVerilator: seed == 11)
  }

  @Test(arguments: [21] as [UInt64]) func wideExpressions(seed: UInt64) throws {
    let design = Self.random(seed: seed, widths: [1, 7, 31, 32, 33, 64, 65, 70, 130], depth: 3, count: 80)
    try check(design, Self.vectors(for: design, count: 60, seed: seed))
  }
}
