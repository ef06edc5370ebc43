import Bitloom

/// The states of the machine under test, which exist once for each encoding.
protocol TransferState: HardwareEnum {
  static var idle: Self { get }
  static var fill: Self { get }
  static var drain: Self { get }
  static var failed: Self { get }
  static var halted: Self { get }
}

enum BinaryTransfer: TransferState { case idle, fill, drain, failed, halted }

enum GrayTransfer: TransferState {
  case idle, fill, drain, failed, halted
  static let encoding = CodeEncoding.gray
}

enum OneHotTransfer: TransferState {
  case idle, fill, drain, failed, halted
  static let encoding = CodeEncoding.oneHot
}

/// A machine with everything a machine can have: entry and exit actions, actions of transitions, timeouts with and without a
/// condition, a transition of a state to itself, and a final state.
struct TransferMachine<State: TransferState>: Module {
  var isSafe = false

  struct IO: Interface {
    @Input var start: Signal = .bit
    @Input var last: Signal = .bit
    @Input var stop: Signal = .bit
    @Output var state: EnumSignal<State> = .port
    /// Words of the current transfer, transfers that were left, and restarts.
    @Output var words: Signal = .unsigned(4)
    @Output var transfers: Signal = .unsigned(4)
    @Output var restarts: Signal = .unsigned(4)
    @Output var isBusy: Signal = .bit
    @Output var leaves: Signal = .bit
  }
  var ports: IO { IO() }
  var moduleName: String { "transfer_\(State.encoding)\(isSafe ? "_safe" : "")".lowercased() }

  func build(_ io: IO) {
    let words = register("word_count", .unsigned(4), reset: 0)
    let transfers = register("transfer_count", .unsigned(4), reset: 0)
    let restarts = register("restart_count", .unsigned(4), reset: 0)
    io.isBusy <== 0
    io.leaves <== 0
    let phase = stateMachine("phase", initial: State.idle, isSafe: isSafe) { phase, state in
      switch phase {
      case .idle:
        state.move(to: .fill, when: io.start)
        state.move(to: .halted, when: io.stop)
      case .fill:
        io.isBusy <== 1
        words <== words &+ 1
        state.onEntry { words <== 0 }
        state.onExit { io.leaves <== 1 }
        state.move(to: .drain, when: io.last)
        state.move(to: .fill, when: io.start) { restarts <== restarts &+ 1 }
        state.move(to: .failed, after: 6)
      case .drain:
        state.onExit { transfers <== transfers &+ 1 }
        state.move(to: .fill, after: 2, when: io.start)
        state.move(to: .idle, after: 4, when: io.last)
      case .failed:
        state.onEntry { words <== 15 }
        state.move(to: .idle, after: 3)
      default:
        state.markFinal()
      }
    }
    io.state <== phase
    io.words <== words
    io.transfers <== transfers
    io.restarts <== restarts
  }
}
