import RTL

/// Connects two interfaces of one kind field by field: what the kind marks as output flows from `source` to `target`, what it
/// marks as input flows back. Where anything does not fit, nothing is connected and one diagnostic names every such field.
@inlinable @inline(__always)
public func <== <B: Bundle>(target: B, source: B) {
  if connect(target, source) == .max { Signal.poisoned() }
}

@usableFromInline @inline(never)
func connect<B: Bundle>(_ target: B, _ source: B) -> UInt32 {
  guard let builder = BuilderContext.builder else { return 0 }
  let place = builder.callerPlace()
  return builder.connect(LeafVisitor.leaves(of: target), LeafVisitor.leaves(of: source), at: place)
}

extension ModuleBuilder {
  /// Connects the fields of two bundles; 0 when all of them could be.
  @discardableResult
  func connect(_ target: [LeafVisitor.Leaf], _ source: [LeafVisitor.Leaf], at place: PlaceID) -> UInt32 {
    // A typed view of one signal has no fields to tell about.
    if target.count == 1, source.count == 1, target[0].path.isEmpty, source[0].path.isEmpty {
      return drive(target[0].signal, source[0].signal, at: place)
    }
    guard (target + source).allSatisfy({ accepts($0.signal, at: definition.places[place]) }) else { return 1 }
    let mismatches = InterfaceMismatch.all(between: target, and: source, in: self)
    guard mismatches.isEmpty else {
      let areExchanged =
        target.count == source.count && InterfaceMismatch.all(between: source, and: target, in: self).isEmpty
      report(
        InterfaceDiagnostics.interfacesDiffer(
          mismatches, areExchanged: areExchanged, at: definition.places[place]))
      return 1
    }
    for (left, right) in zip(target, source) {
      if left.direction == .input {
        _ = drive(right.signal, left.signal, at: place)
      } else {
        _ = drive(left.signal, right.signal, at: place)
      }
    }
    return 0
  }
}
