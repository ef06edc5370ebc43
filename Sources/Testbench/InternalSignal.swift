import Bitloom
import RTL
import Simulation
import Transforms

/// Finds signals and memories within a running design by their paths.
final class InternalAccess {
  let access: PortAccess
  let design: Design
  private var exposed: [String: ExposedSignal] = [:]
  private var memories: [String: Int] = [:]

  init(_ access: PortAccess, _ design: Design, _ exposure: InternalExposure?) {
    self.access = access
    self.design = design
    for signal in exposure?.signals ?? [] { exposed[signal.path] = signal }
    for (number, memory) in access.engine.memories.enumerated() { memories[memory.path] = number }
  }

  func signal(_ path: String) -> InternalSignal {
    let path = InternalPath.withoutTop(path, design)
    if let signal = exposed[path] {
      return InternalSignal(access: access, path: path, kind: .exposed(signal))
    }
    if let port = design.top.ports.firstIndex(where: { $0.name == path || $0.path == path }) {
      return InternalSignal(access: access, path: path, kind: .port(port))
    }
    if let native = access.engine as? NativeSimulator, native.read(path: path) != nil,
      let type = type(ofSignal: path)
    {
      return InternalSignal(access: access, path: path, kind: .native(native, type))
    }
    if type(ofSignal: path) != nil {
      access.report("'\(path)' is not open: name it in 'internals' of the test bench")
    } else {
      access.report(InternalPath.missing(path, "signal", among: InternalPath.all(design)))
    }
    return InternalSignal(access: access, path: path, kind: .missing)
  }

  func memory(_ path: String) -> MemoryHandle {
    let path = InternalPath.withoutTop(path, design)
    if let number = memories[path] {
      return MemoryHandle(access: access, shape: access.engine.memories[number], number: number)
    }
    let shapes = design.memoryShapes
    if shapes.contains(where: { $0.path == path }) {
      access.report("memory '\(path)' is not open: name it in 'internals' of the test bench")
    } else {
      access.report(InternalPath.missing(path, "memory", among: shapes.map(\.path)))
    }
    return MemoryHandle(access: access, shape: MemoryShape(path: path, depth: 0, type: .bit), number: nil)
  }

  /// The type of a signal; nil when there is none of this path.
  private func type(ofSignal path: String) -> SignalType? {
    var names = path.split(separator: ".").map(String.init)
    guard let last = names.popLast() else { return nil }
    var module = design.top
    for name in names {
      guard let instance = module.instances.first(where: { $0.name == name }) else { return nil }
      module = design.modules[instance.module]
    }
    let found = module.signals.first { signal in
      if case .instancePort = signal.kind { return false }
      return signal.name == last
    }
    return found.map { SignalType(width: $0.type.width, isSigned: $0.type.isSigned) }
  }
}

/// A signal within a running design: a handle that reads it, forces it and releases it.
///
/// ```swift
/// try simulate(Top(), on: .verilator, internals: ["core.state", "core.lane_*.sum"]) { dut in
///   let state = dut.signal("core.state")
///   state.force(2)
///   dut.step()
///   expect(dut.signal("core.lane_0.sum"), 0)
///   state.release()
/// }
/// ```
/// While it is forced everything reads the forced value. A register takes it at each edge and keeps it when it is released,
/// until it takes another; a wire has its computed value at once. All engines do the same: the design is given ports for the
/// signals that `internals` names, and nothing else of it changes. The native engine reads all signals without being told.
public struct InternalSignal {
  enum Kind {
    case exposed(ExposedSignal)
    case port(Int)
    case native(NativeSimulator, SignalType)
    case missing
  }

  let access: PortAccess
  /// The instances around it, and its name.
  public let path: String
  let kind: Kind

  /// The value as a number with the sign of the signal; `Testbench.unknown` with unknown bits.
  public var value: Int {
    if let port { return access.read(port) }
    return bits.number(type)
  }

  /// The bits, unknown ones included.
  public var bits: LogicBits {
    if let port { return access.readBits(port) }
    if case .native(let engine, _) = kind, let bits = engine.read(path: path) { return bits }
    return LogicBits(Bits(zeroOfWidth: 1))
  }

  /// Number of bits and how they are read.
  public var type: SignalType {
    if let port { return access.ports[port].type }
    if case .native(_, let type) = kind { return type }
    return .bit
  }

  /// Whether it is forced.
  public var isForced: Bool {
    guard case .exposed(let signal) = kind else { return false }
    return access.read(signal.enablePort) == 1
  }

  /// Makes the signal have a value, whatever is computed for it, until it is released.
  public func force(_ value: Int) {
    if !access.fits(value, type) { reportMisfit("\(value)") }
    force(Bits(value, width: type.width))
  }

  /// Makes the signal have a value of any width.
  public func force(_ value: Bits) {
    if value.width > type.width { reportMisfit("\(value)") }
    switch kind {
    case .exposed(let signal):
      access.engine.write(signal.forcedPort, value.resized(to: type.width, signed: false))
      access.engine.writeWord(signal.enablePort, 1)
    case .port: access.report("'\(path)' is a port and cannot be forced")
    case .native: access.report("'\(path)' cannot be forced: name it in 'internals' of the test bench")
    case .missing: break
    }
  }

  /// Gives the signal back to what is computed for it. Does nothing when it is not forced.
  public func release() {
    if case .exposed(let signal) = kind { access.engine.writeWord(signal.enablePort, 0) }
  }

  /// The port of the engine that has its value.
  var port: Int? {
    switch kind {
    case .exposed(let signal): signal.valuePort
    case .port(let port): port
    case .native, .missing: nil
    }
  }

  private func reportMisfit(_ value: String) {
    if case .missing = kind { return }
    access.report("\(value) does not fit signal '\(path)', which is \(type)")
  }
}

extension Testbench {
  /// A signal within by its path, such as `array.pe_0_1.accumulator`; the name of the top module may stand before it.
  ///
  /// A path that does not exist is told at the end of the simulation, with the nearest ones. See `InternalSignal`.
  public func signal(_ path: String) -> InternalSignal { internals.signal(path) }

  /// The value of a signal within.
  public func peek(_ path: String) -> Int { signal(path).value }

  /// Makes a signal within have a value, whatever is computed for it, until it is released.
  public func force(_ path: String, _ value: Int) { signal(path).force(value) }

  /// Gives a forced signal back to what is computed for it.
  public func release(_ path: String) { signal(path).release() }

  /// A memory within by its path. See `MemoryHandle`.
  public func memory(_ path: String) -> MemoryHandle { internals.memory(path) }
}

/// Expects a signal within to have a value now.
@discardableResult
public func expect(
  _ signal: InternalSignal, _ expected: Int, fileID: String = #fileID, filePath: String = #filePath, line: Int = #line,
  column: Int = #column
) -> Bool {
  let place = SourcePosition(fileID: fileID, filePath: filePath, line: line, column: column)
  if let port = signal.port { return signal.access.expect(port, expected, at: place) }
  if signal.value == expected { return true }
  let text = signal.bits.text(of: signal.type)
  signal.access.fail("'\(signal.path)' is \(text), expected \(expected)", marking: [], at: place)
  return false
}
