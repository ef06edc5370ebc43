/// How fast a design is.
public struct Performance: Hashable, Sendable {
  /// A figure in numbers and words.
  public struct Figure: Hashable, Sendable {
    public var value: Int
    public var unit: String
    /// What it counts, and the formula behind it.
    public var explanation: String

    public init(_ value: Int, _ unit: String, _ explanation: String) {
      self.value = value
      self.unit = unit
      self.explanation = explanation
    }
  }

  /// From the first operand to the last result.
  public var latency: Figure
  /// What comes out at best.
  public var throughput: Figure

  public init(latency: Figure, throughput: Figure) {
    self.latency = latency
    self.throughput = throughput
  }
}
