import Bitloom

/// What the output stage does with one tile of results; a beat of settings belongs to a tile.
///
/// The fields that the configuration has no use for are absent.
public struct OutputSettings: Interface {
  /// Added to column `c`.
  public var bias: [Signal]?
  /// Whether negative results become 0.
  public var relu: Signal?
  /// Whether results are requantised; otherwise they pass as they are.
  public var requantise: Signal?
  /// The factor of column `c`.
  public var multiplier: [Signal]?
  /// The bits that column `c` is shifted right by.
  public var shift: [Signal]?
}

/// The shape of `OutputSettings`.
public struct OutputSettingsShape: Shape {
  public var configuration: SystolicConfiguration

  public init(_ configuration: SystolicConfiguration) {
    self.configuration = configuration
  }

  public func instantiate() -> OutputSettings {
    let columns = configuration.columns
    let requantises = configuration.hasRequantisation
    return OutputSettings(
      bias: configuration.hasBias ? .signed(configuration.accumulatorWidth, count: columns) : nil,
      relu: configuration.hasReLU ? .bit : nil,
      requantise: requantises ? .bit : nil,
      multiplier: requantises ? .unsigned(configuration.multiplierWidth, count: columns) : nil,
      shift: requantises ? .unsigned(configuration.shiftWidth, count: columns) : nil)
  }
}

/// One row of a tile of results.
public struct ResultRow: Interface {
  /// Column `c`; a requantised number is sign-extended.
  public var values: [Signal]
  /// Whether this is the last row of its tile.
  public var last: Signal
}

/// The shape of `ResultRow`.
public struct ResultRowShape: Shape {
  public var columns: Int
  public var width: Int

  public init(_ configuration: SystolicConfiguration) {
    columns = configuration.columns
    width = configuration.accumulatorWidth
  }

  public func instantiate() -> ResultRow {
    ResultRow(values: .signed(width, count: columns), last: .bit)
  }
}
