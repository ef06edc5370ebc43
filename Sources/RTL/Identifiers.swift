// Indexes into the arenas of a `ModuleDefinition` or a `Design`. Four bytes each, and not to be mixed up.

/// An index into one of the arenas of a module or design.
public protocol ArenaIndex: Hashable, Sendable, Comparable, CustomStringConvertible {
  var raw: UInt32 { get }
  init(raw: UInt32)
}

extension ArenaIndex {
  public init(_ index: Int) { self.init(raw: UInt32(truncatingIfNeeded: index)) }
  public var index: Int { Int(raw) }
  public static func < (left: Self, right: Self) -> Bool { left.raw < right.raw }
  public var description: String { String(raw) }
}

public struct ModuleID: ArenaIndex {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

public struct SignalID: ArenaIndex {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

public struct ExpressionID: ArenaIndex {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

public struct ConstantID: ArenaIndex {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

public struct BlockID: ArenaIndex {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

public struct InstanceID: ArenaIndex {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

public struct MemoryID: ArenaIndex {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

/// An index into the clock domains of a module.
public struct DomainID: ArenaIndex {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }

  /// The domain of everything that names no other.
  public static let own = DomainID(raw: 0)
}

public struct EnumerationID: ArenaIndex {
  public let raw: UInt32
  public init(raw: UInt32) { self.raw = raw }
}

extension Array {
  public subscript<ID: ArenaIndex>(id: ID) -> Element {
    @inlinable get { self[Int(id.raw)] }
    @inlinable _modify { yield &self[Int(id.raw)] }
  }
}
