/// Takes away what no output depends on: steps, statements, ports of the modules within, and modules.
struct RemoveUnusedSteps {
  private(set) var recipe: CircuitRecipe

  init(_ recipe: CircuitRecipe) {
    self.recipe = recipe
    var before: CircuitRecipe
    repeat {
      before = self.recipe
      for module in self.recipe.modules.indices { removeSteps(module) }
      for module in self.recipe.modules.indices where module > 0 { removePorts(module) }
      removeModules()
    } while self.recipe != before
  }

  private mutating func removeSteps(_ module: Int) {
    var steps = recipe.modules[module].steps
    let live = Self.liveSteps(steps)
    for index in steps.indices {
      guard case .statements(let statements) = steps[index].kind else { continue }
      steps[index].kind = .statements(statements.keeping { live.contains($0.target ?? -1) })
    }
    steps.removeAll { step in
      switch step.kind {
      case .output: false
      case .input: module == 0 && !live.contains(step.id)
      case .statements(let statements): statements.isEmpty
      default: !live.contains(step.id)
      }
    }
    recipe.modules[module].steps = steps
  }

  /// The steps that an output, or a statement that drives a live step, reads.
  private static func liveSteps(_ steps: [Step]) -> Set<Int> {
    var live: Set<Int> = []
    var count = -1
    while live.count != count {
      count = live.count
      for step in steps {
        let kind: Step.Kind
        switch step.kind {
        case .output: kind = step.kind
        case .statements(let statements): kind = .statements(statements.keeping { live.contains($0.target ?? -1) })
        default:
          guard live.contains(step.id) else { continue }
          kind = step.kind
        }
        if case .statements(let statements) = kind, statements.isEmpty { continue }
        for case .value(let id, _) in Step(step.id, enable: step.enable, kind).operands { live.insert(id) }
        live.formUnion(kind.namedSteps)
      }
    }
    return live
  }

  /// Inputs that the module does not read and outputs that no instance of it is asked for.
  private mutating func removePorts(_ module: Int) {
    let steps = recipe.modules[module].steps
    let live = Self.liveSteps(steps)
    let inputs = steps.filter { if case .input = $0.kind { true } else { false } }.map(\.id)
    let outputs = steps.filter { if case .output = $0.kind { true } else { false } }.map(\.id)
    let keptInputs = inputs.indices.filter { live.contains(inputs[$0]) }
    let used = usedOutputs(of: module)
    let keptOutputs = outputs.indices.filter { used.contains($0) }
    let removed = Set(inputs.indices.filter { !keptInputs.contains($0) }.map { inputs[$0] })
      .union(outputs.indices.filter { !keptOutputs.contains($0) }.map { outputs[$0] })
    guard !removed.isEmpty else { return }
    recipe.modules[module].steps.removeAll { removed.contains($0.id) }
    for parent in recipe.modules.indices { adaptInstances(of: module, in: parent, keptInputs, keptOutputs) }
  }

  private func usedOutputs(of module: Int) -> Set<Int> {
    var used: Set<Int> = []
    for parent in recipe.modules {
      let instances = Set(parent.steps.filter { $0.kind.module == module }.map(\.id))
      for step in parent.steps {
        for case .value(let id, let output) in step.operands where instances.contains(id) { used.insert(output) }
      }
    }
    return used
  }

  private mutating func adaptInstances(of module: Int, in parent: Int, _ inputs: [Int], _ outputs: [Int]) {
    var steps = recipe.modules[parent].steps
    let instances = Set(steps.filter { $0.kind.module == module }.map(\.id))
    guard !instances.isEmpty else { return }
    for index in steps.indices {
      if case .instance(module, let sources, let isInlined) = steps[index].kind {
        let kept = inputs.filter { sources.indices.contains($0) }.map { sources[$0] }
        steps[index].kind = .instance(module, inputs: kept, isInlined: isInlined)
      }
      steps[index] = steps[index].mappingOperands { operand in
        guard case .value(let id, let output) = operand, instances.contains(id) else { return operand }
        return .value(id, output: outputs.firstIndex(of: output) ?? output)
      }
    }
    recipe.modules[parent].steps = steps
  }

  /// The last module nobody has an instance of; those behind it move up.
  private mutating func removeModules() {
    let used = Set(recipe.modules.flatMap { $0.steps.compactMap(\.kind.module) })
    guard let unused = recipe.modules.indices.last(where: { $0 > 0 && !used.contains($0) }) else { return }
    recipe.modules.remove(at: unused)
    for module in recipe.modules.indices {
      for index in recipe.modules[module].steps.indices {
        guard case .instance(let child, let inputs, let isInlined) = recipe.modules[module].steps[index].kind else {
          continue
        }
        let moved = child > unused ? child - 1 : child
        recipe.modules[module].steps[index].kind = .instance(moved, inputs: inputs, isInlined: isInlined)
      }
    }
  }
}

extension Step.Kind {
  /// The module that an instance is of.
  fileprivate var module: Int? { if case .instance(let module, _, _) = self { module } else { nil } }
}
