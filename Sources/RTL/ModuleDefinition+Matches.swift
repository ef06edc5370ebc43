/// How much of the codes of its subject a `match` without `otherwise` names.
public enum MatchCoverage: Hashable, Sendable {
  /// Every code has an arm, or there is an `otherwise`.
  case everyCode
  /// Every case of the subject's enumeration has an arm, and some codes are no case. In the language's sense the match is
  /// complete; `completeMatches` says what holds for the other codes.
  case everyCase
  /// Some code that can occur has no arm.
  case partial
}

extension ModuleDefinition {
  /// How much of its subject's codes a match covers.
  public func coverage(of match: MatchStatement) -> MatchCoverage {
    if match.otherwise != nil { return .everyCode }
    let type = type(of: match.subject)
    let patternCount = match.arms.reduce(0) { $0 + $1.patterns.count }
    // Each pattern occurs once, so their number tells.
    if type.width < 32, patternCount == 1 << type.width { return .everyCode }
    guard let id = type.enumeration, !enumerations[id].cases.isEmpty else { return .partial }
    let patterns = Set(match.arms.flatMap(\.patterns))
    return enumerations[id].cases.allSatisfy { patterns.contains($0.code) } ? .everyCase : .partial
  }
}
