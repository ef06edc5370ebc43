import RTL

/// Puts an attribute on the module that is being built, for the tools behind the Verilog: `(* use_dsp = "yes" *)`.
///
/// Attributes make no hardware and change none: what a tool does with one is up to the tool.
/// ```swift
/// attribute("use_dsp", "yes")
/// attribute("ram_style", "block", on: storage)
/// attribute("mark_debug", on: state)
/// attribute("max_fanout", 16, on: enable)
/// ```
/// - Parameters:
///   - key: An identifier.
///   - value: A text, a number, or nothing for the key alone.
public func attribute(
  _ key: String, _ value: Attribute.Value = .flag, fileID: String = #fileID, line: Int = #line, column: Int = #column
) {
  let place = Place(file: fileID, line: line, column: column)
  guard let builder = BuilderContext.builder, let attribute = builder.attribute(key, value, at: place) else { return }
  builder.add(attribute, to: \.attributes, of: "module '\(builder.definition.name)'", at: place)
}

/// Puts an attribute on every port, wire and register of a bundle. A wire or register with an attribute that is driven stays in the
/// emitted Verilog also when nothing reads it.
public func attribute<B: Bundle>(
  _ key: String, _ value: Attribute.Value = .flag, on bundle: B, fileID: String = #fileID, line: Int = #line,
  column: Int = #column
) {
  let place = Place(file: fileID, line: line, column: column)
  guard let builder = BuilderContext.builder, let attribute = builder.attribute(key, value, at: place) else { return }
  for leaf in LeafVisitor.leaves(of: bundle) {
    guard builder.accepts(leaf.signal, at: place) else { continue }
    let description = builder.describe(leaf.signal).quoted
    guard let id = builder.attributedSignal(leaf.signal) else {
      return builder.report(AttributeDiagnostics.notAttributable(key, description, at: place))
    }
    builder.add(attribute, to: \.signals[id].attributes, of: description, at: place)
  }
}

/// Puts an attribute on a memory, or on each memory of a bundle.
public func attribute<S: Shape>(
  _ key: String, _ value: Attribute.Value = .flag, on memory: Memory<S>, fileID: String = #fileID, line: Int = #line,
  column: Int = #column
) {
  let place = Place(file: fileID, line: line, column: column)
  guard let builder = BuilderContext.builder, let attribute = builder.attribute(key, value, at: place) else { return }
  // The fields of a packed bundle share a memory.
  for id in Set(memory.fields.map(\.memory)).sorted() where builder.definition.memories.indices.contains(id.index) {
    builder.add(attribute, to: \.memories[id].attributes, of: "'\(memory.name)'", at: place)
  }
}

/// Puts an attribute on an instance.
public func attribute<M: Module>(
  _ key: String, _ value: Attribute.Value = .flag, on instance: Instance<M>, fileID: String = #fileID,
  line: Int = #line, column: Int = #column
) {
  let place = Place(file: fileID, line: line, column: column)
  guard let builder = BuilderContext.builder, let attribute = builder.attribute(key, value, at: place) else { return }
  guard let port = LeafVisitor.leaves(of: instance.ports).first?.signal, builder.accepts(port, at: place) else {
    return
  }
  guard case .signal(let signal) = builder.operation(of: port),
    case .instancePort(let id, _) = builder.definition.signals[signal].kind
  else { return builder.report(AttributeDiagnostics.inlined(key, at: place)) }
  let name = builder.definition.instances[id].name
  builder.add(attribute, to: \.instances[id].attributes, of: "'\(name)'", at: place)
}

extension ModuleBuilder {
  /// A checked attribute; nil when it cannot be spelled, which has been reported.
  fileprivate func attribute(_ key: String, _ value: Attribute.Value, at place: Place) -> Attribute? {
    guard EmittedName.isIdentifier(key), EmittedName.reserver(of: key) != .verilog else {
      report(AttributeDiagnostics.impossibleKey(key, at: place))
      return nil
    }
    if case .text(let text) = value {
      let isPrintable = text.unicodeScalars.allSatisfy { (32..<127).contains($0.value) && $0 != "\"" && $0 != "\\" }
      guard isPrintable else {
        report(AttributeDiagnostics.impossibleText(key, at: place))
        return nil
      }
    }
    return Attribute(key, value)
  }

  fileprivate func add(
    _ attribute: Attribute, to list: WritableKeyPath<ModuleDefinition, [Attribute]>, of thing: String, at place: Place
  ) {
    if let known = definition[keyPath: list].first(where: { $0.key == attribute.key }) {
      if known == attribute { return }
      return report(AttributeDiagnostics.givenTwice(known, attribute, thing, at: place))
    }
    definition[keyPath: list].append(attribute)
  }

  /// The signal that has a declaration of its own to put an attribute on.
  fileprivate func attributedSignal(_ signal: Signal) -> SignalID? {
    guard case .signal(let id) = operation(of: signal) else { return nil }
    if case .instancePort = definition.signals[id].kind { return nil }
    return id
  }
}
