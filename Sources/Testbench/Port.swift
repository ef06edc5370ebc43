import RTL
import Simulation

/// One port of a running design.
///
/// Reading and writing a port of up to 64 bits under Verilator takes less than a nanosecond: it is a load or a store in the
/// memory of the model.
public struct Port {
  let access: PortAccess
  /// In a table that `access` owns.
  @usableFromInline let direct: UnsafePointer<DirectAccess>

  init(access: PortAccess, index: Int?) {
    self.access = access
    direct = access.directAccess(index)
  }

  /// Nil for a port that its parameter switches off.
  var index: Int? { direct.pointee.port }

  /// The port as a number.
  public var value: Int {
    @inlinable @inline(__always) get { direct.pointee.read() ?? readThroughEngine() }
    @inlinable @inline(__always) nonmutating set { if !direct.pointee.write(newValue) { writeThroughEngine(newValue) } }
  }

  @usableFromInline @inline(never)
  func readThroughEngine() -> Int { access.read(index) }

  @usableFromInline @inline(never)
  func writeThroughEngine(_ value: Int) { access.write(index, value) }

  /// The bits of the port, unknown ones included.
  public var bits: LogicBits { access.readBits(index) }

  /// Sets an input of any width.
  public func set(_ bits: Bits) { access.writeBits(index, bits) }

  /// Where the port stands in the interface, such as `input.payload[2]`.
  public var path: String { index.map { access.ports[$0].path } ?? "" }

  /// Number of bits and how they are read.
  public var type: SignalType { index.map { access.ports[$0].type } ?? .bit }
}
