import RTL
import Simulation

/// Reading and writing the ports of an engine as numbers.
final class PortAccess {
  let engine: any SimulationEngine
  private(set) var problems: [String] = []
  private let ports: [PortDefinition]

  init(_ engine: any SimulationEngine) {
    self.engine = engine
    ports = engine.ports
  }

  func read(_ port: Int?) -> Int {
    guard let port else { return 0 }
    let type = ports[port].type
    guard type.width <= 64 else { return engine.read(port).value.int(signed: type.isSigned) ?? .min }
    guard engine.isTwoState || engine.read(port).isKnown else { return .min }
    let word = engine.readWord(port)
    guard type.isSigned, type.width < 64 else { return Int(truncatingIfNeeded: word) }
    let shift = 64 - UInt64(type.width)
    return Int(Int64(bitPattern: word << shift) >> Int64(shift))
  }

  func write(_ port: Int?, _ value: Int) {
    guard let port else { return }
    let type = ports[port].type
    if ports[port].direction == .output {
      problems.append("'\(ports[port].path)' is an output and cannot be set to \(value)")
      return
    }
    if !fits(value, type) {
      problems.append("\(value) does not fit port '\(ports[port].path)', which is \(type)")
    }
    if type.width <= 64 {
      engine.writeWord(port, UInt64(bitPattern: Int64(value)))
    } else {
      engine.write(port, Bits(value, width: type.width))
    }
  }

  func readBits(_ port: Int?) -> LogicBits {
    guard let port else { return LogicBits(Bits(zeroOfWidth: 1)) }
    return engine.read(port)
  }

  func writeBits(_ port: Int?, _ value: Bits) {
    guard let port else { return }
    let width = ports[port].type.width
    if value.width > width {
      problems.append("\(value) does not fit port '\(ports[port].path)', which is \(ports[port].type)")
    }
    engine.write(port, value.resized(to: width, signed: false))
  }

  private func fits(_ value: Int, _ type: SignalType) -> Bool {
    if type.width >= 64 { return type.isSigned || value >= 0 || type.width == 64 }
    if type.isSigned { return value >= -(1 << (type.width - 1)) && value < 1 << (type.width - 1) }
    return value >= 0 && (type.width == 63 || value < 1 << type.width)
  }
}
