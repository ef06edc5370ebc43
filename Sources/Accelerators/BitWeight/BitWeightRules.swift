/// A rule that a combination of parameters breaks.
struct BitWeightRule: Hashable, Sendable {
  /// The parameter that would have to be another, as it is set.
  var key: String
  var value: String
  /// Why not, and what it must be.
  var rule: String
}

extension BitWeightConfiguration {
  /// The first rule that is broken by parameters that are right each by itself.
  var brokenRule: BitWeightRule? {
    if technique == .mac && encoder != .booth {
      return BitWeightRule(
        key: "encoder", value: encoder.rawValue,
        rule: "mac multiplies with an operator and has no encoder to choose: it must be left at booth")
    }
    if technique == .boothMAC && encoder != .booth {
      return BitWeightRule(
        key: "encoder", value: encoder.rawValue,
        rule: "boothMAC is the multiplier of Booth's digits that others are measured by: it must be booth")
    }
    if columns > 1 && !technique.sharesEncoder {
      return BitWeightRule(
        key: "columns", value: "\(columns)",
        rule: "an element of \(technique.rawValue) has its encoder within, so no columns share one: it must be 1")
    }
    if group > 1 && !technique.isSparse {
      return BitWeightRule(
        key: "group", value: "\(group)",
        rule: "\(technique.rawValue) takes all digits of an operand at once, so none are skipped: it must be 1")
    }
    return nil
  }
}
