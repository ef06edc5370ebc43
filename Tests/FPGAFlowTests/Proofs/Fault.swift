import RTL

/// Something wrong that is put into the hardware of a claim, to see whether the claim tells it.
struct Fault: Hashable, Sendable, CustomStringConvertible {
  enum Kind: Hashable, Sendable {
    /// A signal that always has one value, all bits of it.
    case stuck(String, at: Bool)
    /// The first of the operators of one kind, as another one.
    case exchanged(BinaryOperator, for: BinaryOperator)
  }

  /// How the name of the module begins in which it is.
  var module: String
  var kind: Kind

  var description: String {
    switch kind {
    case .stuck(let signal, let value): "\(module): '\(signal)' is always \(value ? 1 : 0)"
    case .exchanged(let right, let wrong): "\(module): \(wrong) for \(right)"
    }
  }

  struct NotFound: Error {
    let fault: Fault
  }

  /// The design with the fault in it.
  func applied(to design: Design) throws -> Design {
    var design = design
    let isMade = design.modules.indices.contains { index in
      design.modules[index].name.hasPrefix(module) && apply(to: &design.modules[index])
    }
    if !isMade { throw NotFound(fault: self) }
    return design
  }

  private func apply(to module: inout ModuleDefinition) -> Bool {
    switch kind {
    case .stuck(let name, let value):
      guard let signal = module.signals.firstIndex(where: { $0.name == name }) else { return false }
      return stick(SignalID(signal), at: value, in: &module)
    case .exchanged(let right, let wrong):
      for index in module.expressions.indices {
        guard case .binary(right, let a, let b) = module.expressions[index].operation else { continue }
        module.expressions[index].operation = .binary(wrong, a, b)
        return true
      }
      return false
    }
  }

  private func stick(_ signal: SignalID, at value: Bool, in module: inout ModuleDefinition) -> Bool {
    var isMade = false
    for block in module.blocks.indices {
      for index in module.blocks[block].statements.indices {
        guard case .assign(var assignment) = module.blocks[block].statements[index], assignment.target.signal == signal
        else { continue }
        let width = assignment.target.width
        let type = module.type(of: assignment.value)
        module.constants.append(Bits(value ? -1 : 0, width: width))
        module.expressions.append(Expression(.constant(ConstantID(module.constants.count - 1)), type))
        assignment.value = ExpressionID(module.expressions.count - 1)
        module.blocks[block].statements[index] = .assign(assignment)
        isMade = true
      }
    }
    return isMade
  }
}
