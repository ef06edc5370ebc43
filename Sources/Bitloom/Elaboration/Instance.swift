import RTL

/// A module within another one. Its ports are members: `mac.a <== io.a`, `io.sum <== mac.sum`.
@dynamicMemberLookup
public struct Instance<M: Module>: Sendable {
  /// The ports as the surrounding module sees them.
  public let ports: M.IO

  /// Puts `module` into the module that is being built.
  ///
  /// - Parameter inlined: Whether its body becomes a part of the surrounding module, with `name` before all its names, instead
  ///   of a module of its own.
  public init(
    _ name: String, _ module: M, inlined: Bool = false, fileID: String = #fileID, line: Int = #line,
    column: Int = #column
  ) {
    guard let builder = BuilderContext.builder else {
      ports = module.ports
      return
    }
    let place = Place(file: fileID, line: line, column: column)
    let isBlackBox = module is any BlackBox
    if inlined, isBlackBox { builder.report(BlackBoxDiagnostics.inlined(name, at: place)) }
    let isBuiltIn = inlined && !isBlackBox
    ports = isBuiltIn ? builder.inline(name, module, at: place) : builder.instantiate(name, module, at: place)
  }

  public subscript<Value>(dynamicMember path: KeyPath<M.IO, Value>) -> Value { ports[keyPath: path] }
}

extension ModuleBuilder {
  func instantiate<M: Module>(_ name: String, _ module: M, at place: Place) -> M.IO {
    let instance = InstanceID(definition.instances.count)
    let first = SignalID(definition.signals.count)
    let id = elaboration.moduleID(of: module, in: definition.domains[currentDomain].domain, at: place)
    let ports = makePorts(of: module, as: .instancePort(instance, first: first))
    let emitted = emittedName(name, at: place)
    definition.instances.append(
      InstanceDefinition(name: emitted, module: id, firstPort: first, domains: [currentDomain], place: place))
    elaboration.layout(of: id).arrange(from: first.index, in: self, prefix: emitted, at: place)
    return ports
  }

  /// Builds the body of `module` into this one. Its ports are wires, which both sides see.
  func inline<M: Module>(_ name: String, _ module: M, at place: Place) -> M.IO {
    let scope = emittedName(name, at: place)
    let ports = declare(name, .wire, at: place) { module.ports }
    let outer = (namePrefix, currentBlock)
    namePrefix = "\(scope)_"
    currentBlock = ModuleDefinition.body
    for problem in module.parameterProblems {
      report(ParameterDiagnostics.impossible(problem, module: module.moduleName, at: place))
    }
    if module.parameterProblems.isEmpty { module.build(ports) }
    (namePrefix, currentBlock) = outer
    return ports
  }
}
