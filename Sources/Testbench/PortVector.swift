import Bitloom
import RTL
import Simulation

/// A handle on several ports of a running design that are set or read together, such as those of an array.
///
/// Ports of one type that are neighbours in the memory of a Verilator model, and those of an array are, take less than half a
/// nanosecond each. Any other ports, and other engines, are reached one by one.
///
/// ```swift
/// let (operands, sums) = (dut.ports(\.a), dut.ports(\.sums))
/// var row: [Int32] = []
/// for vector in vectors {
///   operands.set(vector)
///   dut.step()
///   sums.read(into: &row)
/// }
/// ```
public struct PortVector {
  private let access: PortAccess
  private let ports: [Port]
  /// The ports in the memory of their engine; nil where they are not side by side.
  @usableFromInline let row: DirectRow?

  init(access: PortAccess, ports: [Int]) {
    self.access = access
    self.ports = ports.map { Port(access: access, index: $0) }
    row = DirectRow(ports.map { ($0, access.ports[$0]) }, of: access.engine)
  }

  /// Number of ports.
  public var count: Int { ports.count }

  /// One of the ports. As in an array, the index must exist.
  public subscript(index: Int) -> Port { ports[index] }

  /// Sets the ports to as many numbers, in their declared order.
  ///
  /// A number that does not fit its port, or a number too few or too many, is reported when the simulation is completed.
  @inlinable
  public func set<Numbers: Collection>(_ numbers: Numbers) where Numbers.Element: FixedWidthInteger {
    let isSet = numbers.withContiguousStorageIfAvailable { row?.write($0) ?? false } ?? false
    if !isSet { setOneByOne(Array(numbers)) }
  }

  /// Puts the ports as numbers into an array, which is made as long as there are ports. Nothing is allocated where it is that long.
  ///
  /// A type of numbers that does not hold all values of a port is reported when the simulation is completed; an output with
  /// unknown bits reads as `Testbench.unknown`, or 0 where the type has no such number.
  @inlinable
  public func read<Number: FixedWidthInteger>(into numbers: inout [Number]) {
    if numbers.count != count { numbers = Array(repeating: 0, count: count) }
    guard let row, row.canRead(Number.self) else { return readOneByOne(into: &numbers) }
    if row.isStale.pointee { settle() }
    numbers.withUnsafeMutableBufferPointer { row.read(into: $0) }
  }

  /// All ports as numbers, in their declared order.
  public var values: [Int] {
    get {
      var numbers: [Int] = []
      read(into: &numbers)
      return numbers
    }
    nonmutating set { set(newValue) }
  }

  @usableFromInline @inline(never)
  func settle() {
    if let port = ports.first { _ = port.value }
  }

  @usableFromInline @inline(never)
  func setOneByOne<Number: FixedWidthInteger>(_ numbers: [Number]) {
    access.checkCount(ports, numbers.count)
    for (port, number) in zip(ports, numbers) {
      if let number = Int(exactly: number) {
        port.value = number
      } else {
        // Only a number without sign is not an `Int`; ports of 64 bits and more take it.
        port.set(Bits(UInt64(truncatingIfNeeded: number), width: 64))
      }
    }
  }

  @usableFromInline @inline(never)
  func readOneByOne<Number: FixedWidthInteger>(into numbers: inout [Number]) {
    for (place, port) in ports.enumerated() {
      if let index = port.index { numbers[place] = access.number(port.value, of: index) }
    }
  }
}

extension Testbench {
  /// A handle on all ports of an array or of an interface, in their declared order, for loops in which single ports cost too much.
  public func ports<Part: Bundle>(_ path: KeyPath<M.IO, Part>) -> PortVector {
    PortVector(access: access, ports: map.ports(of: map.io[keyPath: path]))
  }
}
