import RTL

/// S: bits that are not there.
enum SliceDiagnostics {
  static func bitOutOfRange(_ operand: OperandDescription, _ index: Int, at place: Place) -> Diagnostic {
    Diagnostic(
      "S001", "bit \(index) of \(operand.quoted) does not exist: it has \(bits(operand.type.width))", at: place,
      help: numbering(of: operand.type))
  }

  static func rangeOutOfRange(_ operand: OperandDescription, _ high: Int, _ low: Int, at place: Place) -> Diagnostic {
    if high < low {
      return Diagnostic(
        "S002", "bits \(high)...\(low) of \(operand.quoted) are written the wrong way round", at: place,
        help: "the higher bit stands first: [\(low)...\(high)]")
    }
    return Diagnostic(
      "S002", "bits \(high)...\(low) of \(operand.quoted) do not exist: it has \(bits(operand.type.width))", at: place,
      help: numbering(of: operand.type))
  }

  static func emptyRepetition(_ operand: OperandDescription, _ count: Int, at place: Place) -> Diagnostic {
    Diagnostic(
      "S003", "\(operand.quoted) cannot be repeated \(count) times: at least once", at: place,
      help: "leave it out where it stands for nothing")
  }

  static func emptyConcatenation(at place: Place) -> Diagnostic {
    Diagnostic("S004", "'cat' of nothing has no bits", at: place, help: "leave it out where there is nothing to join")
  }

  static func emptyArray(at place: Place) -> Diagnostic {
    Diagnostic(
      "S005", "an array without elements cannot be indexed", at: place,
      help: "check the parameter that its count comes from")
  }

  static func elementOutOfRange(_ array: String, _ index: String, _ count: Int, at place: Place) -> Diagnostic {
    Diagnostic(
      "S006", "element \(index) of \(quoted(array)) does not exist: it has \(elements(count))", at: place,
      help: count == 1 ? "its only element is element 0" : "elements are numbered from 0 to \(count - 1)")
  }

  static func indexTooNarrow(
    _ array: String, _ index: OperandDescription, _ count: Int, at place: Place
  ) -> Diagnostic {
    let reachable = 1 << index.type.width
    return Diagnostic(
      "S007", "\(index.withType) cannot reach all elements of \(quoted(array)): it has \(elements(count))", at: place,
      help: "use '.extended(to: \(64 - (count - 1).leadingZeroBitCount))', or index the first \(reachable) elements")
  }

  static func unequalParts(_ operand: OperandDescription, _ width: Int, at place: Place) -> Diagnostic {
    Diagnostic(
      "S008", "\(operand.quoted) has \(bits(operand.type.width)), which are not parts of \(width)", at: place,
      help: "the width of a part divides the width of the whole")
  }

  /// `'lanes'`, or `the array` where it has no name.
  static func quoted(_ array: String) -> String { array == "the array" ? array : "'\(array)'" }

  private static func elements(_ count: Int) -> String { count == 1 ? "1 element" : "\(count) elements" }

  private static func numbering(of type: SignalType) -> String {
    type.width == 1 ? "its only bit is bit 0" : "bits are numbered from 0 to \(type.width - 1)"
  }
}
