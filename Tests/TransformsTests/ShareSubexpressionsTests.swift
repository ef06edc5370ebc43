import Checks
import RTL
import RTLTestSupport
import Testing

@testable import Transforms

@Suite struct ShareSubexpressionsTests {
  @Test func equalExpressionsAreComputedOnce() {
    let m = ModuleBuilder("example")
    let a = m.input("a", .unsigned(8))
    let b = m.input("b", .unsigned(8))
    let y = m.output("y", .unsigned(8))
    let z = m.output("z", .unsigned(8))
    func sum() -> ExpressionID { m.binary(.add, m.read(a), m.read(b)) }
    m.assign(y, m.binary(.xor, sum(), m.constant(3, .unsigned(8))))
    m.assign(z, m.binary(.xor, sum(), m.constant(5, .unsigned(8))))
    let design = Design(modules: [m.module])
    let shared = removeDeadLogic(shareSubexpressions(m.module), in: design)
    #expect(shared.statementText() == m.module.statementText())
    #expect(m.module.expressions.count == 10)
    #expect(shared.expressions.count == 7)
    // One operation is not worth a name.
    let cautious = removeDeadLogic(shareSubexpressions(m.module, minimumOperations: 2), in: design)
    #expect(cautious.expressions.count == 10)
  }

  @Test func namedExpressionsStay() {
    let m = ModuleBuilder("example")
    let a = m.input("a", .unsigned(8))
    let y = m.output("y", .unsigned(8))
    let z = m.output("z", .unsigned(8))
    let first = m.not(m.read(a))
    let second = m.not(m.read(a))
    m.edit { $0.expressionNames[first] = "inverse" }
    m.assign(y, first)
    m.assign(z, second)
    let shared = shareSubexpressions(m.module)
    #expect(removeDeadLogic(shared, in: Design(modules: [shared])).expressions.count == 3)
  }

  @Test(arguments: 0..<150) func sharingKeepsTheMeaning(seed: Int) {
    var random = RandomModule(seed: UInt64(seed), maximumWidth: [1, 2, 70][seed % 3])
    let module = completeMatches(random.build(expressions: 60, statements: 8))
    let forms = [0, 2, 3].map { shareSubexpressions(module, minimumOperations: $0) }
    for form in forms { #expect(verifyTypes(form, in: Design(modules: [form])) == [], "seed \(seed)") }
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
    #expect(shareSubexpressions(forms[0]).snapshot == forms[0].snapshot, "seed \(seed)")
  }
}
