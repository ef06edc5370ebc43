/// Makes random circuits.
public struct CircuitGenerator: Sendable {
  public var options: GeneratorOptions

  public init(options: GeneratorOptions = GeneratorOptions()) {
    self.options = options
  }

  /// The circuit that follows from a seed.
  public func circuit(seed: UInt64) -> CircuitRecipe {
    var random = RandomSource(seed: seed)
    let profile = WidthProfile(&random)
    let moduleCount = random.element(of: [1, 1, 2, 3, 4])
    let reset = random.element(of: [ClockRecipe.Reset.synchronous, .synchronous, .asynchronous, .asynchronous, .none])
    let clock = ClockRecipe(reset: reset, resetIsActiveLow: random.oneIn(3), usesFallingEdge: random.oneIn(4))
    // Every module has a parent, and some a second one.
    var children = [[Int]](repeating: [], count: moduleCount)
    for child in 0..<moduleCount where child > 0 {
      children[random.number(below: child)].append(child)
      if random.oneIn(2) { children[random.number(below: child)].append(child) }
    }
    let share = (options.operators + moduleCount - 1) / moduleCount
    var modules: [ModuleRecipe] = []
    var interfaces: [Int: ModuleInterface] = [:]
    for index in (0..<moduleCount).reversed() {
      var generator = ModuleGenerator(
        random: random, profile: profile, children: children[index].map { ($0, interfaces[$0]) })
      modules.insert(generator.generate(operators: share), at: 0)
      interfaces[index] = generator.interface
      random = generator.random
    }
    return CircuitRecipe(seed: seed, cycles: options.cycles, clock: clock, modules: modules)
  }
}

/// The ports of a module that was generated.
struct ModuleInterface {
  var inputs: [NumberType] = []
  var outputs: [NumberType] = []
}
