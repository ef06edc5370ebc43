/// The value of a design's parameter.
public enum ParameterValue: Hashable, Sendable {
  case integer(Int)
  case boolean(Bool)
  /// One of a list of names.
  case choice(String)
}

extension ParameterValue: CustomStringConvertible {
  /// As it is written after `KEY=`.
  public var description: String {
    switch self {
    case .integer(let number): "\(number)"
    case .boolean(let flag): "\(flag)"
    case .choice(let name): name
    }
  }
}

extension ParameterValue: ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByStringLiteral {
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  public init(stringLiteral value: String) { self = .choice(value) }
}

/// The values that a parameter can have.
public enum ParameterDomain: Hashable, Sendable {
  case integer(ClosedRange<Int>)
  case boolean
  case choice([String])

  /// `integer`, `boolean` or `choice`.
  public var typeName: String {
    switch self {
    case .integer: "integer"
    case .boolean: "boolean"
    case .choice: "choice"
    }
  }

  /// What a value must be, to stand after "must be".
  public var requirement: String {
    switch self {
    case .integer(let range): "an integer from \(range.lowerBound) to \(range.upperBound)"
    case .boolean: "true or false"
    case .choice(let names): Wording.alternatives(names)
    }
  }

  /// The values in short, such as `1...16` or `true|false`.
  public var shortText: String {
    switch self {
    case .integer(let range): "\(range.lowerBound)...\(range.upperBound)"
    case .boolean: "true|false"
    case .choice(let names): names.joined(separator: "|")
    }
  }

  public func contains(_ value: ParameterValue) -> Bool {
    switch (self, value) {
    case (.integer(let range), .integer(let number)): range.contains(number)
    case (.boolean, .boolean): true
    case (.choice(let names), .choice(let name)): names.contains(name)
    default: false
    }
  }

  /// Reads a value as it is written after `KEY=`; nil when it is none of this domain.
  public func value(parsing text: String) -> ParameterValue? {
    let value: ParameterValue? =
      switch self {
      case .integer: Int(text).map { .integer($0) }
      case .boolean: Bool(text).map { .boolean($0) }
      case .choice: .choice(text)
      }
    return value.flatMap { contains($0) ? $0 : nil }
  }
}
