/// A signal to be put into a finished module.
package struct SignalInsertion {
  package var signal: SignalDefinition
  /// The number of the signal that it is to stand before.
  package var index: Int

  package init(_ signal: SignalDefinition, before index: Int) {
    self.signal = signal
    self.index = index
  }
}

extension ModuleDefinition {
  /// Puts signals into a finished module, which renumbers those behind them. Of several at one index the first one comes first.
  ///
  /// - Returns: The new number of each signal that was there.
  @discardableResult
  package mutating func insert(_ insertions: [SignalInsertion]) -> [SignalID] {
    let old = signals
    let ordered = insertions.enumerated().sorted { ($0.element.index, $0.offset) < ($1.element.index, $1.offset) }
    var pending = ordered.map(\.element)[...]
    var numbers: [SignalID] = []
    signals = []
    for (index, signal) in old.enumerated() {
      while let next = pending.first, next.index <= index {
        signals.append(next.signal)
        pending = pending.dropFirst()
      }
      numbers.append(SignalID(signals.count))
      signals.append(signal)
    }
    signals += pending.map(\.signal)
    renumberSignals(numbers)
    for (index, signal) in signals.enumerated() {
      if case .instancePort(let instance, 0) = signal.kind { instances[instance].firstPort = SignalID(index) }
    }
    return numbers
  }

  private mutating func renumberSignals(_ numbers: [SignalID]) {
    for index in registers.indices { registers[index].signal = numbers[registers[index].signal.index] }
    for index in domains.indices {
      domains[index].resetSignal = domains[index].resetSignal.map { numbers[$0.index] }
    }
    for index in instances.indices where instances[index].firstPort.index < numbers.count {
      instances[index].firstPort = numbers[instances[index].firstPort.index]
    }
    for index in expressions.indices {
      guard case .signal(let signal) = expressions[index].operation else { continue }
      expressions[index].operation = .signal(numbers[signal.index])
    }
    for block in blocks.indices {
      for index in blocks[block].statements.indices {
        guard case .assign(var assignment) = blocks[block].statements[index] else { continue }
        assignment.target.signal = numbers[assignment.target.signal.index]
        blocks[block].statements[index] = .assign(assignment)
      }
    }
  }
}
