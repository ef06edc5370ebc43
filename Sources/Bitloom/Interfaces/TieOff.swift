import RTL

/// Drives everything of an interface that this module has to drive with an idle value, 0 unless said otherwise: outputs of the
/// module, inputs of an instance, and of wires what the interface marks as output. Everything else is left as it is.
///
/// Makes constants alone.
/// ```swift
/// tieOff(io.debug)
/// tieOff(flash.bus, idle: [\.selectN: 1])
/// ```
/// - Parameter idle: The numbers of fields that do not idle at 0.
/// - Returns: The fields that are tied, named as in the interface, such as `payload.red`, in their declared order.
@discardableResult
public func tieOff<B: Bundle>(
  _ interface: B, idle: [KeyPath<B, Signal>: Int] = [:], fileID: String = #fileID, line: Int = #line,
  column: Int = #column
) -> [String] {
  guard let builder = BuilderContext.builder else { return [] }
  let place = Place(file: fileID, line: line, column: column)
  let leaves = LeafVisitor.leaves(of: interface)
  guard leaves.allSatisfy({ builder.accepts($0.signal, at: place) }) else { return [] }
  let numbers = Dictionary(idle.map { (interface[keyPath: $0].id, $1) }) { first, _ in first }
  let tied = leaves.filter { builder.isTied($0) }
  for leaf in leaves where numbers[leaf.signal.id] != nil && !tied.contains(where: { $0.path == leaf.path }) {
    builder.report(InterfaceDiagnostics.idleValueOfInput(leaf.path, at: place))
  }
  if tied.isEmpty { builder.report(InterfaceDiagnostics.nothingToTie(leaves.map(\.path), at: place)) }
  let placeID = builder.definition.places.add(place)
  for leaf in tied { _ = builder.drive(leaf.signal, numbers[leaf.signal.id] ?? 0, at: placeID) }
  return tied.map(\.path)
}

extension ModuleBuilder {
  /// Whether this module drives a field of an interface.
  fileprivate func isTied(_ leaf: LeafVisitor.Leaf) -> Bool {
    guard case .signal(let id) = operation(of: leaf.signal), whyNotDriven(id) == nil else { return false }
    switch definition.signals[id].kind {
    case .port, .instancePort: return true
    case .wire, .register: return leaf.direction != .input
    }
  }
}
