import RTL

/// How diagnostics speak of a signal.
struct SignalDescription {
  /// As the designer writes it: `sum`, `input.valid`, `mac.a`.
  var name: String
  /// With what it is and where: `output 'sum' of module 'mac'`.
  var full: String
  /// Where it was declared; for an instance's port where the instance was made.
  var place: Place

  init(_ signal: SignalID, in facts: ModuleFacts) {
    let module = facts.module
    let definition = module.signals[signal]
    place = definition.place
    switch definition.kind {
    case .port(let index):
      let port = module.ports[index]
      name = port.path
      full = "\(port.direction.rawValue) '\(port.path)' of module '\(module.name)'"
    case .wire:
      name = definition.name
      full = "wire '\(name)' of module '\(module.name)'"
    case .register:
      name = definition.name
      full = "register '\(name)' of module '\(module.name)'"
    case .instancePort(let id, let index):
      let instance = module.instances[id]
      let child = facts.design.modules[instance.module]
      let port = child.ports[index]
      name = "\(instance.name).\(port.path)"
      full = "\(port.direction.rawValue) '\(port.path)' of instance '\(instance.name)' (module '\(child.name)')"
      full += " in module '\(module.name)'"
      if instance.place != .unknown { place = instance.place }
    }
  }

  /// The whole signal, or the part of it that is meant: `bits 7...4 of output 'sum' of module 'mac'`.
  func part(_ bits: BitRanges, ofWidth width: Int) -> String {
    bits == BitRanges(0..<width) ? full : "\(bits) of \(full)"
  }
}

extension BitRanges {
  /// The verb that a part of a signal takes: `is` for the whole and for one bit, `are` for several bits.
  func verb(ofWidth width: Int) -> String {
    let isOne = self == BitRanges(0..<width) || (ranges.count == 1 && ranges[0].count == 1)
    return isOne ? "is" : "are"
  }

  /// The pronoun that goes with the verb.
  func pronoun(ofWidth width: Int) -> String { verb(ofWidth: width) == "is" ? "it" : "them" }
}
