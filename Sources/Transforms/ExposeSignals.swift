import RTL

/// A signal within a design with the ports of the top module that read and force it.
public struct ExposedSignal: Sendable {
  /// The instances around it without the top module, and its name: `array.pe_0_1.accumulator`.
  public var path: String
  public var type: SignalType
  /// Gives the values their names.
  public var enumeration: EnumerationDefinition?
  /// The output that has its value.
  public var valuePort: Int
  /// The input that forces it while it is 1, and the one that it then has the value of.
  public var enablePort: Int
  public var forcedPort: Int
}

/// Returns the design with ports of the top module that read and force signals within, as a simulation runs it in any engine.
///
/// While a signal is forced, everything reads the forced value in place of the computed one, and a register takes it at each
/// edge: when it is released, a wire has its computed value at once, a register the forced one until it takes another. A
/// register's reset is stronger than what it would take, but not than what is read.
///
/// Ports of the top module and signals within black boxes are not exposed. A module of which some instances are exposed and
/// others not becomes several modules.
///
/// - Parameter isChosen: Whether the signal of a path is exposed.
/// - Returns: The design, and the exposed signals in its order. The new ports follow those that were there.
public func exposeSignals(_ design: Design, where isChosen: (String) -> Bool) -> (Design, [ExposedSignal]) {
  var exposure = Exposure(design)
  let selection = exposure.selection(in: Design.topID, prefix: "", isChosen)
  if selection.isEmpty { return (design, []) }
  let parts = exposure.expose(Design.topID, selection).parts
  let first = design.top.ports.count
  let signals = parts.enumerated().map { index, part in
    ExposedSignal(
      path: part.path, type: part.type, enumeration: part.enumeration, valuePort: first + 3 * index,
      enablePort: first + 3 * index + 1, forcedPort: first + 3 * index + 2)
  }
  return (exposure.result, signals)
}

/// What of a module and its instances is exposed.
struct ExposureSelection: Hashable {
  struct Child: Hashable {
    var instance: Int
    var selection: ExposureSelection
  }

  var signals: [SignalID] = []
  var children: [Child] = []

  var isEmpty: Bool { signals.isEmpty && children.isEmpty }
}

/// A signal that a module exposes, itself or through an instance. It has three ports of the module: value, enable, forced.
struct ExposedPart {
  var path: String
  /// Without its enumeration, which other modules do not know.
  var type: SignalType
  var enumeration: EnumerationDefinition?
}

/// The modules of the new design while it is made.
private struct Exposure {
  private struct Key: Hashable {
    var module: ModuleID
    var selection: ExposureSelection
  }

  private let design: Design
  private var modules: [ModuleDefinition] = []
  private var made: [Key: (id: ModuleID, parts: [ExposedPart])] = [:]
  private var names: Set<String>
  private var isUsed: Set<ModuleID> = []

  init(_ design: Design) {
    self.design = design
    names = Set(design.modules.map(\.name))
  }

  var result: Design { Design(modules: modules) }

  func selection(in id: ModuleID, prefix: String, _ isChosen: (String) -> Bool) -> ExposureSelection {
    let module = design.modules[id]
    var result = ExposureSelection()
    if module.blackBox != nil { return result }
    for (index, signal) in module.signals.enumerated() {
      if case .instancePort = signal.kind { continue }
      if case .port = signal.kind, id == Design.topID { continue }
      if isChosen(prefix + signal.name) { result.signals.append(SignalID(index)) }
    }
    for (index, instance) in module.instances.enumerated() {
      let inner = selection(in: instance.module, prefix: "\(prefix)\(instance.name).", isChosen)
      if !inner.isEmpty { result.children.append(.init(instance: index, selection: inner)) }
    }
    return result
  }

  /// The number of a module in the new design, and what it exposes.
  mutating func expose(_ id: ModuleID, _ selection: ExposureSelection) -> (id: ModuleID, parts: [ExposedPart]) {
    let key = Key(module: id, selection: selection)
    if let known = made[key] { return known }
    let new = ModuleID(modules.count)
    var module = design.modules[id]
    if !isUsed.insert(id).inserted { module.name = uniqueName(module.name) }
    // Its place is before those of its instances.
    modules.append(module)
    made[key] = (new, [])
    let chosen = Dictionary(uniqueKeysWithValues: selection.children.map { ($0.instance, $0.selection) })
    var children: [(ports: [PortDefinition], parts: [ExposedPart])] = []
    for (index, instance) in module.instances.enumerated() {
      let (child, parts) = expose(instance.module, chosen[index] ?? ExposureSelection())
      module.instances[index].module = child
      children.append((modules[child].ports, parts))
    }
    var exposing = ModuleExposure(module, children: children)
    if !selection.isEmpty { exposing.expose(selection.signals) }
    modules[new.index] = exposing.module
    made[key] = (new, exposing.parts)
    return (new, exposing.parts)
  }

  private mutating func uniqueName(_ name: String) -> String {
    var number = 2
    while !names.insert("\(name)_exposed_\(number)").inserted { number += 1 }
    return "\(name)_exposed_\(number)"
  }
}
