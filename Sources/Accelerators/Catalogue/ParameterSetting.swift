/// A value that the user gives to a parameter, not checked yet.
public struct ParameterSetting: Hashable, Sendable {
  public enum Value: Hashable, Sendable {
    /// As it stands after `KEY=`.
    case text(String)
    /// As it stands in a document that tells numbers, truth values and names apart.
    case typed(ParameterValue)
    /// In such a document, but nothing that any parameter can have; as it is to be shown.
    case unusable(String)

    /// As it is shown.
    var shown: String {
      switch self {
      case .text(let text): text
      // A name in a document is in quotation marks, which tells it from a number.
      case .typed(.choice(let name)): "\"\(name)\""
      case .typed(let value): "\(value)"
      case .unusable(let text): text
      }
    }
  }

  public var key: String
  public var value: Value
  /// Where it was given, such as `array.json:3:11`. Empty for the command line.
  public var origin: String

  public init(key: String, value: Value, origin: String = "") {
    self.key = key
    self.value = value
    self.origin = origin
  }

  func checked(against domain: ParameterDomain) -> ParameterValue? {
    switch value {
    case .text(let text): domain.value(parsing: text)
    case .typed(let value): domain.contains(value) ? value : nil
    case .unusable: nil
    }
  }
}
