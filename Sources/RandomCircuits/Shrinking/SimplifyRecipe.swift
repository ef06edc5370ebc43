/// The circuits that are a little smaller than a circuit.
struct SimplifyRecipe {
  enum Pass: CaseIterable {
    case keepOneOutput, flattenInstances, dropStatements, cutSteps, replaceBySource, replaceByConstant
    case simplifyClock, narrowTypes, smallerNumbers, fewerCycles
  }

  let recipe: CircuitRecipe

  init(_ recipe: CircuitRecipe) {
    self.recipe = recipe
  }

  func candidates(_ pass: Pass) -> [CircuitRecipe] {
    let candidates: [CircuitRecipe] =
      switch pass {
      case .keepOneOutput: singleOutputs
      case .flattenInstances: flattened
      case .dropStatements: withoutStatements
      case .cutSteps: cut { type, _, isTop in isTop ? [.input(type)] : [] }
      case .replaceBySource: replaced
      case .replaceByConstant: cut { type, _, _ in [.constant(0, type)] }
      case .simplifyClock: simplerClocks
      case .narrowTypes: narrower
      case .smallerNumbers: smallerNumbers
      case .fewerCycles:
        (1..<8).map { recipe.cycles * $0 / 8 }.filter { $0 > 0 }.map { cycles in edited { $0.cycles = cycles } }
      }
    let cleaned = candidates.map { RemoveUnusedSteps($0).recipe }
    return cleaned.filter { $0 != recipe }
  }

  private func edited(_ change: (inout CircuitRecipe) -> Void) -> CircuitRecipe {
    var copy = recipe
    change(&copy)
    return copy
  }

  private func edited(_ module: Int, _ change: (inout [Step]) -> Void) -> CircuitRecipe {
    edited { change(&$0.modules[module].steps) }
  }

  /// All steps with their places, those of the top first, the last ones first.
  private var places: [(module: Int, index: Int, step: Step)] {
    recipe.modules.indices.flatMap { module in
      recipe.modules[module].steps.indices.reversed().map { (module, $0, recipe.modules[module].steps[$0]) }
    }
  }

  // MARK: Passes

  private var singleOutputs: [CircuitRecipe] {
    let outputs = recipe.modules[0].steps.filter { if case .output = $0.kind { true } else { false } }
    guard outputs.count > 1 else { return [] }
    return outputs.map { kept in
      edited(0) { steps in
        steps.removeAll { step in if case .output = step.kind { step.id != kept.id } else { false } }
      }
    }
  }

  private var flattened: [CircuitRecipe] {
    places.compactMap { module, index, step in
      guard case .instance(let child, let inputs, _) = step.kind, recipe.modules.indices.contains(child) else {
        return nil
      }
      return edited(module) { $0.flattenInstance(at: index, recipe.modules[child].steps, inputs) }
    }
  }

  private var withoutStatements: [CircuitRecipe] {
    places.flatMap { module, index, step -> [CircuitRecipe] in
      guard case .statements(let statements) = step.kind else { return [] }
      return SimplifyStatements.simpler(statements).map { simpler in
        edited(module) { $0[index].kind = .statements(simpler) }
      }
    }
  }

  /// Steps with a value replaced by a step that needs nothing.
  private func cut(_ replacements: (NumberType, Step.Kind, _ isTop: Bool) -> [Step.Kind]) -> [CircuitRecipe] {
    guard let plan = try? CircuitPlan(recipe) else { return [] }
    return places.flatMap { module, index, step -> [CircuitRecipe] in
      switch step.kind {
      case .input where module > 0, .output, .statements, .memory, .instance, .stateRegister, .constant, .registerArray:
        return []
      default: break
      }
      guard let value = plan.modules[module].stepIDs.firstIndex(of: step.id) else { return [] }
      return replacements(plan.modules[module].types[value], step.kind, module == 0).filter { $0 != step.kind }.map {
        kind in
        edited(module) { steps in
          steps[index].kind = kind
          if !kind.isClocked { steps[index].enable = nil }
          steps.dropStatements(driving: step.id)
        }
      }
    }
  }

  /// Operations and wires replaced by one of what they read.
  private var replaced: [CircuitRecipe] {
    places.flatMap { module, index, step -> [CircuitRecipe] in
      switch step.kind {
      case .operation, .wire, .memoryRead, .memoryPort, .crossing, .element: break
      default: return []
      }
      return step.kind.operands.filter { if case .value = $0 { true } else { false } }.map { source in
        edited(module) { steps in
          steps.remove(at: index)
          steps.dropStatements(driving: step.id)
          steps.replace(.value(step.id), by: source)
        }
      }
    }
  }

  private var simplerClocks: [CircuitRecipe] {
    var recipes = recipe.clock.simpler.map { simpler in edited { $0.clock = simpler } }
    recipes += places.filter { $0.step.enable != nil }.map { place in
      edited(place.module) { $0[place.index].enable = nil }
    }
    for number in recipe.furtherClocks.indices {
      recipes += recipe.furtherClocks[number].simpler.map { simpler in edited { $0.furtherClocks[number] = simpler } }
      recipes.append(edited { $0.mergeDomain(number + 1) })
    }
    return recipes
  }

  private var narrower: [CircuitRecipe] {
    places.flatMap { module, index, step in
      step.kind.narrower.map { kind in edited(module) { $0[index].kind = kind } }
    }
  }

  private var smallerNumbers: [CircuitRecipe] {
    places.flatMap { module, index, step in
      step.kind.withSmallerNumbers.map { kind in edited(module) { $0[index].kind = kind } }
    }
  }
}

extension CircuitRecipe {
  /// The steps of all modules but for inputs and outputs, a statement for one.
  public var stepCount: Int {
    modules.reduce(0) { count, module in
      module.steps.reduce(count) { count, step in
        switch step.kind {
        case .input, .output: count
        case .statements(let statements): count + statements.reduce(0) { $0 + $1.count }
        default: count + 1
        }
      }
    }
  }
}

extension RecipeStatement {
  /// This statement and those within.
  var count: Int { 1 + bodies.reduce(0) { $1.reduce($0) { $0 + $1.count } } }
}

extension CircuitRecipe {
  /// Puts what is in a domain into domain 0, or into the module's own one, and takes the domain away.
  fileprivate mutating func mergeDomain(_ domain: Int) {
    func merged(_ number: Int?) -> Int? {
      number.flatMap { $0 == domain || $0 == 0 ? nil : $0 > domain ? $0 - 1 : $0 }
    }
    for module in modules.indices {
      for step in modules[module].steps.indices {
        modules[module].steps[step].domain = merged(modules[module].steps[step].domain)
      }
    }
    furtherClocks.remove(at: domain - 1)
    for clock in furtherClocks.indices {
      furtherClocks[clock].sharedWith = furtherClocks[clock].sharedWith.flatMap { shared in
        shared == domain ? 0 : shared > domain ? shared - 1 : shared
      }
    }
  }
}

extension ClockRecipe {
  fileprivate var simpler: [ClockRecipe] {
    var candidates = [ClockRecipe(), ClockRecipe(reset: .none), ClockRecipe(reset: reset)]
    for change: (inout ClockRecipe) -> Void in [
      { $0.resetIsActiveLow = false }, { $0.usesFallingEdge = false }, { $0.sharedWith = nil },
      { ($0.period, $0.phase) = (nil, nil) },
    ] {
      var candidate = self
      change(&candidate)
      candidates.append(candidate)
    }
    return candidates.filter { $0.difficulty < difficulty }
  }

  /// What is rarer counts more, so that simpler clocks are not made harder again.
  fileprivate var difficulty: Int {
    let kind = reset == .none ? 0 : reset == .synchronous ? 1 : 2
    let schedule = (period == nil ? 0 : 1) + (sharedWith == nil ? 0 : 1)
    return kind + schedule + (resetIsActiveLow ? 1 : 0) + (usesFallingEdge ? 1 : 0)
  }
}
