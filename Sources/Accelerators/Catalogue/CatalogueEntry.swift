import Bitloom

/// A design of the catalogue: what the command line lists, describes, generates and simulates.
///
/// A new design is one type that conforms, in a file of its own, and an instance of it in `Catalogue.standard`.
public protocol CatalogueEntry: Sendable {
  /// The parameters of the generator, as a Swift program gives them.
  associatedtype Configuration: Sendable

  /// As it stands on the command line, such as `systolic-array`.
  var name: String { get }
  /// What the design is, in a line.
  var summary: String { get }
  /// What `--vectors` counts, as a plural.
  var vectorNoun: String { get }

  /// The configuration whose values are the parameters' standard values.
  var standardConfiguration: Configuration { get }
  var parameters: [DesignParameter<Configuration>] { get }
  /// `small`, `typical`, and more where they make sense.
  var presets: [Preset] { get }
  /// The presets whose Verilog is kept in the repository for reading.
  var referencePresets: [Preset] { get }

  /// What is wrong with values that are right each by itself.
  func problem(of configuration: Configuration) -> CatalogueError?

  func performance(of configuration: Configuration) -> Performance

  /// Builds and checks the design.
  func elaborate(_ configuration: Configuration, warn: (Diagnostic) -> Void) throws -> Design

  /// Runs directed and random vectors through the design and its golden model.
  func verify(
    _ configuration: Configuration, _ request: VerificationRequest, progress: (VerificationProgress) -> Void
  ) throws -> VerificationSummary
}

extension CatalogueEntry {
  public var referencePresets: [Preset] { presets.filter { $0.name == "small" } }
  public func problem(of configuration: Configuration) -> CatalogueError? { nil }
}

// What does not need to know the type of the configuration.

extension CatalogueEntry {
  public var parameterDescriptions: [ParameterDescription] {
    let standard = standardConfiguration
    return parameters.map { parameter in
      ParameterDescription(
        key: parameter.key, domain: parameter.domain, standardValue: parameter.read(standard),
        summary: parameter.summary)
    }
  }

  /// The values of all parameters: the standard ones, those of the preset over them, and the settings over both; a later
  /// setting over an earlier one.
  public func values(preset: String? = nil, _ settings: [ParameterSetting] = []) throws(CatalogueError)
    -> ParameterValues
  {
    var chosen: [String: ParameterValue] = [:]
    if let preset {
      guard let found = presets.first(where: { $0.name == preset }) else {
        throw .unknownPreset(name: preset, design: name, names: presets.map(\.name))
      }
      chosen = found.values
    }
    for setting in settings {
      guard let parameter = parameters.first(where: { $0.key == setting.key }) else {
        throw .unknownKey(setting, design: name, parameters: parameterDescriptions)
      }
      guard let value = setting.checked(against: parameter.domain) else {
        throw .badValue(setting, parameter.domain)
      }
      chosen[setting.key] = value
    }
    let values = self.values(chosen)
    if let problem = problem(of: configuration(values)) { throw problem }
    return values
  }

  /// The values of a preset.
  public func values(of preset: Preset) -> ParameterValues { values(preset.values) }

  private func values(_ chosen: [String: ParameterValue]) -> ParameterValues {
    ParameterValues(
      items: parameterDescriptions.map { .init(key: $0.key, value: chosen[$0.key] ?? $0.standardValue) })
  }

  /// The configuration that has these values.
  public func configuration(_ values: ParameterValues) -> Configuration {
    var configuration = standardConfiguration
    for parameter in parameters {
      if let value = values[parameter.key] { parameter.write(&configuration, value) }
    }
    return configuration
  }

  public func performance(_ values: ParameterValues) -> Performance { performance(of: configuration(values)) }

  public func elaborate(_ values: ParameterValues, warn: (Diagnostic) -> Void = { _ in }) throws -> Design {
    try elaborate(configuration(values), warn: warn)
  }

  public func verify(
    _ values: ParameterValues, _ request: VerificationRequest,
    progress: (VerificationProgress) -> Void = { _ in }
  ) throws -> VerificationSummary {
    try verify(configuration(values), request, progress: progress)
  }
}
