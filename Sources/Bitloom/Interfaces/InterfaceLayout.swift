import RTL

/// The ports of a module, found once for all equal modules.
struct InterfaceLayout: Sendable {
  /// In the order in which the interface declares them.
  var ports: [PortDefinition]
  /// The port that the signal made as number `k` is. Swift makes default values after the arguments that are written out, so
  /// signals are not always made in the order of their declaration.
  private var portOfSignal: [Int]
  /// Where the ports are declared, as far as their fields tell it.
  private var declarations: [Place?]

  /// Reads the paths and directions of `interface`, whose signals from `first` on have just been made in `builder`.
  init<IO: Interface>(of interface: IO, first: Int, in builder: ModuleBuilder, module: String) {
    var visitor = LeafVisitor(path: "")
    interface.visitLeaves(&visitor)
    let made = builder.definition.signals[first...].map(\.type)
    let places = builder.definition.signals[first...].map(\.place)
    var portOfSignal = [Int?](repeating: nil, count: made.count)
    var fieldsOfSignal = [[String]](repeating: [], count: made.count)
    // A field with several signals in it is one mistake.
    var fieldsMarkedTwice: Set<String> = []
    var unmarkedFields: Set<Substring> = []
    ports = []
    var declarations: [Place?] = []
    for leaf in visitor.leaves {
      guard leaf.signal.owner == builder.owner, case .signal(let id) = builder.operation(of: leaf.signal),
        id.index >= first
      else { continue }
      let place = leaf.declared ?? places[id.index - first]
      fieldsOfSignal[id.index - first].append(leaf.path)
      if portOfSignal[id.index - first] != nil { continue }
      if let field = leaf.otherMarkedField {
        if fieldsMarkedTwice.insert(field).inserted {
          builder.report(InterfaceDiagnostics.directionTwice(field, leaf.path, module: module, at: place))
        }
      } else if leaf.direction == nil, unmarkedFields.insert(leaf.outermostField).inserted {
        builder.report(InterfaceDiagnostics.noDirection(leaf.path, module: module, at: place))
      }
      portOfSignal[id.index - first] = ports.count
      ports.append(
        PortDefinition(
          name: LeafVisitor.emittedName(ofPath: leaf.path), path: leaf.path, direction: leaf.direction ?? .input,
          type: made[id.index - first]))
      declarations.append(leaf.declared)
    }
    for (index, fields) in fieldsOfSignal.enumerated() where fields.count > 1 {
      let place = portOfSignal[index].flatMap { declarations[$0] } ?? places[index]
      builder.report(InterfaceDiagnostics.signalInSeveralFields(fields, module: module, at: place))
    }
    for (index, type) in made.enumerated() where portOfSignal[index] == nil {
      builder.report(InterfaceDiagnostics.portInNoField(type, module: module, at: places[index]))
      portOfSignal[index] = ports.count
      ports.append(PortDefinition(name: "unused_\(index)", path: "unused\(index)", direction: .input, type: type))
      declarations.append(nil)
    }
    self.portOfSignal = portOfSignal.compactMap { $0 }
    self.declarations = declarations
  }

  /// Puts the signals from `first` on, which the interface has just made, in the order of the ports, and names them. The ports
  /// of an instance are placed where the instance is made.
  func arrange(from first: Int, in builder: ModuleBuilder, prefix: String, at place: Place? = nil) {
    let made = Array(builder.definition.signals[first...])
    guard made.count == ports.count else { return }
    for (index, signal) in made.enumerated() {
      let port = portOfSignal[index]
      var arranged = signal
      arranged.name = prefix.isEmpty ? ports[port].name : "\(prefix)_\(ports[port].name)"
      if let place = place ?? declarations[port] { arranged.place = place }
      switch signal.kind {
      case .instancePort(let instance, _): arranged.kind = .instancePort(instance, port: port)
      case .port, .wire, .register: arranged.kind = .port(port)
      }
      builder.definition.signals[first + port] = arranged
    }
    let start = builder.firstPortExpression
    for index in portOfSignal.indices {
      let port = SignalID(first + portOfSignal[index])
      builder.definition.expressions[start + index].operation = .signal(port)
    }
  }
}
