import Bitloom
import Testing

private enum Phase: HardwareEnum { case idle, run, done }

@Suite struct StateMachineDiagnosticsTests {
  @Test func statesThatAreNeverReachedOrLeft() {
    let found = mistakes { io in
      stateMachine("control", initial: Phase.idle) { phase, state in
        switch phase {
        case .idle: state.move(to: .run, when: io.go)
        case .run: break
        case .done: state.move(to: .idle)
        }
      }
    }
    expect(
      found,
      """
      error[F002]: state 'run' of state machine 'control' is never left
        --> @1:19
        help: add a transition, or 'markFinal()' where the machine is meant to stop
      error[F001]: state 'done' of state machine 'control' is never reached from 'idle'
        --> @1:19
        help: add a transition to it, or remove the case
      """)
  }

  @Test func finalStatesThatAreLeft() {
    let found = mistakes { io in
      stateMachine("control", initial: Phase.idle) { phase, state in
        switch phase {
        case .idle: state.move(to: .run, when: io.go)
        case .run: state.move(to: .done)
        case .done:
          state.markFinal()
          state.move(to: .idle, when: io.go)
        }
      }
    }
    expect(
      found,
      """
      error[F003]: state 'done' is marked final, but has a transition to 'idle'
        --> @7:21
        help: remove 'markFinal()' or the transition
      """)
  }

  @Test func transitionsThatAreNeverTaken() {
    let found = mistakes { io in
      stateMachine("control", initial: Phase.idle) { phase, state in
        switch phase {
        case .idle:
          state.move(to: .run)
          state.move(to: .done)
        case .run:
          state.move(to: .idle, after: 4)
          state.move(to: .done, after: 4, when: io.go)
        case .done:
          state.move(to: .run, after: 1)
          state.move(to: .idle, after: 7)
        }
      }
    }
    expect(
      found,
      """
      error[F004]: the transition from 'idle' to 'done' is never taken: the one to 'run' before it needs no condition
        --> @5:21
        note: the transition to 'run': @4:21
        help: put transitions with conditions and shorter timeouts first
      error[F004]: the transition from 'run' to 'done' is never taken: the one to 'idle' before it is taken after 4 cycles
        --> @8:21
        note: the transition to 'idle': @7:21
        help: put transitions with conditions and shorter timeouts first
      error[F004]: the transition from 'done' to 'idle' is never taken: the one to 'run' before it is taken after 1 cycle
        --> @11:21
        note: the transition to 'run': @10:21
        help: put transitions with conditions and shorter timeouts first
      """)
  }

  @Test func timeoutsThatCannotBe() {
    let found = mistakes { io in
      stateMachine("control", initial: Phase.idle) { phase, state in
        switch phase {
        case .idle: state.move(to: .run, when: io.go)
        case .run: state.move(to: .done, when: io.nibble)
        case .done: state.move(to: .run, after: 0)
        }
      }
    }
    expect(
      found,
      """
      error[W001]: the condition of 'move' must be a bit, 'nibble' is unsigned 4
        --> @4:30
        help: compare it, as in '!= 0', or take one bit of it
      error[F005]: state 'done' cannot be left after 0 cycles: 1 to 1073741824 are possible
        --> @5:31
        help: check the parameter that the count comes from
      """)
  }

  @Test func movesOutOfPlace() {
    let found = mistakes { io in
      stateMachine("control", initial: Phase.idle) { phase, state in
        switch phase {
        case .idle: when(io.go) { state.move(to: .run) }
        case .run:
          state.move(to: .done)
          state.onExit { state.move(to: .idle) }
        case .done: state.markFinal()
        }
      }
    }
    expect(
      found,
      """
      error[F006]: the transition from 'idle' to 'run' of state machine 'control' stands within another statement
        --> @3:45
        help: write it directly in the state's case, and its condition as 'when:'
      error[F006]: the transition from 'run' to 'idle' of state machine 'control' stands within another statement
        --> @6:36
        help: write it directly in the state's case, and its condition as 'when:'
      """)
  }
}
