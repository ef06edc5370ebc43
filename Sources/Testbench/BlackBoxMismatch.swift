import Bitloom
import Cosimulation
import Foundation
import RTL

/// A difference between the declaration of a black box and its Verilog.
public enum BlackBoxMismatch: Hashable, Sendable, CustomStringConvertible {
  /// The Verilog has no such port.
  case missingPort(module: String, name: String, path: String)
  /// The Verilog has a port that is not declared.
  case undeclaredPort(module: String, name: String, direction: VerilogInterface.Direction)
  case width(module: String, name: String, path: String, declared: Int, found: Int)
  case direction(
    module: String, name: String, path: String, declared: VerilogInterface.Direction,
    found: VerilogInterface.Direction)
  /// The Verilog has no such parameter.
  case missingParameter(module: String, name: String)

  public var description: String {
    switch self {
    case .missingPort(let module, let name, let path):
      "'\(path)' is '\(name)' in Verilog, and module '\(module)' has no such port"
    case .undeclaredPort(let module, let name, let direction):
      "\(direction.rawValue) '\(name)' of module '\(module)' is not declared"
    case .width(let module, let name, let path, let declared, let found):
      "'\(path)' has \(Self.bits(declared)), '\(name)' of module '\(module)' has \(found)"
    case .direction(let module, let name, let path, let declared, let found):
      "'\(path)' is an \(declared.rawValue), '\(name)' of module '\(module)' is an \(found.rawValue)"
    case .missingParameter(let module, let name): "module '\(module)' has no parameter '\(name)'"
    }
  }

  private static func bits(_ count: Int) -> String { count == 1 ? "1 bit" : "\(count) bits" }
}

/// Compares the interface of a black box with its Verilog, for the parameters that it sets.
///
/// ```swift
/// #expect(try mismatches(of: SaturatingCounter(width: 9)).isEmpty)
/// ```
/// Signs are not compared: bits are connected as they are.
///
/// - Parameter reader: The tool that reads the Verilog; the first one that is installed when left out.
/// - Returns: What differs, in the order of the declaration, then what is not declared; empty for a black box without Verilog.
/// - Throws: A `DesignError` for mistakes in the black box; a `CosimulationError` when the tool is missing, or refuses the
///   Verilog, with its own words.
public func mismatches<B: BlackBox>(of box: B, reader: VerilogReader? = nil) throws -> [BlackBoxMismatch] {
  let module = try definition(of: box)
  guard let black = module.blackBox, !black.sources.isEmpty else { return [] }
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bitloom-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  for source in black.sources { try Data(source.text.utf8).write(to: folder.appendingPathComponent(source.name)) }
  let paths = black.sources.filter(\.isCompiled).map { folder.appendingPathComponent($0.name).path }
  let tool = ReadVerilogInterface(reader ?? .installed())
  let known = Set(try tool.interface(of: black.verilogName, in: paths).parameters.map(\.name))
  // Yosys does not tell real parameters.
  let missing = black.parameters.filter { !known.contains($0.name) && !$0.value.isReal }
  if !missing.isEmpty { return missing.map { .missingParameter(module: black.verilogName, name: $0.name) } }
  let interface = try tool.interface(of: black.verilogName, in: paths, parameters: black.parameters)
  return module.mismatches(with: interface, black)
}

extension BlackBoxParameter.Value {
  fileprivate var isReal: Bool { if case .real = self { true } else { false } }
}

extension ModuleDefinition {
  fileprivate func mismatches(with interface: VerilogInterface, _ box: BlackBoxDefinition) -> [BlackBoxMismatch] {
    var declared: [(path: String, port: VerilogInterface.Port)] = []
    func add(_ path: String, _ name: String, _ direction: VerilogInterface.Direction, _ width: Int) {
      declared.append((path, .init(name: name, direction: direction, width: width, isSigned: false)))
    }
    for clock in box.clocks {
      add(clock.clock, clock.clock, .input, 1)
      if let reset = clock.reset { add(reset, reset, .input, 1) }
    }
    for (port, name) in zip(ports, box.portNames) {
      add(port.path, name, port.direction == .input ? .input : .output, port.type.width)
    }
    let name = box.verilogName
    var result: [BlackBoxMismatch] = []
    for (path, port) in declared {
      guard let found = interface.ports.first(where: { $0.name == port.name }) else {
        result.append(.missingPort(module: name, name: port.name, path: path))
        continue
      }
      if found.direction != port.direction {
        result.append(
          .direction(module: name, name: port.name, path: path, declared: port.direction, found: found.direction))
      }
      if found.width != port.width {
        result.append(.width(module: name, name: port.name, path: path, declared: port.width, found: found.width))
      }
    }
    let names = Set(declared.map(\.port.name))
    return result
      + interface.ports.filter { !names.contains($0.name) }.map {
        .undeclaredPort(module: name, name: $0.name, direction: $0.direction)
      }
  }
}
