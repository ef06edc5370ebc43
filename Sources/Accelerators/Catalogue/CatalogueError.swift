import RTL

/// What the catalogue refuses, as one sentence that names the key, the value, and what would be accepted.
public enum CatalogueError: Error, Hashable, Sendable {
  case unknownDesign(name: String, names: [String])
  case unknownPreset(name: String, design: String, names: [String])
  case unknownKey(ParameterSetting, design: String, parameters: [ParameterDescription])
  case badValue(ParameterSetting, ParameterDomain)
  /// Values that are right each by itself do not go together: `key` cannot have its value beside the other one's. With the
  /// other one as it is, its values must be in `domain`.
  case badCombination(key: String, value: ParameterValue, otherKey: String, otherValue: ParameterValue, ParameterDomain)
  /// `key` cannot have its value beside the others: why not, and what it must be.
  case brokenRule(key: String, value: String, rule: String)
}

extension CatalogueError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unknownDesign(let name, let names):
      return "there is no design '\(name)'; \(Self.suggestion(name, names, noun: "the design"))"
    case .unknownPreset(let name, let design, let names):
      return "\(design) has no preset '\(name)'; \(Self.suggestion(name, names, noun: "its preset"))"
    case .unknownKey(let setting, let design, let parameters):
      let subject = "\(design) has no parameter '\(setting.key)' that could be set to \(setting.value.shown)"
      return Self.prefix(setting) + "\(subject); \(Self.suggestion(setting.key, parameters))"
    case .badValue(let setting, let domain):
      let hint = Self.hint(setting, domain)
      return Self.prefix(setting)
        + "\(setting.key) cannot be \(Self.quoted(setting.value.shown)); it must be \(domain.requirement)\(hint)"
    case .badCombination(let key, let value, let otherKey, let otherValue, let domain):
      return "\(key) cannot be \(value) where \(otherKey) is \(otherValue); it must be \(domain.requirement)"
    case .brokenRule(let key, let value, let rule):
      return "\(key) cannot be \(value); \(rule)"
    }
  }

  private static func prefix(_ setting: ParameterSetting) -> String {
    setting.origin.isEmpty ? "" : "\(setting.origin): "
  }

  /// An empty value could not be seen.
  private static func quoted(_ value: String) -> String { value.isEmpty ? "empty" : value }

  private static func suggestion(_ name: String, _ names: [String], noun: String) -> String {
    let nearest = NearestName(to: name, among: names)
    if nearest.isLikely, let nearest = nearest.name { return "did you mean '\(nearest)'?" }
    return "\(noun)\(names.count == 1 ? " is" : "s are") \(Wording.enumeration(names))"
  }

  private static func suggestion(_ key: String, _ parameters: [ParameterDescription]) -> String {
    let nearest = NearestName(to: key, among: parameters.map(\.key))
    if nearest.isLikely, let parameter = parameters.first(where: { $0.key == nearest.name }) {
      return "did you mean '\(parameter.key)', which is \(parameter.domain.requirement)?"
    }
    return "its parameters are \(Wording.enumeration(parameters.map(\.key)))"
  }

  private static func hint(_ setting: ParameterSetting, _ domain: ParameterDomain) -> String {
    guard case .choice(let names) = domain else { return "" }
    let written =
      switch setting.value {
      case .typed(.choice(let name)): name
      default: setting.value.shown
      }
    let nearest = NearestName(to: written, among: names)
    guard nearest.isLikely, let name = nearest.name else { return "" }
    return " (did you mean '\(name)'?)"
  }
}
