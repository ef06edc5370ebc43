/// `depth` words, written at the active edge and read without a clock. A read with latency is such a read with registers
/// around it: before the address or behind the word.
public struct MemoryDefinition: Sendable {
  public var name: String
  public var depth: Int
  public var type: SignalType
  /// What the words hold before the first edge, as many as there are words; nil when that does not matter.
  public var contents: [Bits]?
  /// The read ports as the designer asked for them.
  public var readPorts: [MemoryReadPort] = []
  public var place: Place
  public var attributes: [Attribute] = []

  public init(name: String, depth: Int, type: SignalType, place: Place) {
    self.name = name
    self.depth = depth
    self.type = type
    self.place = place
  }
}

/// What a read gives when the same word is written at the same edge.
public enum ReadDuringWrite: String, Hashable, Sendable, CaseIterable {
  /// The word as it was before the edge.
  case old
  /// The word as it is after the edge.
  case new
  /// Either, as it suits the memory block that is used. In simulation it is the old word, and an error that is reported.
  case undefined
}

/// What is asked of a read port of a memory.
public struct MemoryReadPort: Hashable, Sendable {
  /// Clock edges from the address to the word: 0, 1 or 2.
  public var latency: Int
  /// Whether some reads are switched off; the port then keeps its last word.
  public var hasEnable: Bool
  public var duringWrite: ReadDuringWrite

  public init(latency: Int, hasEnable: Bool, duringWrite: ReadDuringWrite) {
    self.latency = latency
    self.hasEnable = hasEnable
    self.duringWrite = duringWrite
  }
}

extension MemoryDefinition {
  /// How writes and reads of one word at one edge meet, as far as all read ports agree; nil when they do not, and for reads
  /// without latency.
  public var commonReadDuringWrite: ReadDuringWrite? {
    guard let first = readPorts.first else { return nil }
    let agree = readPorts.allSatisfy { $0.latency > 0 && $0.duringWrite == first.duringWrite }
    return agree ? first.duringWrite : nil
  }
}
