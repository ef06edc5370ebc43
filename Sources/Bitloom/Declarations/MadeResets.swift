import RTL

/// Makes a signal of this module the reset of a domain, for the module and all instances within, wherever this stands.
///
/// ```swift
/// let system = ClockDomain(reset: .init(name: "system_rst", kind: .asynchronous))
/// let clean = clocked(by: system) { Instance("reset_synchroniser", ResetSynchroniser()) }
/// clean.asynchronous <== io.button
/// driveReset(of: system, with: clean.synchronised)
/// clocked(by: system) { ... }
/// ```
/// Where no module drives it, the reset of a domain is a port. The signal has the domain's polarity: it resets with 0 when the
/// domain's reset is active low. It becomes a wire with the reset's name, and the reset of all domains with that name.
///
/// What makes the reset must follow the clock of what is reset (R011): from another clock or from outside it comes through a
/// `ResetSynchroniser`. An asynchronous reset comes straight from a register, or is the alternative of several, so that no
/// glitch resets (R012), and not from registers that it resets itself (R013). What resets asynchronously should not be taken by
/// registers as data besides, of which Verilator warns: a register of the domain that is 1 at reset and takes 0 says the same.
public func driveReset(
  of domain: ClockDomain, with signal: Signal, fileID: String = #fileID, line: Int = #line, column: Int = #column
) {
  driveReset(of: domain, with: signal, directly: false, at: Place(file: fileID, line: line, column: column))
}

/// The same without a wire between, for an input that is used for nothing else.
package func driveReset(of domain: ClockDomain, directlyWith signal: Signal) {
  driveReset(of: domain, with: signal, directly: true, at: .unknown)
}

private func driveReset(of domain: ClockDomain, with signal: Signal, directly: Bool, at place: Place) {
  guard let builder = BuilderContext.builder else { return }
  guard builder.accepts(signal, at: place), builder.isBit(signal, .condition(of: "driveReset"), at: place) else {
    return
  }
  guard let reset = domain.reset else {
    builder.report(ClockControlDiagnostics.nothingToDrive(.reset, domain, at: place))
    return
  }
  if let first = builder.controls.drivenResets[reset.name] {
    let control = ClockControlDiagnostics.Control(.reset, reset.name)
    builder.report(control.drivenTwice(builder.definition.name, at: place, first: first.place))
    return
  }
  builder.controls.drivenResets[reset.name] = .init(
    value: builder.resetSignal(signal, named: reset.name, directly: directly, at: place), place: place)
}

extension ModuleBuilder {
  /// A wire of its own, so that a signal of the same name may be read as data, too.
  fileprivate func resetSignal(_ signal: Signal, named name: String, directly: Bool, at place: Place) -> SignalID {
    var wireName = name
    if case .signal(let known) = operation(of: signal) {
      if directly { return known }
      if definition.signals[known].name == name { wireName = "\(name)_wire" }
    }
    let wire = addSignal(wireName, .bit, .wire, at: place)
    drive(wire, signal.expression, in: ModuleDefinition.body, at: definition.places.add(place))
    return SignalID(definition.signals.count - 1)
  }
}
