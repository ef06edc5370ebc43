import Bitloom
import RTL
import Simulation

/// Some ports of a running design: those of an interface within the interface, or of an array.
@dynamicMemberLookup
public struct PortGroup<M: Module, Part: Bundle> {
  let bench: Testbench<M>
  let part: Part

  /// A port as a number.
  public subscript(dynamicMember path: KeyPath<Part, Signal>) -> Int {
    get { port(path).value }
    nonmutating set { port(path).value = newValue }
  }

  /// A port that a parameter can switch off, as a number; nil when it has.
  public subscript(dynamicMember path: KeyPath<Part, Signal?>) -> Int? {
    get { bench.value(of: part[keyPath: path]) }
    nonmutating set { bench.setValue(of: part[keyPath: path], newValue) }
  }

  /// A port of an enumeration; nil when it holds no code of it.
  public subscript<E>(dynamicMember path: KeyPath<Part, EnumSignal<E>>) -> E? {
    get { bench.element(of: part[keyPath: path]) }
    nonmutating set { bench.setElement(of: part[keyPath: path], newValue) }
  }

  /// A port with a binary point as a number.
  public subscript(dynamicMember path: KeyPath<Part, Fixed>) -> Double {
    get { bench.number(of: part[keyPath: path]) }
    nonmutating set { bench.setNumber(of: part[keyPath: path], newValue) }
  }

  public subscript<Inner: Bundle>(dynamicMember path: KeyPath<Part, Inner>) -> PortGroup<M, Inner> {
    PortGroup<M, Inner>(bench: bench, part: part[keyPath: path])
  }

  /// A handle on one port.
  public func port(_ path: KeyPath<Part, Signal>) -> Port {
    Port(access: bench.access, index: bench.map.port(of: part[keyPath: path]))
  }

  /// The bits of a port of any width, unknown ones included.
  public func bits(_ path: KeyPath<Part, Signal>) -> LogicBits { port(path).bits }

  /// Sets an input of any width.
  public func set(_ path: KeyPath<Part, Signal>, _ value: Bits) { port(path).set(value) }

  /// Handles on all ports of the group in their declared order.
  public var allPorts: [Port] {
    bench.map.ports(of: part).map { Port(access: bench.access, index: $0) }
  }

  /// All ports of the group as numbers, in their declared order.
  public var values: [Int] {
    get { allPorts.map(\.value) }
    nonmutating set { bench.access.write(allPorts, newValue) }
  }
}

extension PortGroup where Part == [Signal] {
  /// A port of the array.
  public subscript(index: Int) -> Int {
    get { port(at: index)?.value ?? 0 }
    nonmutating set { port(at: index)?.value = newValue }
  }

  private func port(at index: Int) -> Port? {
    guard part.indices.contains(index) else {
      bench.access.report("there is no port \(index) in an array of \(part.count)")
      return nil
    }
    return Port(access: bench.access, index: bench.map.port(of: part[index]))
  }
}

extension PortGroup {
  /// The ports of an element of an array of interfaces. As in an array, the index must exist.
  public subscript<Element: Bundle>(index: Int) -> PortGroup<M, Element> where Part == [Element] {
    PortGroup<M, Element>(bench: bench, part: part[index])
  }

  /// The ports of an interface that a parameter can switch off; nil when it has.
  public func unwrapped<Wrapped: Bundle>() -> PortGroup<M, Wrapped>? where Part == Wrapped? {
    part.map { PortGroup<M, Wrapped>(bench: bench, part: $0) }
  }
}
