/// Makes random circuits.
public struct CircuitGenerator: Sendable {
  public var options: GeneratorOptions

  public init(options: GeneratorOptions = GeneratorOptions()) {
    self.options = options
  }

  /// The circuit that follows from a seed.
  public func circuit(seed: UInt64) -> CircuitRecipe {
    var random = RandomSource(seed: seed)
    let isForGates = seed.isMultiple(of: UInt64(GeneratorOptions.gateInterval))
    let profile = isForGates ? WidthProfile.gates : WidthProfile(&random)
    let moduleCount = random.element(of: [1, 1, 2, 3, 4])
    let domainCount = random.element(of: [1, 1, 1, 2, 2, 3])
    var recipe = CircuitRecipe(seed: seed, cycles: options.cycles, modules: [])
    recipe.clock = Self.clock(&random, number: 0, of: domainCount)
    for number in 1..<domainCount { recipe.furtherClocks.append(Self.clock(&random, number: number, of: domainCount)) }
    let clockOfDomain = RecipeDomains(recipe).domains.map(\.clock)
    // Every module has a parent, and some a second one.
    var children = [[Int]](repeating: [], count: moduleCount)
    for child in 0..<moduleCount where child > 0 {
      children[random.number(below: child)].append(child)
      if random.oneIn(2) { children[random.number(below: child)].append(child) }
    }
    let share = (options.operators + moduleCount - 1) / moduleCount
    var interfaces: [Int: ModuleInterface] = [:]
    for index in (0..<moduleCount).reversed() {
      // A module knows the domains of those within.
      var domains = Set(children[index].flatMap { interfaces[$0]?.domains ?? [] })
      for domain in 1..<domainCount where index == 0 || random.oneIn(3) { domains.insert(domain) }
      let clocks = ModuleClocks(domains.sorted(), clockOfDomain: clockOfDomain, isTop: index == 0)
      var generator = ModuleGenerator(
        random: random, profile: profile, clocks: clocks, children: children[index].map { ($0, interfaces[$0]) })
      recipe.modules.insert(generator.generate(operators: share), at: 0)
      interfaces[index] = generator.interface
      random = generator.random
    }
    return recipe
  }

  private static func clock(_ random: inout RandomSource, number: Int, of count: Int) -> ClockRecipe {
    let reset = random.element(of: [ClockRecipe.Reset.synchronous, .synchronous, .asynchronous, .asynchronous, .none])
    var clock = ClockRecipe(reset: reset, resetIsActiveLow: random.oneIn(3), usesFallingEdge: random.oneIn(4))
    if number > 0, random.oneIn(3) { clock.sharedWith = random.number(below: number) }
    // Where there is but one clock it mostly ticks in each step.
    if clock.sharedWith == nil, count > 1 ? random.oneIn(2) : random.oneIn(8) {
      let period = random.number(2...(count > 1 ? 5 : 3))
      clock.period = period
      clock.phase = random.number(below: period)
    }
    return clock
  }
}
