import Checks
import RTL

/// A name that `named` gives to an expression. It is what the designer would like: where it is taken, a number is added, so that
/// a function that names its intermediate results can be called twice in one module.
struct GivenName {
  /// The expression; a read of the wire where the name needed one of its own.
  var expression: ExpressionID
  var place: Place
}

extension ModuleBuilder {
  /// Makes the names of expressions unlike everything else in the module: `partial`, `partial_2`, `partial_3`...
  func numberGivenNames() {
    guard !givenNames.isEmpty else { return }
    let wanted = givenNames.map { takeName(of: $0.expression) }
    var names = NameTable(of: definition)
    for (given, name) in zip(givenNames, wanted) {
      if let reserver = EmittedName.reserver(of: name) {
        let thing = Checks.NameDiagnostics.NamedThing(kind: "expression", name: name, place: given.place)
        report(Checks.NameDiagnostics.reserved(thing, by: reserver, module: definition.name))
      }
      let name = names.unique(name)
      switch definition.expressions[given.expression.index].operation {
      case .signal(let wire): definition.signals[wire].name = name
      default: definition.expressionNames[given.expression] = name
      }
    }
  }

  private func takeName(of expression: ExpressionID) -> String {
    guard case .signal(let wire) = definition.expressions[expression.index].operation else {
      return definition.expressionNames.removeValue(forKey: expression) ?? ""
    }
    defer { definition.signals[wire].name = "" }
    return definition.signals[wire].name
  }
}
