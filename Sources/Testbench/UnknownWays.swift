import Netlist
import RTL
import Simulation

/// By which wires and registers unknown bits have come from where they began to the registers that have them now.
struct UnknownWays {
  /// Where unknown bits began.
  enum Origin: Hashable {
    case register(Int)
    case memory(Int)
  }

  /// For each origin the names on the way, in their order.
  typealias Ways = [Origin: [String]]

  private let netlist: Netlist
  private let wireNames: [NodeID: String]
  private var waysOfRegister: [Int: Ways] = [:]

  init(_ netlist: Netlist) {
    self.netlist = netlist
    var names: [NodeID: String] = [:]
    for scope in netlist.scopesOutermostFirst {
      let definitions = netlist.module(ofScope: scope).signals
      for signal in netlist.signals(ofScope: scope) where definitions[signal.signal].kind == .wire {
        if names[signal.node] == nil { names[signal.node] = Self.path(definitions[signal.signal].name, scope, netlist) }
      }
    }
    wireNames = names
  }

  private static func path(_ name: String, _ scope: Int, _ netlist: Netlist) -> String {
    let scopes: [String] = netlist.path(ofScope: scope).split(separator: ".").dropFirst().map { String($0) }
    return (scopes + [name]).joined(separator: ".")
  }

  private func name(ofRegister index: Int) -> String {
    let register = netlist.registers[index]
    return Self.path(netlist.module(ofScope: register.scope).signals[register.signal].name, register.scope, netlist)
  }

  /// Forgets registers that are known again.
  mutating func keep(_ unknown: Set<Int>) { waysOfRegister = waysOfRegister.filter { unknown.contains($0.key) } }

  mutating func set(_ ways: Ways, of register: Int) { waysOfRegister[register] = ways }

  /// The ways to a node from the origins of what it takes directly.
  func ways(to node: NodeID, _ trace: UnknownTrace, _ direct: UnknownTrace.Sources) -> Ways {
    var result: Ways = [:]
    for memory in direct.memories.sorted() {
      result[.memory(memory)] = wires(trace.way(from: .init(memories: [memory]), to: node))
    }
    for register in direct.registers.sorted() {
      let wires = wires(trace.way(from: .init(registers: [register]), to: node))
      let known = waysOfRegister[register] ?? [:]
      if known.isEmpty {
        // The register itself is where it began.
        if result[.register(register)] == nil { result[.register(register)] = wires }
      }
      for (origin, way) in known where result[origin] == nil {
        result[origin] = way + [name(ofRegister: register)] + wires
      }
    }
    return result
  }

  private func wires(_ way: [NodeID]) -> [String] { way.compactMap { wireNames[$0] } }
}
