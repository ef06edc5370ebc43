import Arithmetic
import Bitloom
import Foundation
import Testbench
import Testing

// As in Docs/Arithmetic.md.
struct DotProduct: Module {
  struct IO: Interface {
    @Input var a: [Signal]
    @Input var b: [Signal]
    @Output var sum: Signal
  }
  var ports: IO { IO(a: .signed(8, count: 4), b: .signed(8, count: 4), sum: .signed(18)) }

  func build(_ io: IO) {
    // The rows of all four products are one heap: one adder with carries, not seven.
    var heap = BitHeap("dot", width: 18)
    for (a, b) in zip(io.a, io.b) { heap.addProduct(a, b) }
    io.sum <== heap.sum().asSigned
  }
}

@Suite struct ArithmeticPageTests {
  @Test func theExampleOfThePageIsTheOneThatIsTested() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "Docs/Arithmetic.md"), encoding: .utf8)
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    let parts = page.components(separatedBy: "```swift\n").dropFirst()
    let examples = parts.compactMap { $0.components(separatedBy: "```").first }
    #expect(!examples.isEmpty)
    for example in examples { #expect(source.contains(example)) }
  }

  private static func bytes(_ random: inout SeededGenerator) -> [Int] {
    (0..<4).map { _ in Int.random(in: -128...127, using: &random) }
  }

  @Test func dotProducts() throws {
    var random = SeededGenerator(seed: 11)
    try simulate(DotProduct()) { dut in
      for round in 0..<300 {
        var (a, b) = (Self.bytes(&random), Self.bytes(&random))
        if round < 4 {
          a = [-128, -128, -128, -128]
          b = round % 2 == 0 ? a : [127, 127, 127, 127]
        }
        dut.a.values = a
        dut.b.values = b
        let products = zip(a, b).map(*)
        let sum = products.reduce(0, +)
        #expect(dut.sum == sum)
      }
    }
  }
}
