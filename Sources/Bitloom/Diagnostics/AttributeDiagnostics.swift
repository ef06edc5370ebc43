import RTL

/// Y: attributes.
enum AttributeDiagnostics {
  static func impossibleKey(_ key: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "Y001", "an attribute cannot be called '\(key)'", at: place,
      help: "use letters, digits and '_', no digit first, and no reserved word of Verilog")
  }

  static func impossibleText(_ key: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "Y002", "the text of attribute '\(key)' cannot stand in Verilog", at: place,
      help: "use ASCII without '\"', '\\' and line breaks")
  }

  static func notAttributable(_ key: String, _ signal: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "Y003", "attribute '\(key)' has nothing to stand on: \(signal) is no port, wire or register of this module",
      at: place, help: "make a wire of it, or put the attribute on the instance")
  }

  static func inlined(_ key: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "Y003", "attribute '\(key)' has nothing to stand on: the instance is inlined", at: place,
      help: "put the attribute on what is in it")
  }

  static func givenTwice(_ first: Attribute, _ second: Attribute, _ thing: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "Y004", "\(thing) has attribute '\(first)', and cannot have '\(second)' too", at: place,
      help: "remove one of the two")
  }
}
