import RTL

/// D001, D002, D004, D005, D006: signals that nothing drives, and assignments to what other modules drive.
///
/// Every bit of an output and of an instance's input has to be driven, and every bit of a wire that is read, also when only
/// other bits are: a wire is one declaration in the emitted file. A wire or register that nothing reads gives no diagnostic:
/// generators declare what one configuration or another needs, and `RemoveDeadLogic` takes away the rest.
func checkDrivers(_ facts: ModuleFacts) -> [Diagnostic] {
  facts.signalIDs.compactMap { checkDrivers(of: $0, facts) } + checkMemories(facts)
}

private func checkDrivers(of signal: SignalID, _ facts: ModuleFacts) -> Diagnostic? {
  let module = facts.module
  if !module.isDrivenHere(signal, in: facts.design) {
    guard let driver = facts.drivers[signal].first else { return nil }
    return DriverDiagnostics.drivenFromOutside(
      SignalDescription(signal, in: facts), at: module.places[driver.place])
  }
  if case .register(let index) = module.signals[signal].kind {
    return checkRegister(signal, module.registers[index], facts)
  }
  guard facts.needsDriver(signal) else { return nil }
  let width = module.signals[signal].type.width
  let missing = BitRanges(0..<width).subtracting(facts.drivenBits(of: signal))
  if missing.isEmpty { return nil }
  let description = SignalDescription(signal, in: facts)
  let isWire = module.signals[signal].kind == .wire
  let readAt = isWire ? module.places[facts.reads.place(of: signal)] : nil
  if missing == BitRanges(0..<width) { return DriverDiagnostics.neverDriven(description, readAt: readAt) }
  return DriverDiagnostics.bitsNeverDriven(description, bits: missing, width: width, readAt: readAt)
}

/// Bits of a register that are read and never assigned.
private func checkRegister(_ signal: SignalID, _ register: RegisterDefinition, _ facts: ModuleFacts) -> Diagnostic? {
  let held = facts.reads.bits[signal.index].subtracting(facts.drivenBits(of: signal))
  if held.isEmpty { return nil }
  let width = facts.module.signals[signal].type.width
  let isWhole = facts.drivers[signal].isEmpty
  return DriverDiagnostics.registerNeverAssigned(
    SignalDescription(signal, in: facts), bits: isWhole ? BitRanges(0..<width) : held, width: width,
    resetValue: register.resetValue, readAt: facts.module.places[facts.reads.place(of: signal)])
}

/// Memories that are read and never hold anything: that have neither writes nor contents.
private func checkMemories(_ facts: ModuleFacts) -> [Diagnostic] {
  var isWritten = facts.module.memories.map { $0.contents != nil }
  facts.module.walkStatements { statement, _, _ in
    if case .writeMemory(let write) = statement { isWritten[write.memory.index] = true }
  }
  return facts.module.memories.indices.compactMap { index in
    guard !isWritten[index], let readAt = facts.reads.memoryPlaces[index] else { return nil }
    return DriverDiagnostics.memoryNeverWritten(
      facts.module.memories[index], module: facts.module.name, readAt: facts.module.places[readAt])
  }
}
