import Bitloom
import RTL
import Simulation

// Ports by name.

extension Testbench {
  /// A port as a number.
  public subscript(dynamicMember path: KeyPath<M.IO, Signal>) -> Int {
    get { access.read(map.port(of: map.io[keyPath: path])) }
    set { access.write(map.port(of: map.io[keyPath: path]), newValue) }
  }

  /// A port of an enumeration; nil when it holds no code of it.
  public subscript<E>(dynamicMember path: KeyPath<M.IO, EnumSignal<E>>) -> E? {
    get {
      let bits = access.readBits(map.port(of: map.io[keyPath: path].signal))
      return bits.isKnown ? E.allCases.first { $0.code == bits.value } : nil
    }
    set {
      if let newValue { access.writeBits(map.port(of: map.io[keyPath: path].signal), newValue.code) }
    }
  }

  /// The ports of an interface, or several ports.
  public subscript<Part: Bundle>(dynamicMember path: KeyPath<M.IO, Part>) -> PortGroup<M, Part> {
    PortGroup(bench: self, part: map.io[keyPath: path])
  }

  /// The bits of a port of any width, unknown ones included.
  public func bits(_ path: KeyPath<M.IO, Signal>) -> LogicBits {
    access.readBits(map.port(of: map.io[keyPath: path]))
  }

  /// Sets an input of any width.
  public func set(_ path: KeyPath<M.IO, Signal>, _ value: Bits) {
    access.writeBits(map.port(of: map.io[keyPath: path]), value)
  }

  /// A handle on one port for loops in which looking it up by name each time costs too much.
  public func port(_ path: KeyPath<M.IO, Signal>) -> Port {
    Port(access: access, index: map.port(of: map.io[keyPath: path]))
  }
}

/// One port of a running design.
public struct Port {
  let access: PortAccess
  let index: Int?

  /// The port as a number.
  public var value: Int {
    get { access.read(index) }
    nonmutating set { access.write(index, newValue) }
  }
}

/// Some ports of a running design: those of an interface within the interface, or of an array.
@dynamicMemberLookup
public struct PortGroup<M: Module, Part: Bundle> {
  let bench: Testbench<M>
  let part: Part

  public subscript(dynamicMember path: KeyPath<Part, Signal>) -> Int {
    get { bench.access.read(bench.map.port(of: part[keyPath: path])) }
    nonmutating set { bench.access.write(bench.map.port(of: part[keyPath: path]), newValue) }
  }

  public subscript<Inner: Bundle>(dynamicMember path: KeyPath<Part, Inner>) -> PortGroup<M, Inner> {
    PortGroup<M, Inner>(bench: bench, part: part[keyPath: path])
  }

  /// A handle on one port.
  public func port(_ path: KeyPath<Part, Signal>) -> Port {
    Port(access: bench.access, index: bench.map.port(of: part[keyPath: path]))
  }

  /// Handles on all ports of the group in their declared order.
  public var allPorts: [Port] {
    bench.map.ports(of: part).map { Port(access: bench.access, index: $0) }
  }

  /// All ports of the group as numbers, in their declared order.
  public var values: [Int] {
    get { allPorts.map(\.value) }
    nonmutating set { for (port, value) in zip(allPorts, newValue) { port.value = value } }
  }
}

extension PortGroup where Part == [Signal] {
  /// A port of the array.
  public subscript(index: Int) -> Int {
    get { bench.access.read(bench.map.port(of: part[index])) }
    nonmutating set { bench.access.write(bench.map.port(of: part[index]), newValue) }
  }
}

extension PortGroup {
  /// The ports of an interface that a parameter can switch off; nil when it has.
  public func unwrapped<Wrapped: Bundle>() -> PortGroup<M, Wrapped>? where Part == Wrapped? {
    part.map { PortGroup<M, Wrapped>(bench: bench, part: $0) }
  }
}
