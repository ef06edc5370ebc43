import RTL

/// What happens around one state of a state machine: when it is entered and left, and where it leads.
public final class StateActions<State: HardwareEnum> {
  let state: State
  var block: BlockID
  private(set) var transitions: [StateTransition<State>] = []
  private(set) var entryActions: [() -> Void] = []
  private(set) var exitActions: [() -> Void] = []
  private(set) var isFinal = false
  /// Where transitions lead that were left out because of a mistake.
  private(set) var mistakenTargets: [State] = []
  /// Whether the body of the state is being run.
  var isOpen = true
  private let machine: String
  private let builder: ModuleBuilder

  init(_ state: State, machine: String, builder: ModuleBuilder) {
    self.state = state
    self.machine = machine
    self.builder = builder
    block = builder.currentBlock
  }

  /// Statements that hold in the cycle before the first one in this state, so that registers have what they are given here when
  /// the state begins. Called for each transition that leads here, one from the state to itself included.
  public func onEntry(_ action: @escaping () -> Void) { entryActions.append(action) }

  /// Statements that hold in the last cycle in this state. Called for each transition that leads away.
  public func onExit(_ action: @escaping () -> Void) { exitActions.append(action) }

  /// Says that the machine stops here: only a reset leads away.
  public func markFinal() { isFinal = true }

  /// Leaves the state when `condition` holds, or in any case when there is none. Of several transitions the first one that can be
  /// taken is. One to the state itself leaves it and enters it again.
  ///
  /// - Parameter action: Statements that hold in the cycle in which the transition is taken.
  public func move(
    to target: State, when condition: Signal? = nil, fileID: String = #fileID, line: Int = #line,
    column: Int = #column, _ action: (() -> Void)? = nil
  ) {
    let place = Place(file: fileID, line: line, column: column)
    add(StateTransition(target: target, condition: condition, cycles: nil, place: place, action: action))
  }

  /// Leaves the state after it has lasted `cycles` cycles; with a condition, as soon as that holds in the last of them or later.
  ///
  /// - Parameter cycles: 1 to 2^30.
  public func move(
    to target: State, after cycles: Int, when condition: Signal? = nil, fileID: String = #fileID, line: Int = #line,
    column: Int = #column, _ action: (() -> Void)? = nil
  ) {
    let place = Place(file: fileID, line: line, column: column)
    guard cycles >= 1, cycles <= 1 << 30 else {
      mistakenTargets.append(target)
      return builder.report(StateMachineDiagnostics.impossibleTimeout(cycles, from: "\(state)", at: place))
    }
    add(StateTransition(target: target, condition: condition, cycles: cycles, place: place, action: action))
  }

  private func add(_ transition: StateTransition<State>) {
    guard isOpen, builder.currentBlock == block else {
      mistakenTargets.append(transition.target)
      return builder.report(
        StateMachineDiagnostics.moveOutOfPlace("\(state)", "\(transition.target)", machine, at: transition.place))
    }
    if let condition = transition.condition {
      guard builder.accepts(condition, at: transition.place),
        builder.isBit(condition, .condition(of: "move"), at: transition.place)
      else {
        mistakenTargets.append(transition.target)
        return
      }
    }
    transitions.append(transition)
  }

  var hasTimeout: Bool { transitions.contains { $0.cycles != nil } }

  /// The value at which the timer stops in this state; nil where the state is left before it would go on.
  var lastCountedCycle: Int? {
    let longest = transitions.compactMap(\.cycles).max() ?? 1
    let ends = transitions.contains { $0.condition == nil && ($0.cycles ?? 1) >= longest && $0.cycles != nil }
    return ends ? nil : longest - 1
  }
}

/// A way out of a state.
struct StateTransition<State: HardwareEnum> {
  var target: State
  var condition: Signal?
  /// How long the state lasts first.
  var cycles: Int?
  var place: Place
  var action: (() -> Void)?

  /// Whether a later transition of the state is never taken because of this one.
  func hides(_ later: StateTransition) -> Bool {
    guard condition == nil else { return false }
    guard let cycles else { return true }
    // At the same time or later; without a timeout it can be taken earlier.
    return later.cycles.map { $0 >= cycles } ?? false
  }
}
