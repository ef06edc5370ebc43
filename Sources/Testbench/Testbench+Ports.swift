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

  /// A port that a parameter can switch off, as a number; nil when it has.
  public subscript(dynamicMember path: KeyPath<M.IO, Signal?>) -> Int? {
    get { value(of: map.io[keyPath: path]) }
    set { setValue(of: map.io[keyPath: path], newValue) }
  }

  /// A port of an enumeration; nil when it holds no code of it.
  public subscript<E>(dynamicMember path: KeyPath<M.IO, EnumSignal<E>>) -> E? {
    get { element(of: map.io[keyPath: path]) }
    set { setElement(of: map.io[keyPath: path], newValue) }
  }

  /// A port with a binary point as a number. What is set must be a value of the port's format; what is read is the nearest
  /// `Double`, and not a number where a bit is unknown. `dut.port(\.gain.signal)` has the bits.
  public subscript(dynamicMember path: KeyPath<M.IO, Fixed>) -> Double {
    get { number(of: map.io[keyPath: path]) }
    set { setNumber(of: map.io[keyPath: path], newValue) }
  }

  /// The ports of an interface, or several ports.
  public subscript<Part: Bundle>(dynamicMember path: KeyPath<M.IO, Part>) -> PortGroup<M, Part> {
    PortGroup(bench: self, part: map.io[keyPath: path])
  }

  /// The bits of a port of any width, unknown ones included.
  public func bits(_ path: KeyPath<M.IO, Signal>) -> LogicBits { port(path).bits }

  /// Sets an input of any width.
  public func set(_ path: KeyPath<M.IO, Signal>, _ value: Bits) { port(path).set(value) }

  /// A handle on one port for loops in which looking it up by name each time costs too much.
  public func port(_ path: KeyPath<M.IO, Signal>) -> Port {
    Port(access: access, index: map.port(of: map.io[keyPath: path]))
  }

  // MARK: Ports of a group

  func value(of signal: Signal?) -> Int? {
    signal.map { access.read(map.port(of: $0)) }
  }

  func setValue(of signal: Signal?, _ value: Int?) {
    guard let value else { return }
    guard let signal else { return access.report("a port that its parameter switches off cannot be set to \(value)") }
    access.write(map.port(of: signal), value)
  }

  func number(of fixed: Fixed) -> Double {
    let bits = access.readBits(map.port(of: fixed.signal))
    return bits.isKnown ? fixed.format.value(of: bits.value) : .nan
  }

  func setNumber(of fixed: Fixed, _ value: Double) {
    let port = map.port(of: fixed.signal)
    guard let bits = fixed.format.bits(of: value) else {
      let path = port.map { access.ports[$0].path } ?? ""
      return access.report("\(value) is no value of port '\(path)', which is \(fixed.format)")
    }
    access.writeBits(port, bits)
  }

  func element<E>(of signal: EnumSignal<E>) -> E? {
    let bits = access.readBits(map.port(of: signal.signal))
    return bits.isKnown ? E.allCases.first { $0.code == bits.value } : nil
  }

  func setElement<E>(of signal: EnumSignal<E>, _ element: E?) {
    if let element { access.writeBits(map.port(of: signal.signal), element.code) }
  }
}
