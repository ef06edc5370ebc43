import RTL

/// S: bits that are not there.
enum SliceDiagnostics {
  static func bitOutOfRange(_ operand: OperandDescription, _ index: Int, at place: Place) -> Diagnostic {
    Diagnostic(
      "S001", "bit \(index) of \(operand.quoted) does not exist: it has \(bits(operand.type.width))", at: place,
      help: "bits are numbered from 0 to \(operand.type.width - 1)")
  }

  static func rangeOutOfRange(_ operand: OperandDescription, _ high: Int, _ low: Int, at place: Place) -> Diagnostic {
    let help =
      high < low
      ? "the higher bit stands first: [\(low)...\(high)]"
      : "bits are numbered from 0 to \(operand.type.width - 1)"
    return Diagnostic(
      "S002", "bits \(high)...\(low) of \(operand.quoted) do not exist: it has \(bits(operand.type.width))", at: place,
      help: help)
  }

  static func emptyRepetition(_ operand: OperandDescription, _ count: Int, at place: Place) -> Diagnostic {
    Diagnostic("S003", "\(operand.quoted) cannot be repeated \(count) times: at least once", at: place)
  }

  static func emptyConcatenation(at place: Place) -> Diagnostic {
    Diagnostic("S004", "'cat' of nothing has no bits", at: place, help: "leave it out where there is nothing to join")
  }
}
