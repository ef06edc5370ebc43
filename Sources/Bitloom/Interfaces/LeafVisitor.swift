import RTL

/// Collects the signals of a bundle with their paths and directions.
public struct LeafVisitor {
  struct Leaf {
    var path: String
    /// As the owner of the bundle sees it; nil when no field around the signal is marked.
    var direction: PortDefinition.Direction?
    /// The field around the signal's that gives a direction too; nil when there is none, as there should be.
    var otherMarkedField: String?
    var signal: Signal
    /// Where the outermost marked field around the signal is declared; nil when nothing of the user's is marked.
    var declared: Place?
    /// Where the point of a number with a binary point stands.
    var format: FixedFormat?

    /// The field of the interface that the signal is, or is in.
    var outermostField: Substring { path.prefix { $0 != "." && $0 != "[" } }
  }

  var leaves: [Leaf] = []
  private var path: String
  private var direction: PortDefinition.Direction?
  private var markedField: String?
  private var otherMarkedField: String?
  private var isFlipped = false
  private var declared: Place?
  /// Whether the marks within are left out of account.
  private var isMonitored = false

  init(path: String) {
    self.path = path
  }

  /// The signals of a bundle.
  static func leaves(of bundle: some Bundle) -> [Leaf] {
    var visitor = LeafVisitor(path: "")
    bundle.visitLeaves(&visitor)
    return visitor.leaves
  }

  mutating func visit(_ signal: Signal, format: FixedFormat? = nil) {
    let seen = isFlipped ? direction?.flipped : direction
    leaves.append(
      Leaf(
        path: path, direction: seen, otherMarkedField: otherMarkedField, signal: signal, declared: declared,
        format: format))
  }

  mutating func visit(
    _ bundle: any Bundle, at component: String, marked mark: FieldMark? = nil, declared place: FieldPlace? = nil
  ) {
    let outer = (path, direction, markedField, otherMarkedField, isFlipped, isMonitored)
    let outerPlace = declared
    declared = declared ?? place?.place
    path += path.isEmpty && component.hasPrefix(".") ? String(component.dropFirst()) : component
    switch isMonitored ? nil : mark {
    case .flipped: isFlipped.toggle()
    case .input, .output:
      otherMarkedField = markedField
      markedField = path
      direction = mark == .input ? .input : .output
    case .monitored:
      otherMarkedField = markedField
      markedField = path
      direction = .input
      isMonitored = true
    case nil: break
    }
    bundle.visitLeaves(&self)
    (path, direction, markedField, otherMarkedField, isFlipped, isMonitored) = outer
    declared = outerPlace
  }

  /// `input.payload[2].isLast` as `input_payload_2_is_last`.
  static func emittedName(ofPath path: String) -> String {
    let words = path.split { $0 == "." || $0 == "[" || $0 == "]" }
    return words.map { EmittedName.snakeCase(String($0)) }.joined(separator: "_")
  }
}
