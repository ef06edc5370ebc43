import Testing

@testable import RandomCircuits

/// Mistakes of Bitloom that random circuits have shown, each in the few steps that were left of its circuit.
@Suite struct FoundMistakesTests {
  typealias Found = (title: String, recipe: CircuitRecipe)

  static let found: [Found] = inTheLanguage + inDomains + inEnabledDomains + inVerilogForIcarus + inVerilogForVerilator

  private static let inTheLanguage: [Found] = [
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
        Step(0, .input(.signed(5))), Step(1, .input(.unsigned(9))),
        Step(2, .memory(.unsigned(9), depth: 32, contents: nil)),
        Step(3, .statements([.writeMemory(2, address: .value(0), value: .value(1))])),
        Step(4, .memoryRead(2, address: .value(0))), Step(5, .output(.value(4))),
      ])
    ),
    (
      "an element had a type of its own where its index was a constant",
      circuit([
        Step(0, .input(.bit)), Step(1, .input(.signed(4))), Step(2, .constant(0, .bit)),
        Step(3, .element([.value(0), .value(1)], index: .value(2))), Step(4, .output(.value(3))),
      ])
    ),
    (
      "the contents of a memory were not found by a stimulus from a file, and by Yosys",
      circuit([
        Step(0, .input(.unsigned(5))), Step(1, .memory(.signed(9), depth: 32, contents: 7)),
        Step(2, .memoryRead(1, address: .value(0))), Step(3, .output(.value(2))),
      ])
    ),
  ]

  private static let inDomains: [Found] = [
    (
      "a watched read gave a clock that another domain has already another place among the clocks",
      CircuitRecipe(
        seed: 3, cycles: 40,
        furtherClocks: [ClockRecipe(reset: .none, period: 3), ClockRecipe(reset: .asynchronous, sharedWith: 0)],
        modules: [
          ModuleRecipe(steps: [
            Step(0, .input(.bit)), Step(1, .input(.bit)), Step(2, domain: 1, .register(.bit, reset: nil)),
            Step(3, domain: 2, .register(.bit, reset: nil)), Step(4, .memory(.bit, depth: 5, contents: nil)),
            Step(5, .memoryRead(4, address: .value(0))),
            Step(6, .statements([.assign(2, .value(0)), .assign(3, .value(1))])), Step(7, .output(.value(2))),
            Step(8, .output(.value(3))), Step(9, .output(.value(5))),
          ])
        ])
    ),
    (
      "two modules had one name where domains differ in the name of their resets alone",
      CircuitRecipe(
        seed: 3, cycles: 20,
        furtherClocks: [ClockRecipe(sharedWith: 0), ClockRecipe(sharedWith: 0), ClockRecipe(sharedWith: 0)],
        modules: [
          ModuleRecipe(steps: [
            Step(0, .input(.unsigned(9))), Step(1, domain: 1, .instance(1, inputs: [.value(0)], isInlined: false)),
            Step(2, domain: 2, .instance(1, inputs: [.value(0)], isInlined: false)),
            Step(3, .output(.value(1, output: 0))), Step(4, .output(.value(2, output: 0))),
          ]),
          ModuleRecipe(steps: [
            Step(0, .input(.unsigned(9))), Step(1, .register(.unsigned(9), reset: 3)),
            Step(2, domain: 3, .register(.unsigned(9), reset: 5)),
            Step(3, .statements([.assign(1, .value(2)), .assign(2, .value(0))])), Step(4, .output(.value(1))),
          ]),
        ])
    ),
  ]

  private static let inEnabledDomains: [Found] = [
    (
      "a clock enable made in an instance was mixed up with those of its name around it",
      CircuitRecipe(
        seed: 3, cycles: 40,
        modules: [
          ModuleRecipe(steps: [
            Step(0, .input(.bit)), Step(1, .input(.bit)),
            Step(2, enable: .value(0), .register(.unsigned(5), reset: 0)),
            Step(3, enable: .value(1), .register(.unsigned(5), reset: 0)),
            Step(4, .instance(1, inputs: [.value(1)], isInlined: false)),
            Step(5, .statements([.increment(2, limit: 30), .increment(3, limit: 30)])),
            Step(6, .output(.value(2))), Step(7, .output(.value(3))), Step(8, .output(.value(4, output: 0))),
          ]),
          ModuleRecipe(steps: [
            Step(0, .input(.bit)), Step(1, enable: .value(0), .register(.unsigned(5), reset: 0)),
            Step(2, .statements([.increment(1, limit: 30)])), Step(3, .output(.value(1))),
          ]),
        ])
    ),
    (
      "a new word that was read in a domain with an enable changed while the domain waited",
      circuit([
        Step(0, .input(.bit)), Step(1, .input(.bit)), Step(2, .memory(.bit, depth: 2, contents: nil)),
        Step(3, .statements([.writeMemory(2, address: .value(1), value: .value(0))])),
        Step(
          4, enable: .value(1),
          .memoryPort(2, address: .value(0), latency: 1, enable: nil, duringWrite: .new)),
        Step(5, .output(.value(4))),
      ])
    ),
    (
      "of two writes to one word in a domain with an enable the earlier one won",
      circuit([
        Step(0, .input(.bit)), Step(1, .input(.bit)), Step(2, .input(.bit)),
        Step(3, enable: .value(0), .register(.bit, reset: nil)), Step(4, .memory(.bit, depth: 1, contents: nil)),
        Step(5, .statements([.assign(3, .value(1))])),
        Step(
          6, enable: .value(0),
          .statements([
            .writeMemory(4, address: .value(1), value: .value(1)),
            .when(
              [
                RecipeBranch(
                  condition: .value(2),
                  body: [.assign(3, .value(2)), .writeMemory(4, address: .value(1), value: .value(2))])
              ], otherwise: nil),
          ])),
        Step(7, .memoryRead(4, address: .value(2))), Step(8, .output(.value(7))), Step(9, .output(.value(3))),
      ])
    ),
    (
      "a write in a domain with an enable waited for that of a watched read",
      circuit([
        Step(0, .input(.bit)), Step(1, .input(.unsigned(3))), Step(2, .input(.bit)),
        Step(3, .memory(.bit, depth: 5, contents: nil)),
        Step(
          4, enable: .value(2),
          .memoryPort(3, address: .value(1), latency: 1, enable: nil, duringWrite: .old)),
        Step(5, enable: .value(0), .statements([.writeMemory(3, address: .value(1), value: .value(2))])),
        Step(6, .memoryRead(3, address: .value(1))), Step(7, .output(.value(4))), Step(8, .output(.value(6))),
      ])
    ),
  ]

  private static let inVerilogForIcarus: [Found] = [
    (
      "Icarus computed an address in more bits than it has",
      circuit([
        Step(0, .input(.unsigned(2))), Step(1, .input(.unsigned(9))),
        Step(2, .memory(.unsigned(9), depth: 4, contents: nil)),
        Step(3, .operation(.subtractWrapping, [.literal(0), .value(0)], parameters: [])),
        Step(4, .statements([.writeMemory(2, address: .value(3), value: .value(1))])),
        Step(5, .memoryRead(2, address: .value(3))), Step(6, .output(.value(5))),
      ])
    ),
    (
      "a block of constants alone never ran in Icarus",
      circuit([
        Step(0, .constant(1, .bit)), Step(1, .constant(2, .unsigned(2))),
        Step(2, .wire(.unsigned(5), first: .value(0))),
        Step(3, .statements([.assignBits(2, high: 4, low: 3, .value(1))])), Step(4, .output(.value(2))),
      ])
    ),
    (
      "a block of constants behind something that they override never ran in Icarus",
      circuit([
        Step(0, .input(.bit)), Step(1, .constant(0, .bit)), Step(2, .wire(.unsigned(2), first: .value(0))),
        Step(3, .statements([.assign(2, .value(1)), .assignPart(2, width: 1, index: .value(1), .value(1))])),
        Step(4, .output(.value(2))),
      ])
    ),
    (
      "in Icarus inputs changed before what waits for the second edge of a cycle sampled them",
      CircuitRecipe(
        seed: 5, cycles: 40, furtherClocks: [ClockRecipe(reset: .none, usesFallingEdge: true, sharedWith: 0)],
        modules: [
          ModuleRecipe(steps: [
            Step(0, .input(.unsigned(9))), Step(1, .register(.unsigned(9), reset: 3)),
            Step(2, domain: 1, .register(.unsigned(9), reset: nil)),
            Step(3, .statements([.assign(1, .value(2)), .assign(2, .value(0))])), Step(4, .output(.value(1))),
            Step(5, .output(.value(2))),
          ])
        ])
    ),
    (
      "Icarus did not read its own program for a shift of a word at a constant address",
      circuit([
        Step(0, .input(.bit)), Step(1, .memory(.unsigned(3), depth: 2, contents: nil)), Step(2, .constant(1, .bit)),
        Step(3, .statements([.writeMemory(1, address: .value(0), value: .value(0))])),
        Step(4, .memoryRead(1, address: .value(2))),
        Step(5, .operation(.selectBit, [.value(4), .value(0)], parameters: [])), Step(6, .output(.value(5))),
      ])
    ),
  ]

  private static let inVerilogForVerilator: [Found] = [
    (
      "Verilator folded the comparison of a constant bit that is extended by its sign",
      circuit([
        Step(0, .input(.bit)), Step(1, .wire(.unsigned(3), first: .value(0))),
        Step(2, .operation(.slice, [.value(1)], parameters: [350, 488])),
        Step(3, .operation(.asSigned, [.value(2)], parameters: [])),
        Step(4, .operation(.lessOrEqual, [.value(2), .value(3)], parameters: [])), Step(5, .output(.value(4))),
      ])
    ),
    (
      "Verilator stumbled over an element that keeps its value",
      circuit([
        Step(0, .input(.bit)), Step(1, .wire(.unsigned(2), first: .value(0))),
        Step(2, .registerArray(.bit, count: 3, reset: nil)),
        Step(3, .statements([.assignElement(2, index: .value(1), .value(2, output: 0))])),
        Step(4, .output(.value(2, output: 2))),
      ])
    ),
    (
      "Verilator refused a bit of a value that a constant of 33 bits chooses",
      CircuitRecipe(
        seed: 3, cycles: 20,
        modules: [
          ModuleRecipe(steps: [
            Step(0, .input(.unsigned(9))), Step(1, .pattern([0x1_ffff_ff61], width: 33)),
            Step(2, .instance(1, inputs: [.value(0), .value(1)], isInlined: false)),
            Step(3, .output(.value(2, output: 0))),
          ]),
          ModuleRecipe(steps: [
            Step(0, .input(.unsigned(9))), Step(1, .input(.unsigned(33))),
            Step(2, .operation(.saturated, [.value(0)], parameters: [2])),
            Step(3, .operation(.selectBit, [.value(2), .value(1)], parameters: [])), Step(4, .output(.value(3))),
          ]),
        ])
    ),
    (
      "Verilator lost the negation of a bit",
      circuit([
        Step(0, .input(.bit)), Step(1, .input(.bit)), Step(2, .input(.bit)), Step(3, .input(.bit)),
        Step(4, .constant(0, .bit)), Step(5, .operation(.not, [.value(0)], parameters: [])),
        Step(6, .operation(.greaterOrEqual, [.value(4), .value(1)], parameters: [])),
        Step(7, .operation(.xor, [.value(2), .value(5)], parameters: [])),
        Step(8, .operation(.xor, [.value(3), .value(6)], parameters: [])),
        Step(9, .operation(.xor, [.value(7), .value(8)], parameters: [])), Step(10, .output(.value(9))),
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
    let work = try #require(result.work["golden"])
    #expect(work.circuits == Self.found.count)
  }
}
