import RTL

/// The wording of the N family: names in the emitted files.
package enum NameDiagnostics {
  /// Something of a module that has a name there.
  package struct NamedThing {
    var kind: String
    var name: String
    var place: Place

    package init(kind: String, name: String, place: Place) {
      self.kind = kind
      self.name = name
      self.place = place
    }
  }

  static func usedTwice(_ thing: NamedThing, first: NamedThing, module: String) -> Diagnostic {
    let both =
      thing.kind == first.kind ? "two \(plural(thing.kind))" : "\(article(first.kind)) and \(article(thing.kind))"
    return Diagnostic(
      "N001", "'\(thing.name)' names \(both) of module '\(module)'", at: thing.place,
      notes: [.declared("the first one", at: first.place)], help: "rename one of them")
  }

  package static func reserved(_ thing: NamedThing, by reserver: EmittedName.Reserver, module: String?) -> Diagnostic {
    let word =
      switch reserver {
      case .verilog: "a reserved word of Verilog"
      case .cPlusPlus: "a reserved word of C++, which Verilator translates designs to"
      case .tools: "a word that Verilog tools keep for themselves"
      }
    return Diagnostic(
      "N002", "\(thing.kind) '\(thing.name)'\(of(module)) is named by \(word)", at: thing.place,
      help: "choose another name, such as '\(thing.name)_\(thing.kind)'")
  }

  static func modelMember(_ thing: NamedThing, module: String?) -> Diagnostic {
    Diagnostic(
      "N005", "\(thing.kind) '\(thing.name)'\(of(module)) is named as a part of every model that Verilator makes",
      at: thing.place, help: "choose another name, such as '\(thing.name)_\(thing.kind)'")
  }

  static func notAnIdentifier(_ thing: NamedThing, module: String?) -> Diagnostic {
    let spelling = EmittedName.snakeCase(thing.name)
    let example = EmittedName.isIdentifier(spelling) ? ", such as '\(spelling)'" : ""
    let message = thing.name.isEmpty ? "\(article(thing.kind))\(of(module)) has no name" : nil
    return Diagnostic(
      "N003", message ?? "\(thing.kind) '\(thing.name)'\(of(module)) has a name that Verilog cannot spell",
      at: thing.place, help: "use letters, digits and '_', and no digit first\(example)")
  }

  static func modulesNamedAlike(_ thing: NamedThing, first: NamedThing) -> Diagnostic {
    let message =
      thing.name == first.name
      ? "two different modules are named '\(thing.name)'"
      : "modules '\(first.name)' and '\(thing.name)' differ by case alone, and so do their files"
    return Diagnostic(
      "N004", message, at: thing.place, notes: [Diagnostic.Note("the first one is used here", at: first.place)],
      help: "give them different names")
  }

  private static func of(_ module: String?) -> String { module.map { " of module '\($0)'" } ?? "" }

  private static func article(_ kind: String) -> String {
    (["a", "e", "i", "o", "u"].contains { kind.hasPrefix($0) } ? "an " : "a ") + kind
  }

  private static func plural(_ kind: String) -> String {
    switch kind {
    case "memory": "memories"
    case "clock", "reset": "\(kind) ports"
    default: kind + "s"
    }
  }
}
