import RTL

/// Something that keeps a field of two interfaces from being connected.
enum InterfaceMismatch: Equatable {
  enum Side: String { case left, right }

  /// A field, or all in it, that one side alone has.
  case onlyOn(Side, path: String)
  /// An array with different counts.
  case count(path: String, left: Int, right: Int)
  /// The value of the other side does not fit what is driven.
  case type(path: String, driven: Side, target: SignalType, value: SignalType)
  /// Numbers whose binary points stand apart.
  case format(path: String, left: FixedFormat, right: FixedFormat)
  /// What would be driven cannot be.
  case notDriven(path: String, driven: Side, name: String, DriveDiagnostics.Obstacle?)

  /// Everything that keeps `source` from being connected to `target`, in the order of the fields.
  static func all(
    between target: [LeafVisitor.Leaf], and source: [LeafVisitor.Leaf], in builder: ModuleBuilder
  ) -> [InterfaceMismatch] {
    var result = absences(target, source)
    let sources = Dictionary(source.map { ($0.path, $0) }) { first, _ in first }
    for left in target {
      guard let right = sources[left.path] else { continue }
      let flowsBack = left.direction == .input
      let (driven, value) = flowsBack ? (right.signal, left.signal) : (left.signal, right.signal)
      let side: Side = flowsBack ? .right : .left
      if let problem = builder.whyNotConnected(driven) {
        result.append(
          .notDriven(path: left.path, driven: side, name: builder.describe(driven).quoted, problem.obstacle))
      }
      if let leftFormat = left.format, let rightFormat = right.format,
        leftFormat.fractionBits != rightFormat.fractionBits
      {
        result.append(.format(path: left.path, left: leftFormat, right: rightFormat))
        continue
      }
      let (targetType, valueType) = (builder.type(of: driven), builder.type(of: value))
      if !targetType.holds(valueType) {
        result.append(.type(path: left.path, driven: side, target: targetType, value: valueType))
      }
    }
    return result
  }

  /// Fields and elements that one side alone has.
  private static func absences(_ left: [LeafVisitor.Leaf], _ right: [LeafVisitor.Leaf]) -> [InterfaceMismatch] {
    let (leftPaths, rightPaths) = (left.map(\.path), right.map(\.path))
    let (leftTree, rightTree) = (PathCounts(leftPaths), PathCounts(rightPaths))
    var result: [InterfaceMismatch] = []
    func note(_ side: Side, _ path: String, here: PathCounts, there: PathCounts) {
      let mismatch: InterfaceMismatch
      switch here.missing(path, in: there) {
      case nil: return
      case .array(let array)?:
        mismatch = .count(path: array, left: leftTree.count(of: array), right: rightTree.count(of: array))
      case .field(let field)?: mismatch = .onlyOn(side, path: field)
      }
      if !result.contains(mismatch) { result.append(mismatch) }
    }
    for path in leftPaths { note(.left, path, here: leftTree, there: rightTree) }
    for path in rightPaths { note(.right, path, here: rightTree, there: leftTree) }
    return result
  }
}

/// The fields of an interface with the number of elements of each array.
private struct PathCounts {
  enum Missing {
    case field(String)
    case array(String)
  }

  private var elements: [String: Set<Substring>] = [:]
  private var prefixes: Set<String> = []

  init(_ paths: [String]) {
    for path in paths {
      for prefix in Self.prefixes(of: path) {
        prefixes.insert(prefix)
        guard let open = prefix.lastIndex(of: "["), prefix.hasSuffix("]") else { continue }
        elements[String(prefix[..<open]), default: []].insert(prefix[open...])
      }
    }
  }

  func count(of array: String) -> Int { elements[array]?.count ?? 0 }

  /// The outermost part of `path` that another interface does not have.
  func missing(_ path: String, in other: PathCounts) -> Missing? {
    guard let prefix = Self.prefixes(of: path).first(where: { !other.prefixes.contains($0) }) else { return nil }
    if prefix.hasSuffix("]"), let open = prefix.lastIndex(of: "[") { return .array(String(prefix[..<open])) }
    return count(of: prefix) > 0 ? .array(prefix) : .field(prefix)
  }

  /// `bus`, `bus.words`, `bus.words[2]` and so on for `bus.words[2].last`.
  private static func prefixes(of path: String) -> [String] {
    var result: [String] = []
    for index in path.indices where index > path.startIndex {
      if path[index] == "." || path[index] == "[" { result.append(String(path[..<index])) }
    }
    return result + [path]
  }
}

extension ModuleBuilder {
  /// Why a signal cannot be driven by a connection; an obstacle of nil is an expression.
  fileprivate func whyNotConnected(_ signal: Signal) -> (obstacle: DriveDiagnostics.Obstacle?, Void)? {
    var base = signal
    while case .slice(let inner, _) = operation(of: base) { base = Signal(id: inner.raw, owner: owner) }
    if let selection = drivenSelection(base) { return selection.elements.first.flatMap { whyNotConnected($0) } }
    guard case .signal(let id) = operation(of: base) else { return (nil, ()) }
    return whyNotDriven(id).map { ($0, ()) }
  }
}
