import Testing

@testable import RandomCircuits

/// Mistakes of Bitloom that random circuits have shown, each in the few steps that were left of its circuit.
@Suite struct FoundMistakesTests {
  static let found: [(title: String, recipe: CircuitRecipe)] = [
    (
      "a slice of all bits of a signed register could not be driven",
      circuit([
        Step(0, .input(.unsigned(5))), Step(1, .register(.signed(5), reset: 0)),
        Step(2, .register(.signed(1), reset: 0)),
        Step(3, .statements([.assignBits(1, high: 4, low: 0, .value(0)), .assignBits(2, high: 0, low: 0, .value(0))])),
        Step(4, .output(.value(1))), Step(5, .output(.value(2))),
      ])
    ),
    (
      "without a reset the native simulator started registers with 0, and the Verilog with their reset value",
      circuit(
        clock: ClockRecipe(reset: .none),
        [
          Step(0, .register(.unsigned(6), reset: 37)), Step(1, .output(.value(0))),
          Step(2, .statements([.increment(0, limit: 50)])),
        ])
    ),
    (
      "the bits of a signed signal as an address were a negative index in Verilog",
      circuit([
        Step(0, .input(.signed(5))), Step(1, .input(.unsigned(9))), Step(2, .memory(.unsigned(9), depth: 32)),
        Step(3, .statements([.writeMemory(2, address: .value(0), value: .value(1))])),
        Step(4, .memoryRead(2, address: .value(0))), Step(5, .output(.value(4))),
      ])
    ),
    (
      "Icarus computed an address in more bits than it has",
      circuit([
        Step(0, .input(.unsigned(2))), Step(1, .input(.unsigned(9))), Step(2, .memory(.unsigned(9), depth: 4)),
        Step(3, .operation(.subtractWrapping, [.literal(0), .value(0)], parameters: [])),
        Step(4, .statements([.writeMemory(2, address: .value(3), value: .value(1))])),
        Step(5, .memoryRead(2, address: .value(3))), Step(6, .output(.value(5))),
      ])
    ),
  ]

  private static func circuit(clock: ClockRecipe = ClockRecipe(), _ steps: [Step]) -> CircuitRecipe {
    CircuitRecipe(seed: 3, cycles: 60, clock: clock, modules: [ModuleRecipe(steps: steps)])
  }

  @Test func allEnginesAgreeNow() throws {
    let cache = FuzzRun.cache()
    let engines = FuzzRunTests.kinds.map { CompareCircuits.NamedEngine($0.rawValue, $0.engine(cache: cache)) }
    let result = try CompareCircuits(engines: engines).compare(Self.found.map(\.recipe))
    for finding in result.findings {
      let title = Self.found.first { $0.recipe == finding.recipe }?.title ?? ""
      Issue.record("\(title): \(finding.engine): \(finding.message)")
    }
    #expect(result.work["golden"]?.circuits == Self.found.count)
  }
}
