import Checks
import Foundation
import RTL
import RTLTestSupport
import Testing

@testable import Transforms

/// Random modules before and after the transforms.
@Suite struct EquivalenceTests {
  @Test(arguments: 0..<150) func transformsKeepTheMeaning(seed: Int) {
    var random = RandomModule(seed: UInt64(seed), maximumWidth: [4, 16, 70][seed % 3])
    let module = random.build(expressions: 40, statements: 6)
    let design = Design(modules: [module])
    #expect(verifyTypes(module, in: design).isEmpty, "seed \(seed)")
    // What a match means for codes that are no case depends on the statements before it, so it is settled first.
    let completed = completeMatches(module)
    let folded = foldConstants(completed)
    let optimised = optimise(design).top
    let forms = [completed, folded, removeDeadLogic(completed, in: design), optimised]
    for form in forms { #expect(verifyTypes(form, in: Design(modules: [form])).isEmpty, "seed \(seed)") }
    for _ in 0..<6 {
      var inputs: [String: Interpreter.Word] = [:]
      for signal in module.signals { inputs[signal.name] = Interpreter.word(random.randomBits(signal.type.width)) }
      let state = inputs.filter { $0.key.hasPrefix("reg") }
      inputs = inputs.filter { $0.key.hasPrefix("in") }
      let expected = Interpreter(module, inputs: inputs, state: state)
      for form in forms {
        let found = Interpreter(form, inputs: inputs, state: state)
        #expect(found.outputs == expected.outputs, "seed \(seed)")
        for (name, value) in found.next { #expect(value == expected.next[name], "seed \(seed), \(name)") }
      }
    }
    #expect(foldConstants(folded).snapshot == folded.snapshot, "seed \(seed)")
    #expect(optimise(Design(modules: [optimised])).top.snapshot == optimised.snapshot, "seed \(seed)")
    let dead = forms[2]
    #expect(removeDeadLogic(dead, in: Design(modules: [dead])).snapshot == dead.snapshot, "seed \(seed)")
  }

  @Test func deepAndLongModules() {
    let m = ModuleBuilder("example")
    let a = m.input("a", .unsigned(8))
    let c = m.read(m.input("c"))
    let y = m.output("y", .unsigned(8))
    let z = m.output("z", .unsigned(8))
    var value = m.read(a)
    let one = m.constant(1, .unsigned(8))
    for _ in 0..<100_000 { value = m.binary(.add, value, one) }
    m.assign(y, value)
    m.assign(z, one)
    m.nest(c, depth: 10_000) { m.assign(z, value) }
    m.nest(m.constant(1), depth: 10_000) { m.assign(z, value) }
    let start = Date()
    let result = optimise(Design(modules: [m.module])).top
    print("optimise: 100,000 expressions and 20,000 blocks in \(Date().timeIntervalSince(start)) s")
    #expect(result.expressions.count == 100_003)
    #expect(result.blocks.count == 10_001)
  }
}
