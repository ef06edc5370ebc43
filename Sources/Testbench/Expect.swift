import Bitloom
import RTL
import Simulation

/// Expects a port to have a value now.
///
/// ```swift
/// try simulate(MultiplyAccumulate()) { dut in
///   dut.a = 3
///   dut.b = -2
///   dut.step()
///   expect(dut.sum, -6)
/// }
/// ```
/// A failure tells the values, the last cycles of the ports with this one marked, and the command that repeats the run with the
/// same random numbers and a waveform. The simulation goes on. With `BitloomTesting` it is an issue of the running test at this
/// line; else it is thrown when the simulation is completed. See `ExpectationFailure`.
///
/// - Returns: Whether the port has the value.
@discardableResult
public func expect<M: Module>(
  _ port: PortGroup<M, Signal>, _ expected: Int, fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column
) -> Bool {
  let place = SourcePosition(fileID: fileID, filePath: filePath, line: line, column: column)
  return port.access.expect(port.index, expected, at: place)
}

/// Expects a bit to have a value now.
@discardableResult
public func expect<M: Module>(
  _ port: PortGroup<M, Signal>, _ expected: Bool, fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column
) -> Bool {
  let place = SourcePosition(fileID: fileID, filePath: filePath, line: line, column: column)
  return port.access.expect(port.index, expected ? 1 : 0, at: place)
}

/// Expects a port of any width to have a value now.
@discardableResult
public func expect<M: Module>(
  _ port: PortGroup<M, Signal>, _ expected: Bits, fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column
) -> Bool {
  let place = SourcePosition(fileID: fileID, filePath: filePath, line: line, column: column)
  return port.access.expect(port.index, expected, at: place)
}

/// Expects a port that a parameter can switch off to be there and to have a value now.
@discardableResult
public func expect<M: Module>(
  _ port: PortGroup<M, Signal?>, _ expected: Int, fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column
) -> Bool {
  let place = SourcePosition(fileID: fileID, filePath: filePath, line: line, column: column)
  return port.bench.access.expect(port.part.flatMap { port.bench.map.port(of: $0) }, expected, at: place)
}

/// Expects a port to hold a case of an enumeration now.
@discardableResult
public func expect<M: Module, E>(
  _ port: PortGroup<M, EnumSignal<E>>, _ expected: E, fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column
) -> Bool {
  let place = SourcePosition(fileID: fileID, filePath: filePath, line: line, column: column)
  return port.access.expect(port.bench.map.port(of: port.part.signal), expected.code, at: place)
}

/// Expects a port with a binary point to have a value now.
@discardableResult
public func expect<M: Module>(
  _ port: PortGroup<M, Fixed>, _ expected: Double, fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column
) -> Bool {
  let place = SourcePosition(fileID: fileID, filePath: filePath, line: line, column: column)
  let actual = port.bench.number(of: port.part)
  if actual == expected { return true }
  let index = port.bench.map.port(of: port.part.signal)
  let path = index.map { port.access.ports[$0].path } ?? ""
  let text = actual.isNaN ? "unknown" : "\(actual)"
  port.access.fail("'\(path)' is \(text), expected \(expected)", marking: Set([index].compactMap(\.self)), at: place)
  return false
}

/// Expects all ports of a group, in their declared order, to have values now. All that differ are one failure.
@discardableResult
public func expect<M: Module, Part: Bundle>(
  _ group: PortGroup<M, Part>, _ expected: [Int], fileID: String = #fileID, filePath: String = #filePath,
  line: Int = #line, column: Int = #column
) -> Bool {
  let place = SourcePosition(fileID: fileID, filePath: filePath, line: line, column: column)
  return group.access.expect(group.bench.map.ports(of: group.part), expected, at: place)
}

/// Expects what a handle stands for to have a value now.
@discardableResult
public func expect(
  _ port: Port, _ expected: Int, fileID: String = #fileID, filePath: String = #filePath, line: Int = #line,
  column: Int = #column
) -> Bool {
  let place = SourcePosition(fileID: fileID, filePath: filePath, line: line, column: column)
  return port.access.expect(port.index, expected, at: place)
}

/// Expects what a handle of any width stands for to have a value now.
@discardableResult
public func expect(
  _ port: Port, _ expected: Bits, fileID: String = #fileID, filePath: String = #filePath, line: Int = #line,
  column: Int = #column
) -> Bool {
  let place = SourcePosition(fileID: fileID, filePath: filePath, line: line, column: column)
  return port.access.expect(port.index, expected, at: place)
}

extension PortGroup {
  fileprivate var access: PortAccess { bench.access }
}

extension PortGroup where Part == Signal {
  fileprivate var index: Int? { bench.map.port(of: part) }
}

extension PortAccess {
  func expect(_ port: Int?, _ expected: Int, at place: SourcePosition) -> Bool {
    guard let port else { return expectMissing("\(expected)", at: place) }
    if has(port, expected) { return true }
    let bits = Bits(expected, width: ports[port].type.width)
    // A number that the port cannot have is told as it is.
    let isPossible = fits(expected, ports[port].type)
    let text =
      isPossible ? self.text(of: LogicBits(bits), port: port) : "\(expected), which \(ports[port].type) never is"
    fail(finding(port, text), marking: [port], at: place)
    return false
  }

  func expect(_ port: Int?, _ expected: Bits, at place: SourcePosition) -> Bool {
    guard let port else { return expectMissing("\(expected)", at: place) }
    let bits = readBits(port)
    let width = ports[port].type.width
    if bits.isKnown, bits.value == expected.resized(to: width, signed: false), expected.width <= width { return true }
    let text = expected.width == width ? self.text(of: LogicBits(expected), port: port) : "\(expected)"
    fail(finding(port, text), marking: [port], at: place)
    return false
  }

  func expect(_ group: [Int], _ expected: [Int], at place: SourcePosition) -> Bool {
    guard group.count == expected.count else {
      fail("\(expected.count) numbers are expected of \(group.count) ports", marking: Set(group), at: place)
      return false
    }
    let different = zip(group, expected).filter { !has($0, $1) }
    if different.isEmpty { return true }
    let shown = different.prefix(4).map { finding($0, "\($1)") }
    let rest = different.count - shown.count
    let text = shown.joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : "")
    fail(text, marking: Set(different.map(\.0)), at: place)
    return false
  }

  /// Whether a port has a value. `read` tells unknown bits as a number, which may be the expected one.
  private func has(_ port: Int, _ expected: Int) -> Bool { read(port) == expected && readBits(port).isKnown }

  private func finding(_ port: Int, _ expected: String) -> String {
    "'\(ports[port].path)' is \(text(of: readBits(port), port: port)), expected \(expected)"
  }

  private func expectMissing(_ expected: String, at place: SourcePosition) -> Bool {
    fail("a port that its parameter switches off cannot be \(expected)", marking: [], at: place)
    return false
  }
}
