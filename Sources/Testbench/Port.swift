import RTL
import Simulation

/// One port of a running design.
public struct Port {
  let access: PortAccess
  let index: Int?

  /// The port as a number.
  public var value: Int {
    get { access.read(index) }
    nonmutating set { access.write(index, newValue) }
  }

  /// The bits of the port, unknown ones included.
  public var bits: LogicBits { access.readBits(index) }

  /// Sets an input of any width.
  public func set(_ bits: Bits) { access.writeBits(index, bits) }

  /// Where the port stands in the interface, such as `input.payload[2]`.
  public var path: String { index.map { access.ports[$0].path } ?? "" }

  /// Number of bits and how they are read.
  public var type: SignalType { index.map { access.ports[$0].type } ?? .bit }
}
