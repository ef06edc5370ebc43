/// A position in the user's source.
public struct SourceLocation: Hashable, Sendable {
  /// `Module/File.swift`.
  public var file: String
  public var line: Int
  /// Counted from 1; 0 when only the line is known.
  public var column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}

extension SourceLocation: CustomStringConvertible {
  public var description: String { column == 0 ? "\(file):\(line)" : "\(file):\(line):\(column)" }
}

/// Where something was written.
///
/// Operators cannot take a source position as a default argument, so what they make is placed by the return addresses of
/// their callers, which are turned into a position only when a diagnostic is shown.
public enum Place: Hashable, Sendable {
  case unknown
  case source(SourceLocation)
  /// Return addresses, the innermost first.
  case returnAddresses([UInt])

  public init(file: String, line: Int, column: Int) {
    self = .source(SourceLocation(file: file, line: line, column: column))
  }
}

/// A place as a module keeps it: an index into its source positions or into its return addresses.
public struct PlaceID: Hashable, Sendable {
  var raw: UInt32

  public static let unknown = PlaceID(raw: .max)
}

/// The places of a module's statements.
public struct PlaceTable: Sendable {
  static let framesPerPlace = 12

  private var sources: [SourceLocation] = []
  private var addresses: [UInt] = []
  /// What was found out about return addresses, by place.
  private var resolved: [SourceLocation?] = []

  public init() {}

  public mutating func add(_ source: SourceLocation) -> PlaceID {
    sources.append(source)
    return PlaceID(raw: UInt32(2 * (sources.count - 1)))
  }

  /// Return addresses are kept through `addReturnAddresses`; here they have no place.
  public mutating func add(_ place: Place) -> PlaceID {
    guard case .source(let source) = place else { return .unknown }
    return add(source)
  }

  /// Room for the return addresses of one place, filled by `fill`, which returns how many it wrote.
  public mutating func addReturnAddresses(_ fill: (UnsafeMutableBufferPointer<UInt>) -> Int) -> PlaceID {
    let start = addresses.count
    addresses.append(contentsOf: repeatElement(0, count: Self.framesPerPlace))
    addresses.withUnsafeMutableBufferPointer { buffer in
      _ = fill(UnsafeMutableBufferPointer(rebasing: buffer[start...]))
    }
    return PlaceID(raw: UInt32(2 * (start / Self.framesPerPlace) + 1))
  }

  public subscript(id: PlaceID) -> Place {
    if id == .unknown { return .unknown }
    let index = Int(id.raw / 2)
    if id.raw % 2 == 0 { return .source(sources[index]) }
    if index < resolved.count, let source = resolved[index] { return .source(source) }
    return .returnAddresses(returnAddresses(index))
  }

  private func returnAddresses(_ index: Int) -> [UInt] {
    let start = index * Self.framesPerPlace
    return Array(addresses[start..<start + Self.framesPerPlace].prefix { $0 != 0 })
  }

  /// The places that are kept as return addresses.
  public var unresolvedPlaces: [[UInt]] {
    (0..<addresses.count / Self.framesPerPlace).map { returnAddresses($0) }
  }

  /// Replaces return addresses by the positions that `locate` finds for them.
  public mutating func resolveReturnAddresses(_ locate: ([UInt]) -> SourceLocation?) {
    resolved = unresolvedPlaces.map(locate)
  }
}
