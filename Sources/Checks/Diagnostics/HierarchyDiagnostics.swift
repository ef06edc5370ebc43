import RTL

/// The wording of the E family: how modules contain each other.
enum HierarchyDiagnostics {
  /// `path` begins and ends with the same module; `instances` are the steps between.
  static func recursion(path: [String], instances: [InstanceDefinition]) -> Diagnostic {
    let text = path.map { "'\($0)'" }.joined(separator: " -> ")
    let notes = zip(path, instances).dropFirst().map { container, instance in
      Diagnostic.Note("'\(container)' makes instance '\(instance.name)' here", at: instance.place)
    }
    return Diagnostic(
      "E010", "module '\(path[0])' contains itself: \(text)", at: instances[0].place, notes: Array(notes),
      help: "let a parameter end the recursion")
  }
}
