import Bitloom
import RTL
import Simulation
import Testbench
import Testing

/// All operators on an operand of one type with operands of every type: for each of those an output with all results side by
/// side, the first one at the top.
private struct OperatorRow: Module {
  var type: SignalType

  struct IO: Interface {
    @Input var a: Signal
    @Input var b: Signal
    @Output var results: [Signal]
  }
  var ports: IO {
    IO(
      a: .unsigned(5), b: .unsigned(5), results: Self.results(type))
  }

  static func results(_ type: SignalType) -> [Signal] {
    OperatorTable.types.map { other in
      .unsigned(OperatorTable.possible((type, other)).reduce(0) { $0 + $1.type.width })
    }
  }

  private static func read(_ port: Signal, _ type: SignalType) -> Signal {
    let bits = port.truncated(to: type.width)
    return type.isSigned ? bits.asSigned : bits
  }

  func build(_ io: IO) {
    let a = Self.read(io.a, type)
    for (output, other) in zip(io.results, OperatorTable.types) {
      let b = Self.read(io.b, other)
      output
        <== cat(
          OperatorTable.possible((type, other)).map { op, type in
            let result = op.build(a, b)
            #expect(result.type == type, "\(op.name) with a \(self.type) and b \(other)")
            return result
          })
    }
  }
}

private struct OperatorTableModule: Module {
  struct IO: Interface {
    @Input var a: Signal = .unsigned(5)
    @Input var b: Signal = .unsigned(5)
    @Output var results: [[Signal]]
  }
  var ports: IO { IO(results: OperatorTable.types.map { OperatorRow.results($0) }) }

  func build(_ io: IO) {
    for (index, type) in OperatorTable.types.enumerated() {
      let row = Instance("row_\(index)", OperatorRow(type: type))
      row.a <== io.a
      row.b <== io.b
      for (output, result) in zip(io.results[index], row.results) { output <== result }
    }
  }
}

@Suite struct OperatorTableTests {
  /// The results for a pair of numbers, as the module puts them side by side.
  private static func expected(_ a: Int, _ b: Int, _ types: TableOperator.Types) -> Bits {
    let operators = OperatorTable.possible(types)
    var position = operators.reduce(0) { $0 + $1.type.width }
    var words = [UInt64](repeating: 0, count: (position + 63) / 64)
    let numbers = (OperatorTable.number(a, types.a), OperatorTable.number(b, types.b))
    let width = position
    for (op, type) in operators {
      position -= type.width
      let bits = UInt64(bitPattern: Int64(op.value(numbers.0, numbers.1, types))) & ((1 << UInt64(type.width)) - 1)
      let (word, shift) = (position / 64, UInt64(position % 64))
      words[word] |= bits << shift
      if shift > 0, bits >> (64 - shift) != 0 { words[word + 1] |= bits >> (64 - shift) }
    }
    return Bits(words: words, width: width)
  }

  /// The first operator whose result is wrong.
  private static func difference(_ actual: Bits, _ expected: Bits, _ types: TableOperator.Types) -> String {
    var position = expected.width
    for (op, type) in OperatorTable.possible(types) {
      position -= type.width
      let (got, wanted) = (
        actual.slice(low: position, width: type.width), expected.slice(low: position, width: type.width)
      )
      if got != wanted { return "\(op.name) with a \(types.a) and b \(types.b) is \(got), not \(wanted)" }
    }
    return "no difference"
  }

  /// Every operator at widths 1 to 5, all pairs of widths and signs, all values, on all engines.
  @Test func everyOperatorOnAllValues() throws {
    let types = OperatorTable.types
    let count = types.reduce(0) { sum, a in types.reduce(sum) { $0 + OperatorTable.possible((a, $1)).count } }
    #expect(count > 3000)
    // Narrow operands have few values: each pair of them is computed once.
    let tables = types.map { a in
      types.map { b in
        (0..<(1 << a.width)).map { x in (0..<(1 << b.width)).map { y in Self.expected(x, y, (a, b)) } }
      }
    }
    try simulate(OperatorTableModule(), on: everyEngine()) { dut in
      let (a, b) = (dut.port(\.a), dut.port(\.b))
      let results = dut.results.allPorts
      for vector in 0..<1024 {
        let (x, y) = (vector >> 5, vector & 31)
        a.set(Bits(x, width: 5))
        b.set(Bits(y, width: 5))
        for (index, result) in results.enumerated() {
          let pair = (a: types[index / types.count], b: types[index % types.count])
          let wanted = tables[index / types.count][index % types.count][x & ((1 << pair.a.width) - 1)][
            y & ((1 << pair.b.width) - 1)]
          let bits = result.bits
          if bits == LogicBits(wanted) { continue }
          Issue.record("a = \(x), b = \(y): \(Self.difference(bits.value, wanted, pair))")
          return
        }
        dut.step()
      }
    }
  }
}
