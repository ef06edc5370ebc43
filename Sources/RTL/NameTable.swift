/// Names that are given away, and free ones like those that somebody wants.
package struct NameTable {
  private var taken: Set<String>
  /// The first number that was not tried yet for a name that was taken.
  private var nextNumbers: [String: Int] = [:]

  package init(_ names: some Sequence<String>) {
    taken = Set(names)
  }

  /// The names that a module gives away itself are taken.
  package init(of module: ModuleDefinition) {
    taken = Set(minimumCapacity: module.signals.count + module.memories.count + module.instances.count + 16)
    for signal in module.signals { taken.insert(signal.name) }
    for memory in module.memories { taken.insert(memory.name) }
    for instance in module.instances { taken.insert(instance.name) }
    for check in module.checks { taken.insert(check.name) }
    taken.formUnion(module.expressionNames.values)
    for use in module.domains {
      taken.insert(use.domain.clock)
      if let reset = use.domain.reset { taken.insert(reset.name) }
    }
  }

  /// `name`, or `name_2`, `name_3`... when it is taken or reserved; it is taken from now on.
  package mutating func unique(_ name: String) -> String {
    var candidate = name
    var number = nextNumbers[name] ?? 2
    while taken.contains(candidate) || EmittedName.isReserved(candidate) {
      candidate = "\(name)_\(number)"
      number += 1
    }
    if number > 2 { nextNumbers[name] = number }
    taken.insert(candidate)
    return candidate
  }
}
