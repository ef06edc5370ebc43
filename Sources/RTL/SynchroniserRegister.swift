/// A register that takes what another clock makes, as a timing constraint has to name it.
public struct SynchroniserRegister: Hashable, Sendable {
  /// The instances and the register, from the top module on: `fifo.read_seen_0`.
  public var path: String
  public var width: Int
  /// The clock of the register, by the name of the top module's port.
  public var clock: String
  public var crossing: ClockCrossing
}

extension Design {
  /// The registers at which values pass from one clock to another, the outer ones first, each in the order of its declaration.
  ///
  /// The timing of the paths that end there is not that of their clock: an export makes a constraint of each.
  public var synchronisers: [SynchroniserRegister] {
    let leadsToOne = modulesWithSynchronisers
    var result: [SynchroniserRegister] = []
    var pending = [(module: Design.topID, path: "", clocks: top.domains.map(\.domain.clock))]
    while let (id, path, clocks) = pending.popLast() {
      let module = modules[id]
      for register in module.registers {
        guard let crossing = register.crossing else { continue }
        let signal = module.signals[register.signal]
        result.append(
          SynchroniserRegister(
            path: path + signal.name, width: signal.type.width, clock: clocks[register.domain], crossing: crossing))
      }
      for instance in module.instances.reversed() where leadsToOne[instance.module.index] {
        pending.append((instance.module, "\(path)\(instance.name).", instance.domains.map { clocks[$0] }))
      }
    }
    return result
  }

  /// Whether each module has a synchroniser, itself or in an instance: most of a design has none and is not looked at.
  private var modulesWithSynchronisers: [Bool] {
    var result = [Bool](repeating: false, count: modules.count)
    for id in modulesChildrenFirst {
      let module = modules[id]
      let hasOne = module.registers.contains { $0.crossing != nil }
      result[id.index] = hasOne || module.instances.contains { result[$0.module.index] }
    }
    return result
  }
}
