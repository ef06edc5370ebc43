import Netlist
import RTL

/// Where the unknown bits of values come from, in one state of a design.
///
/// All operations are evaluated with four-state rules, in which a known operand can hide an unknown one: `0 & x` is 0, and a
/// multiplexer with a known condition looks at one side only. A read of a memory counts as unknown, because a state does not
/// tell what is in memories.
public struct UnknownTrace {
  /// Registers and memories of a netlist, by their indexes.
  public struct Sources: Hashable, Sendable {
    public var registers: Set<Int> = []
    public var memories: Set<Int> = []

    public init(registers: Set<Int> = [], memories: Set<Int> = []) {
      self.registers = registers
      self.memories = memories
    }

    public var isEmpty: Bool { registers.isEmpty && memories.isEmpty }
  }

  private let netlist: Netlist
  private var values: [LogicBits] = []

  /// - Parameters:
  ///   - inputs: The values of the ports of the top module; those of outputs are ignored.
  ///   - registers: The values of the registers, in the order of the netlist.
  public init(_ netlist: Netlist, inputs: [LogicBits], registers: [LogicBits]) {
    self.netlist = netlist
    values.reserveCapacity(netlist.nodes.count)
    for node in netlist.nodes {
      values.append(value(of: node, inputs: inputs, registers: registers))
    }
  }

  /// The registers and memories whose unknown bits reach a node; none when by the rules all its bits are known.
  public func sources(of node: NodeID) -> Sources {
    var sources = Sources()
    var visited: Set<NodeID> = []
    var stack = [node]
    while let id = stack.popLast() {
      guard !values[id.index].isKnown, visited.insert(id).inserted else { continue }
      let node = netlist.nodes[id]
      switch node.kind {
      case .register: sources.registers.insert(Int(node.parameter))
      case .memoryRead where values[node.a.index].isKnown: sources.memories.insert(Int(node.parameter))
      case .mux where values[node.a.index].isKnown: stack.append(values[node.a.index].value.isZero ? node.c : node.b)
      default: node.visitOperands { stack.append($0) }
      }
    }
    return sources
  }

  /// The nodes on a way from one of a node's sources to it, from the source on; empty when it is none of its sources.
  public func way(from source: Sources, to node: NodeID) -> [NodeID] {
    var reachedFrom: [NodeID: NodeID] = [:]
    var stack = [node]
    while let id = stack.popLast() {
      guard !values[id.index].isKnown else { continue }
      let definition = netlist.nodes[id]
      let isSource =
        switch definition.kind {
        case .register: source.registers.contains(Int(definition.parameter))
        case .memoryRead:
          values[definition.a.index].isKnown && source.memories.contains(Int(definition.parameter))
        default: false
        }
      if isSource {
        var way = [id]
        while let last = way.last, last != node, let next = reachedFrom[last] { way.append(next) }
        return way
      }
      visitSources(of: id) { operand in
        if operand != node, reachedFrom[operand] == nil {
          reachedFrom[operand] = id
          stack.append(operand)
        }
      }
    }
    return []
  }

  /// The operands whose unknown bits can reach a node.
  private func visitSources(of id: NodeID, _ visit: (NodeID) -> Void) {
    let node = netlist.nodes[id]
    switch node.kind {
    case .register: break
    case .memoryRead where values[node.a.index].isKnown: break
    case .mux where values[node.a.index].isKnown: visit(values[node.a.index].value.isZero ? node.c : node.b)
    default: node.visitOperands(visit)
    }
  }

  private func value(of node: Node, inputs: [LogicBits], registers: [LogicBits]) -> LogicBits {
    switch node.kind {
    case .input: return inputs[Int(node.parameter)]
    case .register: return registers[Int(node.parameter)]
    case .constant: return LogicBits(netlist.constants[Int(node.parameter)])
    case .memoryRead: return .unknown(width: node.width)
    default: break
    }
    var operands: [LogicBits] = []
    node.visitOperands { operands.append(values[$0.index]) }
    let empty = LogicBits(Bits(zeroOfWidth: 1))
    let (a, b, c) = (operands[0], operands.count > 1 ? operands[1] : empty, operands.count > 2 ? operands[2] : empty)
    let evaluate = { (a: Bits, b: Bits, c: Bits) in
      node.kind.evaluate(a, b, c, width: node.width, parameter: Int(node.parameter)) ?? Bits(zeroOfWidth: node.width)
    }
    if operands.allSatisfy(\.isKnown) { return LogicBits(evaluate(a.value, b.value, c.value)) }
    switch node.kind {
    case .not, .slice, .concatenate, .zeroExtend, .signExtend:
      // Wiring: the unknown bits move as the others do.
      let wiring = node.kind == .not ? a.unknown : evaluate(a.unknown, b.unknown, c.unknown)
      return LogicBits(value: evaluate(a.value, b.value, c.value), unknown: wiring)
    case .and:
      let zeros = (~a.value & ~a.unknown) | (~b.value & ~b.unknown)
      return LogicBits(value: a.value & b.value, unknown: (a.unknown | b.unknown) & ~zeros)
    case .or:
      let ones = a.value | b.value
      return LogicBits(value: ones, unknown: (a.unknown | b.unknown) & ~ones)
    case .xor: return LogicBits(value: a.value ^ b.value, unknown: a.unknown | b.unknown)
    case .mux where a.isKnown: return a.value.isZero ? c : b
    case .mux: return LogicBits(value: b.value, unknown: b.unknown | c.unknown | (b.value ^ c.value))
    case .reduceAnd where !(~a.value & ~a.unknown).isZero: return LogicBits(Bits(0, width: 1))
    case .reduceOr where !a.value.isZero: return LogicBits(Bits(1, width: 1))
    case .equal, .notEqual:
      let differs = !((a.value ^ b.value) & ~(a.unknown | b.unknown)).isZero
      return differs ? LogicBits(Bits(node.kind == .notEqual ? 1 : 0, width: 1)) : .unknown(width: 1)
    default: return .unknown(width: node.width)
    }
  }
}

extension LogicBits {
  /// Nothing but unknown bits.
  static func unknown(width: Int) -> LogicBits {
    LogicBits(value: Bits(zeroOfWidth: width), unknown: Bits(onesOfWidth: width))
  }
}
