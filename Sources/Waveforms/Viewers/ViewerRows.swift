/// The rows that a viewer shows at first: the signals of the top module, then its instances, each a group that is closed.
struct ViewerRows {
  enum Row: Hashable {
    case group(String, isClosed: Bool)
    case signal(scopes: [String], WaveformHierarchy.Variable)
    case endGroup(isClosed: Bool)
  }

  private(set) var rows: [Row] = []

  /// Beyond these a viewer is slow to open; its tree has the others.
  private static let mostSignals = 1000

  private struct Scope {
    var names: [String]
    var variables: [WaveformHierarchy.Variable] = []
  }

  init(_ hierarchy: WaveformHierarchy) {
    var scopes: [Scope] = []
    var open: [Int] = []
    for item in hierarchy.items {
      switch item {
      case .enter(let name, _):
        scopes.append(Scope(names: (open.last.map { scopes[$0].names } ?? []) + [name]))
        open.append(scopes.count - 1)
      case .leave: open.removeLast()
      case .variable(let variable): if let scope = open.last { scopes[scope].variables.append(variable) }
      }
    }
    var count = 0
    for (index, scope) in scopes.enumerated() {
      count += scope.variables.count
      if index > 0, count > Self.mostSignals { break }
      if index == 0 { addTop(scope) } else if !scope.variables.isEmpty { addInstance(scope) }
    }
  }

  /// Clocks and resets, the ports with those of a bundle together, then what is within.
  private mutating func addTop(_ scope: Scope) {
    var bundle: String?
    for variable in scope.variables {
      let name = Self.bundle(of: variable)
      if name != bundle {
        if bundle != nil { rows.append(.endGroup(isClosed: false)) }
        if let name { rows.append(.group(name, isClosed: false)) }
        bundle = name
      }
      rows.append(.signal(scopes: scope.names, variable))
    }
    if bundle != nil { rows.append(.endGroup(isClosed: false)) }
  }

  private mutating func addInstance(_ scope: Scope) {
    rows.append(.group(scope.names.dropFirst().joined(separator: "."), isClosed: true))
    for variable in scope.variables { rows.append(.signal(scopes: scope.names, variable)) }
    rows.append(.endGroup(isClosed: true))
  }

  /// The field of the interface that a port is in: `input` for `input.payload[2]`, nil for a port that is a field itself.
  static func bundle(of variable: WaveformHierarchy.Variable) -> String? {
    guard variable.kind == .input || variable.kind == .output else { return nil }
    let field = variable.path.prefix { $0 != "." && $0 != "[" }
    return field.count < variable.path.count ? String(field) : nil
  }
}
