import RTL

/// What a black box is in Verilog: the module's name, its parameters, how its ports are called there, and where the text is.
///
/// Makes no hardware itself.
public struct ExternalVerilog<IO: Interface> {
  /// How ports are called in Verilog that `ports` does not name.
  public enum Naming: Hashable, Sendable {
    /// `dataIn` is `data_in`, as in emitted modules.
    case snakeCase
    /// `dataIn` is `DATA_IN`, as in most primitives.
    case uppercase
    /// `dataIn` is `dataIn`.
    case asWritten
  }

  let module: String
  let parameters: [BlackBoxParameter]
  let clocks: [BlackBoxClockPorts]
  let ports: [PartialKeyPath<IO>: String]
  let naming: Naming
  let source: VerilogSource
  let combinational: [PartialKeyPath<IO>: [PartialKeyPath<IO>]]?
  let domains: [PartialKeyPath<IO>: ClockDomain]
  let place: Place

  /// Describes a Verilog module.
  ///
  /// - Parameters:
  ///   - module: Its name.
  ///   - parameters: The parameters that are set, in the order in which they are emitted: numbers, texts, `.integer(width)`,
  ///     `.bits(3, width: 4)`. Those left out keep the defaults of the Verilog.
  ///   - clocks: Its clock ports with their resets, which are not fields of the interface.
  ///   - ports: The names of ports that are called otherwise than `naming` says.
  ///   - naming: How the other ports are called.
  ///   - source: Where its text is.
  ///   - combinational: Without a model, the inputs from which each output follows without a clock between; outputs that are
  ///     left out follow from none. When all of it is left out, every output follows from every input.
  ///   - domains: Without a model, and with several clocks, the domain in which an input is sampled or an output made.
  public init(
    _ module: String, parameters: KeyValuePairs<String, BlackBoxParameter.Value> = [:],
    clocks: [BlackBoxClockPorts] = [], ports: [PartialKeyPath<IO>: String] = [:], naming: Naming = .snakeCase,
    source: VerilogSource = .vendor, combinational: [PartialKeyPath<IO>: [PartialKeyPath<IO>]]? = nil,
    domains: [PartialKeyPath<IO>: ClockDomain] = [:], fileID: String = #fileID, line: Int = #line,
    column: Int = #column
  ) {
    self.module = module
    self.parameters = parameters.map { BlackBoxParameter($0.key, $0.value) }
    self.clocks = clocks
    self.ports = ports
    self.naming = naming
    self.source = source
    self.combinational = combinational
    self.domains = domains
    place = Place(file: fileID, line: line, column: column)
  }
}

/// A clock port of a black box, and the reset port that belongs to it.
public struct BlackBoxClockPorts: Hashable, Sendable {
  let clock: String
  let reset: String?
  let polarity: ClockDomain.Reset.Polarity
  /// Nil for the domain in which the black box is instantiated.
  let domain: ClockDomain?

  /// The names in Verilog.
  ///
  /// - Parameters:
  ///   - reset: Nil when no reset belongs to the clock.
  ///   - polarity: The level at which the reset port resets; where that of the domain differs, an inverter is emitted.
  ///   - domain: The domain that is connected; the one in which the black box is instantiated when left out.
  public static func clock(
    _ clock: String, reset: String? = nil, _ polarity: ClockDomain.Reset.Polarity = .activeHigh,
    of domain: ClockDomain? = nil
  ) -> BlackBoxClockPorts {
    BlackBoxClockPorts(clock: clock, reset: reset, polarity: polarity, domain: domain)
  }
}

extension BlackBoxParameter.Value: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral {
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .real(value) }
  public init(stringLiteral value: String) { self = .text(value) }

  /// A number of this many bits, the upper ones of a larger number cut off.
  public static func bits(_ value: Int, width: Int) -> BlackBoxParameter.Value {
    .bits(Bits(value, width: max(width, 1)))
  }
}
