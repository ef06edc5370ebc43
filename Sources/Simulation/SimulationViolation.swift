import RTL

/// Something that a design did in simulation and must not do, such as reading a word of a memory that does not exist. The
/// simulation goes on.
public struct SimulationViolation: Hashable, Sendable, CustomStringConvertible {
  /// The number of the active clock edge, the first one of the simulation being 0.
  public var edge: Int
  public var message: String
  /// Where the statement stands that did it.
  public var place: Place

  public init(edge: Int, message: String, place: Place) {
    self.edge = edge
    self.message = message
    self.place = place
  }

  public var description: String {
    guard case .source(let location) = place else { return "clock edge \(edge): \(message)" }
    return "clock edge \(edge): \(message) (\(location))"
  }
}
