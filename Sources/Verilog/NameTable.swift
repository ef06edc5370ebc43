import RTL

/// The names that a module has given away.
struct NameTable {
  private var taken: Set<String>
  /// The first number that was not tried yet for a name that was taken.
  private var nextNumbers: [String: Int] = [:]

  /// The names that a module gives away itself are taken.
  init(of module: ModuleDefinition) {
    taken = Set(minimumCapacity: module.signals.count + module.memories.count + module.instances.count + 16)
    for signal in module.signals { taken.insert(signal.name) }
    for memory in module.memories { taken.insert(memory.name) }
    for instance in module.instances { taken.insert(instance.name) }
    for check in module.checks { taken.insert(check.name) }
    taken.formUnion(module.expressionNames.values)
    for clock in module.clockPorts { taken.insert(clock.name) }
    for reset in module.resetPorts { taken.insert(reset.name) }
  }

  /// `name`, or `name_2`, `name_3`... when it is taken or reserved by Verilog.
  mutating func unique(_ name: String) -> String {
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
