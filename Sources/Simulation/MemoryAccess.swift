import Netlist
import RTL

/// A memory of a running design, for the back door: its path without the top module, and its shape.
public struct MemoryShape: Hashable, Sendable {
  /// The instances around it without the top module, and its name: `core.storage`.
  public var path: String
  public var depth: Int
  public var type: SignalType

  public init(path: String, depth: Int, type: SignalType) {
    self.path = path
    self.depth = depth
    self.type = type
  }

  /// The instances around it and its name.
  public var names: [String] { path.split(separator: ".").map(String.init) }
}

extension Design {
  /// All memories of all instances but those of black boxes, outer instances first.
  public var memoryShapes: [MemoryShape] {
    var result: [MemoryShape] = []
    var pending = [(module: Design.topID, prefix: "")]
    while let (id, prefix) = pending.popLast() {
      let module = modules[id]
      if module.blackBox != nil { continue }
      for memory in module.memories {
        result.append(MemoryShape(path: prefix + memory.name, depth: memory.depth, type: memory.type))
      }
      for instance in module.instances.reversed() { pending.append((instance.module, "\(prefix)\(instance.name).")) }
    }
    return result
  }
}

extension Netlist {
  /// The memories by their numbers.
  var memoryShapes: [MemoryShape] {
    memories.map { memory in
      let names = path(of: memory).split(separator: ".").dropFirst()
      let type = module(ofScope: memory.scope).memories[memory.memory].type
      return MemoryShape(path: names.joined(separator: "."), depth: memory.depth, type: type)
    }
  }
}
