import Accelerators
import Testbench

extension Testbench<OutputStationaryArray> {
  /// Runs cycles with new operands in each, port by port; every 64th is the last one of a product.
  func runRandomOperands(cycles: Int) {
    var random = SeededGenerator(seed: 5)
    let operands = self.operands.payload
    let numbers = operands.a.allPorts + operands.b.allPorts
    let last = operands.port(\.last)
    self.operands.valid = 1
    self.results.ready = 1
    for cycle in 0..<cycles {
      for port in numbers { port.value = Int.random(in: -128..<128, using: &random) }
      last.value = cycle % 64 == 63 ? 1 : 0
      step()
    }
  }
}
