import RTL

/// Connects two interfaces of one kind field by field: what the kind marks as output flows from `source` to `target`, what it
/// marks as input flows back.
@inlinable @inline(__always)
public func <== <B: Bundle>(target: B, source: B) {
  if connect(target, source) == .max { Signal.poisoned() }
}

@usableFromInline @inline(never)
func connect<B: Bundle>(_ target: B, _ source: B) -> UInt32 {
  guard let builder = BuilderContext.builder else { return 0 }
  let place = builder.callerPlace()
  var targets = LeafVisitor(path: "")
  target.visitLeaves(&targets)
  var sources = LeafVisitor(path: "")
  source.visitLeaves(&sources)
  let targetPaths = targets.leaves.map(\.path)
  let sourcePaths = sources.leaves.map(\.path)
  guard targetPaths == sourcePaths else {
    let missing = targetPaths.first { !sourcePaths.contains($0) }
    let extra = sourcePaths.first { !targetPaths.contains($0) }
    builder.report(
      InterfaceDiagnostics.differentFields(missing: missing, extra: extra, at: builder.definition.places[place]))
    return 1
  }
  for (left, right) in zip(targets.leaves, sources.leaves) {
    if left.direction == .input {
      _ = builder.drive(right.signal, left.signal, at: place)
    } else {
      _ = builder.drive(left.signal, right.signal, at: place)
    }
  }
  return 0
}
