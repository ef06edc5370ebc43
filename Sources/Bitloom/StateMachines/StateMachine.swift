import RTL

/// A state machine: a register that holds a case of an enumeration, what holds in each state, and when it is left.
///
/// The body is called once for each state, so Swift checks that none is forgotten. Its statements hold while the machine is in
/// the state; the second argument takes what happens when the state is entered and left.
/// ```swift
/// enum Phase: HardwareEnum { case idle, fill, drain }
///
/// let phase = stateMachine("phase", initial: Phase.idle) { phase, state in
///   switch phase {
///   case .idle:
///     state.move(to: .fill, when: io.start)
///   case .fill:
///     state.onEntry { count <== 0 }
///     count <== count &+ 1
///     state.move(to: .drain, when: io.last)
///     state.move(to: .idle, after: 100)
///   case .drain:
///     io.done <== 1
///     state.move(to: .idle)
///   }
/// }
/// ```
/// The codes are those of the enumeration (`HardwareEnum.encoding`) and are named constants in the emitted Verilog. The register
/// takes `initial` at reset. A timer is made when a state has a timeout, one for the whole machine, as wide as the longest needs.
///
/// - Parameters:
///   - name: Of the register; the timer is called `name_timer`.
///   - initial: The state at reset. Its entry actions are not run by the reset: the reset values of registers stand for them.
///   - isSafe: Whether codes that are no state lead back to `initial` one cycle later. Then an output that the states drive
///     needs a value before the machine too.
/// - Returns: The state.
@discardableResult
public func stateMachine<State: HardwareEnum>(
  _ name: String, initial: State, isSafe: Bool = false, fileID: String = #fileID, line: Int = #line,
  column: Int = #column, _ body: (State, StateActions<State>) -> Void
) -> EnumSignal<State> {
  let register = register(name, reset: initial, fileID: fileID, line: line, column: column)
  guard let builder = BuilderContext.builder else { return register }
  let place = Place(file: fileID, line: line, column: column)
  let machine = StateMachineBuilder(
    name: name, register: register, initial: initial, isSafe: isSafe, place: place, builder: builder)
  machine.build(body)
  return register
}

/// What a state machine is made of while it is being built.
final class StateMachineBuilder<State: HardwareEnum> {
  private let name: String
  private let register: EnumSignal<State>
  private let initial: State
  private let isSafe: Bool
  private let place: Place
  private let builder: ModuleBuilder
  private var states: [StateActions<State>] = []

  init(
    name: String, register: EnumSignal<State>, initial: State, isSafe: Bool, place: Place, builder: ModuleBuilder
  ) {
    self.name = name
    self.register = register
    self.initial = initial
    self.isSafe = isSafe
    self.place = place
    self.builder = builder
  }

  func build(_ body: (State, StateActions<State>) -> Void) {
    for state in State.cases {
      var actions: StateActions<State>?
      let block = builder.inNewBlock {
        let collected = StateActions(state, machine: name, builder: builder)
        body(state, collected)
        collected.isOpen = false
        actions = collected
      }
      if let actions {
        actions.block = block
        states.append(actions)
      }
    }
    checkStates()
    let timer = makeTimer()
    for state in states { appendTransitions(of: state, timer) }
    appendMatch(timer)
  }

  private func appendMatch(_ timer: Signal?) {
    let id = builder.definition.places.add(place)
    let otherwise =
      isSafe
      ? builder.inNewBlock {
        _ = builder.drive(register.signal, initial.literal, at: id)
        if let timer { _ = builder.drive(timer, 0, at: id) }
      } : nil
    let arms = states.map { MatchStatement.Arm(patterns: [$0.state.code], block: $0.block) }
    let isComplete = State.codeWidth < 32 && 1 << State.codeWidth == arms.count
    let subject = register.signal.expression
    builder.append(
      .match(MatchStatement(subject: subject, arms: arms, otherwise: isComplete ? nil : otherwise, place: id)))
  }

  /// The counter of the cycles spent in a state, where a state has a timeout.
  private func makeTimer() -> Signal? {
    guard let longest = states.flatMap(\.transitions).compactMap(\.cycles).max() else { return nil }
    let type = SignalType.smallest(for: longest - 1)
    let timer = builder.declare("\(name)_timer", .register, at: place) { type.instantiate() }
    builder.setReset(of: timer, Bits(zeroOfWidth: type.width))
    return timer
  }

  // MARK: Transitions

  private func appendTransitions(of state: StateActions<State>, _ timer: Signal?) {
    let outer = builder.currentBlock
    builder.currentBlock = state.block
    defer { builder.currentBlock = outer }
    let usedTimer = state.hasTimeout ? timer : nil
    if let usedTimer { count(usedTimer, in: state) }
    var chain = WhenStatement(branches: [], otherwise: nil)
    for transition in state.transitions {
      let id = builder.definition.places.add(transition.place)
      let condition = condition(of: transition, in: state, usedTimer)
      if condition == nil, chain.branches.isEmpty { return take(transition, from: state, usedTimer) }
      let block = builder.inNewBlock { take(transition, from: state, usedTimer) }
      guard let condition else {
        chain.otherwise = block
        break
      }
      chain.branches.append(.init(condition: condition.expression, block: block, place: id))
    }
    if !chain.branches.isEmpty { builder.append(.when(chain)) }
  }

  /// Counts the cycles of a state. Where a timeout may pass without the state being left, the counter stops there.
  private func count(_ timer: Signal, in state: StateActions<State>) {
    let id = builder.definition.places.add(place)
    let next = timer &+ 1
    guard let last = state.lastCountedCycle else {
      _ = builder.drive(timer, next, at: id)
      return
    }
    let block = builder.inNewBlock { _ = builder.drive(timer, next, at: id) }
    let isCounting = timer != last
    builder.append(
      .when(
        WhenStatement(branches: [.init(condition: isCounting.expression, block: block, place: id)], otherwise: nil)))
  }

  private func condition(
    of transition: StateTransition<State>, in state: StateActions<State>, _ timer: Signal?
  ) -> Signal? {
    guard let timer, let cycles = transition.cycles else { return transition.condition }
    let isOver =
      transition.condition == nil && state.lastCountedCycle == nil
      ? timer == cycles - 1 : cycles == 1 ? nil : timer >= cycles - 1
    guard let isOver else { return transition.condition }
    return transition.condition.map { $0 && isOver } ?? isOver
  }

  /// What happens in the cycle in which a state is left for another one.
  private func take(_ transition: StateTransition<State>, from state: StateActions<State>, _ timer: Signal?) {
    let id = builder.definition.places.add(transition.place)
    _ = builder.drive(register.signal, transition.target.literal, at: id)
    if let timer { _ = builder.drive(timer, 0, at: id) }
    for action in state.exitActions { action() }
    transition.action?()
    for target in states where target.state == transition.target {
      for action in target.entryActions { action() }
    }
  }

  // MARK: Checks

  private func checkStates() {
    let reached = reachedStates()
    for state in states {
      guard reached.contains(state.state) else {
        builder.report(StateMachineDiagnostics.unreachable("\(state.state)", from: "\(initial)", name, at: place))
        continue
      }
      if state.transitions.isEmpty, !state.isFinal, state.mistakenTargets.isEmpty {
        builder.report(StateMachineDiagnostics.neverLeft("\(state.state)", name, at: place))
      }
      if state.isFinal, let first = state.transitions.first {
        builder.report(StateMachineDiagnostics.finalIsLeft("\(state.state)", "\(first.target)", at: first.place))
      }
      for (index, transition) in state.transitions.enumerated() {
        guard let earlier = state.transitions[..<index].first(where: { $0.hides(transition) }) else { continue }
        builder.report(
          StateMachineDiagnostics.neverTaken(
            from: "\(state.state)", to: "\(transition.target)", hiddenBy: "\(earlier.target)", after: earlier.cycles,
            at: transition.place, earlier: earlier.place))
      }
    }
  }

  private func reachedStates() -> Set<State> {
    var reached: Set<State> = [initial]
    var pending = [initial]
    while let next = pending.popLast() {
      for state in states where state.state == next {
        for target in state.transitions.map(\.target) + state.mistakenTargets where reached.insert(target).inserted {
          pending.append(target)
        }
      }
    }
    return reached
  }
}
