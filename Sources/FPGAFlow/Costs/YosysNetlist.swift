import Cosimulation
import Foundation

/// A netlist as Yosys writes it in JSON: modules, their cells, and what is connected to these.
struct YosysNetlist: Decodable {
  struct Module: Decodable {
    var attributes: [String: Attribute]?
    var cells: [String: Cell]

    /// Whether it is a cell of the target's library, of which only the ports are known.
    var isLibraryCell: Bool { attributes?["blackbox"] != nil || attributes?["whitebox"] != nil }
  }

  struct Cell: Decodable {
    var type: String
    var portDirections: [String: String]?
    var connections: [String: [Bit]]

    private enum CodingKeys: String, CodingKey {
      case type, connections
      case portDirections = "port_directions"
    }
  }

  /// The number of a net, or a constant.
  enum Bit: Decodable {
    case net(Int)
    case constant

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int.self) { self = .net(number) } else { self = .constant }
    }
  }

  /// A number or a text; only whether there is one counts.
  struct Attribute: Decodable {
    init(from decoder: any Decoder) throws {}
  }

  var modules: [String: Module]

  /// The cells of a module, and how often it instantiates which others.
  func resources(of name: String, _ target: SynthesisTarget) -> (own: ResourceCount, instances: [String: Int]) {
    var own = ResourceCount(target)
    var instances: [String: Int] = [:]
    for cell in modules[name]?.cells.values ?? [:].values {
      if let module = modules[cell.type], !module.isLibraryCell {
        instances[cell.type, default: 0] += 1
      } else {
        own.add(cell.type)
      }
    }
    return (own, instances)
  }

  /// The most cells that a signal goes through within a cycle. The module has no others within it.
  func depth(of name: String, _ target: SynthesisTarget) -> Int {
    let cells = (modules[name]?.cells.values).map(Array.init) ?? []
    let combinational = cells.filter { target.kind(ofCell: $0.type).isCombinational }
    var drivers: [Int: Int] = [:]
    for (index, cell) in combinational.enumerated() {
      for net in nets(of: cell, "output") { drivers[net] = index }
    }
    let sources = combinational.map { cell in nets(of: cell, "input").compactMap { drivers[$0] } }
    // Depth first with a stack of its own: carry chains are longer than a thread's stack is deep.
    var depths = [Int](repeating: 0, count: combinational.count)
    var isBegun = [Bool](repeating: false, count: combinational.count)
    for start in combinational.indices where !isBegun[start] {
      var stack = [(cell: start, next: 0)]
      isBegun[start] = true
      while let (cell, next) = stack.last {
        if next < sources[cell].count {
          stack[stack.count - 1].next += 1
          let source = sources[cell][next]
          if !isBegun[source] {
            isBegun[source] = true
            stack.append((source, 0))
          }
        } else {
          depths[cell] = 1 + (sources[cell].map { depths[$0] }.max() ?? 0)
          stack.removeLast()
        }
      }
    }
    return depths.max() ?? 0
  }

  private func nets(of cell: Cell, _ direction: String) -> [Int] {
    var result: [Int] = []
    for (port, bits) in cell.connections where cell.portDirections?[port] == direction {
      for case .net(let number) in bits { result.append(number) }
    }
    return result
  }
}
