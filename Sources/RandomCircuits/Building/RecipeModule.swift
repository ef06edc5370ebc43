import Bitloom
import RTL
import Synchronization

/// A module of a recipe, built through the language as a user's module is.
struct RecipeModule: Module {
  var circuit: CircuitReference
  var index: Int

  struct IO: Interface {
    @Input var x: [Signal]
    @Output var y: [Signal]
  }

  private var module: ModulePlan { circuit.plan.modules[index] }

  var ports: IO {
    IO(
      x: module.inputs.map { .of(SignalType(module.types[$0])) },
      y: module.outputs.map { .of(SignalType($0.type)) })
  }

  var moduleName: String { "\(circuit.prefix)_m\(index)" }

  func build(_ io: IO) {
    var build = ModuleBuild(circuit: circuit, module: module, io: io)
    build.run()
  }
}

/// The circuit of a module. Equal when the recipes are; the recipe itself would be too long for the header of a file.
struct CircuitReference: NamedParameter, Hashable, Sendable {
  let plan: CircuitPlan
  let prefix: String
  let mismatches: TypeMismatches

  init(_ plan: CircuitPlan, _ prefix: String, _ mismatches: TypeMismatches) {
    self.plan = plan
    self.prefix = prefix
    self.mismatches = mismatches
  }

  var nameComponent: String { "seed_\(plan.recipe.seed)" }

  static func == (a: CircuitReference, b: CircuitReference) -> Bool {
    a.prefix == b.prefix && a.plan.recipe == b.plan.recipe
  }

  func hash(into hasher: inout Hasher) { hasher.combine(plan.recipe.seed) }
}

/// Collects, while a circuit is built, where the language's type of an expression is not that of the rules.
final class TypeMismatches: Sendable {
  private let collected = Mutex<[String]>([])

  var sentences: [String] { collected.withLock { $0 } }

  func compare(_ type: SignalType, _ expected: NumberType, _ what: @autoclosure () -> String) {
    guard type.width != expected.width || type.isSigned != expected.isSigned else { return }
    let sentence = "\(what()) is \(type), and the rules say \(SignalType(expected))"
    collected.withLock { $0.append(sentence) }
  }
}

extension SignalType {
  init(_ type: NumberType) { self.init(width: type.width, isSigned: type.isSigned) }
}
