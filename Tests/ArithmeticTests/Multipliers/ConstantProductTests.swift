import Arithmetic
import Bitloom
import Testbench
import Testing

/// A signal times some constants, each a heap of its own.
struct ConstantProducts: Module {
  var type: SignalType
  var factors: [Int]
  var profile = HeapProfile.gates

  struct IO: Interface {
    @Input var value: Signal
    @Output var products: [Signal]
  }

  var ports: IO {
    IO(value: type.instantiate(), products: VectorShape(SignalType.signed(24), count: factors.count).instantiate())
  }

  func build(_ io: IO) {
    for (index, factor) in factors.enumerated() {
      // All of one name: the Verilog numbers them.
      var heap = BitHeap("product", width: 24, for: profile)
      heap.addProduct(io.value, by: factor)
      io.products[index] <== heap.sum().asSigned
    }
  }
}

@Suite struct ConstantProductTests {
  @Test(arguments: [SignalType.signed(5), .unsigned(4), .signed(1), .unsigned(1)], HeapProfile.allCases)
  func allValuesTimesManyConstants(_ type: SignalType, _ profile: HeapProfile) throws {
    let factors = Array(-40...40) + [127, -128, 1000, -4095]
    let module = ConstantProducts(type: type, factors: factors, profile: profile)
    try simulate(module) { dut in
      for value in type.allValues {
        dut.value = value
        let expected = factors.map { $0 * value }
        let products: [Int] = dut.products.values
        #expect(products == expected)
      }
    }
  }
}
