import RTL

/// A module within another one. Its ports are members: `mac.a <== io.a`, `io.sum <== mac.sum`.
@dynamicMemberLookup
public struct Instance<M: Module>: Sendable {
  /// The ports as the surrounding module sees them.
  public let ports: M.IO

  /// Instantiates `module` in the module that is being built.
  public init(
    _ name: String, _ module: M, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) {
    guard let builder = BuilderContext.builder else {
      ports = module.ports
      return
    }
    ports = builder.instantiate(name, module, at: Place(file: fileID, line: line, column: column))
  }

  public subscript<Value>(dynamicMember path: KeyPath<M.IO, Value>) -> Value { ports[keyPath: path] }
}

extension ModuleBuilder {
  func instantiate<M: Module>(_ name: String, _ module: M, at place: Place) -> M.IO {
    let instance = InstanceID(definition.instances.count)
    let first = SignalID(definition.signals.count)
    let id = elaboration.moduleID(of: module, at: place)
    let ports = makePorts(of: module, as: .instancePort(instance, first: first))
    let emitted = emittedName(name, at: place)
    definition.instances.append(InstanceDefinition(name: emitted, module: id, firstPort: first, place: place))
    elaboration.layout(of: id).arrange(from: first.index, in: self, prefix: emitted, at: place)
    return ports
  }
}
