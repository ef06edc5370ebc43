/// A parameter of a design in the catalogue: its key, the values it can have, and where its configuration keeps it.
public struct DesignParameter<Configuration>: Sendable {
  /// The name of the configuration's property.
  public let key: String
  public let domain: ParameterDomain
  /// What it is, in a sentence.
  public let summary: String
  let read: @Sendable (Configuration) -> ParameterValue
  let write: @Sendable (inout Configuration, ParameterValue) -> Void

  /// A number.
  public static func integer(
    _ key: String, _ path: WritableKeyPath<Configuration, Int> & Sendable, _ range: ClosedRange<Int>, _ summary: String
  ) -> DesignParameter {
    DesignParameter(key: key, domain: .integer(range), summary: summary) {
      .integer($0[keyPath: path])
    } write: {
      if case .integer(let number) = $1 { $0[keyPath: path] = number }
    }
  }

  /// Something that is there or not.
  public static func boolean(
    _ key: String, _ path: WritableKeyPath<Configuration, Bool> & Sendable, _ summary: String
  ) -> DesignParameter {
    DesignParameter(key: key, domain: .boolean, summary: summary) {
      .boolean($0[keyPath: path])
    } write: {
      if case .boolean(let flag) = $1 { $0[keyPath: path] = flag }
    }
  }

  /// A case of an enumeration.
  public static func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
    _ key: String, _ path: WritableKeyPath<Configuration, Choice> & Sendable, _ summary: String
  ) -> DesignParameter where Choice.RawValue == String {
    let names = Choice.allCases.map(\.rawValue)
    return DesignParameter(key: key, domain: .choice(names), summary: summary) {
      .choice($0[keyPath: path].rawValue)
    } write: {
      if case .choice(let name) = $1, let choice = Choice(rawValue: name) { $0[keyPath: path] = choice }
    }
  }
}

/// What is to be known about a parameter, whatever configuration it belongs to.
public struct ParameterDescription: Hashable, Sendable {
  public let key: String
  public let domain: ParameterDomain
  public let standardValue: ParameterValue
  public let summary: String
}

/// Values for some parameters of a design under a name.
public struct Preset: Hashable, Sendable {
  public let name: String
  public let summary: String
  /// The parameters that are not left at their standard values.
  public let values: [String: ParameterValue]

  public init(_ name: String, _ summary: String, _ values: [String: ParameterValue]) {
    self.name = name
    self.summary = summary
    self.values = values
  }
}

/// A checked value for each parameter of a design.
public struct ParameterValues: Hashable, Sendable {
  public struct Item: Hashable, Sendable {
    public let key: String
    public let value: ParameterValue
  }

  /// In the order of the design's parameters.
  public let items: [Item]

  public subscript(key: String) -> ParameterValue? { items.first { $0.key == key }?.value }
}
