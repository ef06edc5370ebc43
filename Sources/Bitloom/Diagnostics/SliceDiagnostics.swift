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

  private static func numbering(of type: SignalType) -> String {
    type.width == 1 ? "its only bit is bit 0" : "bits are numbered from 0 to \(type.width - 1)"
  }
}
