import RTL

/// E010: modules that contain themselves, each circle of modules once.
func checkRecursion(_ design: Design) -> [Diagnostic] {
  enum Progress { case new, open, done }
  var progress = [Progress](repeating: .new, count: design.modules.count)
  var diagnostics: [Diagnostic] = []
  for root in design.modules.indices where progress[root] == .new {
    // The instances entered on the way from the root to the module at hand.
    var path: [(module: ModuleID, next: Int)] = [(ModuleID(root), 0)]
    progress[root] = .open
    while let (module, next) = path.last {
      let instances = design.modules[module].instances
      if next == instances.count {
        progress[module.index] = .done
        path.removeLast()
        continue
      }
      path[path.count - 1].next += 1
      let child = instances[next].module
      switch progress[child.index] {
      case .done: break
      case .new:
        progress[child.index] = .open
        path.append((child, 0))
      case .open:
        let start = path.firstIndex { $0.module == child } ?? 0
        let steps = path[start...].map { design.modules[$0.module].instances[$0.next - 1] }
        let names = path[start...].map { design.modules[$0.module].name } + [design.modules[child].name]
        diagnostics.append(HierarchyDiagnostics.recursion(path: names, instances: steps))
        // Further instances of the same circle would tell the same story again.
        path[path.count - 1].next = instances.count
      }
    }
  }
  return diagnostics
}
