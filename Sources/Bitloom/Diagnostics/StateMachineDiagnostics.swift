import RTL

/// F: finite-state machines.
enum StateMachineDiagnostics {
  static func unreachable(_ state: String, from initial: String, _ machine: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "F001", "state '\(state)' of state machine '\(machine)' is never reached from '\(initial)'", at: place,
      help: "add a transition to it, or remove the case")
  }

  static func neverLeft(_ state: String, _ machine: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "F002", "state '\(state)' of state machine '\(machine)' is never left", at: place,
      help: "add a transition, or 'markFinal()' where the machine is meant to stop")
  }

  static func finalIsLeft(_ state: String, _ target: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "F003", "state '\(state)' is marked final, but has a transition to '\(target)'", at: place,
      help: "remove 'markFinal()' or the transition")
  }

  static func neverTaken(
    from state: String, to target: String, hiddenBy other: String, after cycles: Int?, at place: Place, earlier: Place
  ) -> Diagnostic {
    let reason =
      switch cycles {
      case nil: "needs no condition"
      case 1?: "is taken after 1 cycle"
      case let count?: "is taken after \(count) cycles"
      }
    return Diagnostic(
      "F004", "the transition from '\(state)' to '\(target)' is never taken: the one to '\(other)' before it \(reason)",
      at: place, notes: [.init("the transition to '\(other)'", at: earlier)],
      help: "put transitions with conditions and shorter timeouts first")
  }

  static func impossibleTimeout(_ cycles: Int, from state: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "F005", "state '\(state)' cannot be left after \(cycles) cycles: 1 to \(1 << 30) are possible", at: place,
      help: cycles < 1 ? "check the parameter that the count comes from" : nil)
  }

  static func moveOutOfPlace(_ state: String, _ target: String, _ machine: String, at place: Place) -> Diagnostic {
    Diagnostic(
      "F006",
      "the transition from '\(state)' to '\(target)' of state machine '\(machine)' stands within another statement",
      at: place, help: "write it directly in the state's case, and its condition as 'when:'")
  }
}
