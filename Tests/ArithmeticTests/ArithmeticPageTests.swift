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

  @Test func dotProducts() throws {
    var random = SeededGenerator(seed: 11)
    try simulate(DotProduct()) { dut in
      for round in 0..<300 {
        let extreme = round < 4
        let a = (0..<4).map { _ in extreme ? -128 : Int.random(in: -128...127, using: &random) }
        let b = (0..<4).map { _ in extreme ? (round % 2 == 0 ? -128 : 127) : Int.random(in: -128...127, using: &random)
        }
        (dut.a.values, dut.b.values) = (a, b)
        #expect(dut.sum == zip(a, b).map(*).reduce(0, +))
      }
    }
  }
}
