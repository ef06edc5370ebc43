/// All modules of a design. The top is module 0; a module stands before the modules it instantiates first.
public struct Design: Sendable {
  public var modules: [ModuleDefinition]

  public init(modules: [ModuleDefinition]) {
    self.modules = modules
  }

  public static let topID = ModuleID(raw: 0)
  public var top: ModuleDefinition { modules[0] }

  /// The modules, each after all the modules it instantiates.
  public var modulesChildrenFirst: [ModuleID] {
    var order: [ModuleID] = []
    var state = [UInt8](repeating: 0, count: modules.count)
    var stack = [(module: Self.topID, nextInstance: 0)]
    state[0] = 1
    while let (module, next) = stack.last {
      let instances = modules[module].instances
      if next == instances.count {
        order.append(module)
        stack.removeLast()
        continue
      }
      stack[stack.count - 1].nextInstance += 1
      let child = instances[next].module
      if state[child.index] == 0 {
        state[child.index] = 1
        stack.append((child, 0))
      }
    }
    return order
  }
}
