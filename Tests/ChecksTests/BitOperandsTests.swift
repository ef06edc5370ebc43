import RTL
import RTLTestSupport
import Testing

@testable import Checks

/// What `bitOperands` tells against what functions really depend on: a bit whose change shows in the result must be among those
/// told, and where the operation is one of moving bits no other ones are.
@Suite struct BitOperandsTests {
  private static let width = 5

  private struct Function {
    var name: String
    /// Whether exactly the bits that matter are expected.
    var isExact: Bool
    var build: (ModuleBuilder, ExpressionID) -> ExpressionID
    /// The result for `x`, in two's complement or not.
    var value: (Int) -> Int
  }

  private static func signed(_ x: Int, _ width: Int = width) -> Int { x >> (width - 1) & 1 == 1 ? x - (1 << width) : x }

  private static func asSigned(_ m: ModuleBuilder, _ x: ExpressionID) -> ExpressionID {
    m.add(.reinterpret(x), .signed(m.module.type(of: x).width))
  }

  private static var functions: [Function] {
    let u5 = SignalType.unsigned(5)
    let s5 = SignalType.signed(5)
    var result: [Function] = [
      Function(name: "not", isExact: true, build: { m, x in m.not(x) }, value: { ~$0 }),
      Function(
        name: "negate", isExact: true, build: { m, x in m.add(.unary(.negate, asSigned(m, x)), s5) }, value: { -$0 }),
      Function(
        name: "reduceXor", isExact: true, build: { m, x in m.add(.unary(.reduceXor, x), .bit) },
        value: { $0.nonzeroBitCount % 2 }),
      Function(
        name: "add", isExact: true, build: { m, x in m.binary(.add, x, m.constant(11, u5)) }, value: { $0 + 11 }),
      Function(
        name: "square", isExact: false, build: { m, x in m.binary(.multiply, x, x) }, value: { $0 * $0 }),
      Function(
        name: "divide", isExact: false, build: { m, x in m.binary(.divide, x, m.constant(3, u5)) }, value: { $0 / 3 }),
      Function(
        name: "less", isExact: true, build: { m, x in m.binary(.less, x, m.constant(11, u5)) },
        value: { $0 < 11 ? 1 : 0 }),
      Function(
        name: "replicate", isExact: true, build: { m, x in m.add(.replicate(x, count: 3), .unsigned(15)) },
        value: { $0 | $0 << 5 | $0 << 10 }),
      Function(
        name: "extend", isExact: true, build: { m, x in m.add(.extend(x), .unsigned(8)) }, value: { $0 }),
      Function(
        name: "extend signed", isExact: true, build: { m, x in m.add(.extend(asSigned(m, x)), .signed(8)) },
        value: { signed($0) }),
      Function(
        name: "concatenate", isExact: true, build: { m, x in m.cat(m.slice(x, 0, 2), x, m.slice(x, 3, 2)) },
        value: { ($0 & 3) << 7 | $0 << 2 | $0 >> 3 }),
      Function(
        name: "shift by itself", isExact: false, build: { m, x in m.binary(.shiftLeft, x, x) }, value: { $0 << $0 }),
      Function(
        name: "shift right by itself", isExact: false,
        build: { m, x in m.binary(.shiftRight, asSigned(m, x), x) }, value: { signed($0) >> $0 }),
      Function(
        name: "mux", isExact: false,
        build: { m, x in m.add(.mux(condition: m.slice(x, 4), whenTrue: x, whenFalse: m.not(x)), u5) },
        value: { $0 >> 4 == 1 ? $0 : ~$0 }),
      Function(
        name: "select", isExact: false, build: { m, x in m.add(.selectBit(x, index: m.slice(x, 0, 2)), .bit) },
        value: { $0 >> ($0 & 3) & 1 }),
    ]
    for amount in [0, 1, 3, 5, 9] {
      result.append(
        Function(
          name: "<< \(amount)", isExact: true,
          build: { m, x in m.binary(.shiftLeft, x, m.constant(amount, .unsigned(4))) }, value: { $0 << amount }))
      result.append(
        Function(
          name: ">> \(amount)", isExact: true,
          build: { m, x in m.binary(.shiftRight, x, m.constant(amount, .unsigned(4))) }, value: { $0 >> amount }))
      result.append(
        Function(
          name: "signed >> \(amount)", isExact: true,
          build: { m, x in m.binary(.shiftRight, asSigned(m, x), m.constant(amount, .unsigned(4))) },
          value: { signed($0) >> amount }))
      result.append(
        Function(
          name: "[\(amount)]", isExact: true,
          build: { m, x in m.add(.selectBit(x, index: m.constant(amount, .unsigned(4))), .bit) },
          value: { amount < 5 ? $0 >> amount & 1 : 0 }))
    }
    return result
  }

  @Test func functionsOfFiveBits() {
    for function in Self.functions {
      let m = ModuleBuilder("example")
      let root = function.build(m, m.read(m.input("x", .unsigned(Self.width))))
      let resultWidth = m.module.type(of: root).width
      for low in 0..<resultWidth {
        for high in low + 1...resultWidth {
          let mask = (1 << high) - (1 << low)
          let needed = (0..<Self.width).filter { bit in
            (0..<32).contains { (function.value($0) ^ function.value($0 ^ 1 << bit)) & mask != 0 }
          }
          let told = signalBits(of: root, low..<high, m.module)
          #expect(told.isSuperset(of: needed), "\(function.name), bits \(high - 1)...\(low)")
          // A range is told as one range, also where bits in its middle do not matter.
          if function.isExact, high == low + 1 { #expect(told == Set(needed), "\(function.name), bit \(low)") }
        }
      }
    }
  }

  private func signalBits(of root: ExpressionID, _ bits: Range<Int>, _ module: ModuleDefinition) -> Set<Int> {
    var result: Set<Int> = []
    var stack = [BitsNode(.expression(root), bits)]
    while let node = stack.popLast() {
      switch node.value {
      case .signal: result.formUnion(node.bits)
      case .expression(let expression): stack += module.bitOperands(of: expression, node.bits)
      case .conditions: break
      }
    }
    return result
  }
}
