import RTL

/// When the items of a pipeline move. Stage `k` is in front of the registers of stage `k + 1`.
struct PipelineControl {
  var flow: Pipeline.Flow
  var valids: [Signal?]
  var holds: [Int: Signal]
  var anyHold: Signal?
  /// Whether a stage takes an item, from stage 1 on.
  var accepts: [Signal?]
  var outputReady: Signal?

  private var last: Int { valids.count - 1 }

  /// The enable of all registers of a pipeline that stands still as a whole, in a wire of its own.
  func makeEnable(_ makeWire: () -> Signal?) -> Signal? {
    guard flow == .globalStall, let outputReady, let wire = makeWire() else { return nil }
    let canLeave = valids[last].map { outputReady || !$0 } ?? outputReady
    wire <== (anyHold.map { canLeave && !$0 } ?? canLeave)
    return wire
  }

  /// Whether what follows a stage takes an item.
  private func isTaken(after stage: Int) -> Signal? { stage == last ? outputReady : accepts[stage] }

  /// Whether a stage of a collapsing pipeline takes an item: it has none, or the one it has moves on.
  func accepts(at stage: Int) -> Signal? {
    guard let valid = valids[stage], let isTaken = isTaken(after: stage) else { return nil }
    return holds[stage].map { !valid || (isTaken && !$0) } ?? (!valid || isTaken)
  }

  func ready(_ moves: Signal?) -> Signal? {
    switch flow {
    case .free: nil
    case .globalStall: moves
    case .collapsing: holds[0].map { hold in isTaken(after: 0).map { $0 && !hold } } ?? isTaken(after: 0)
    }
  }

  func fires(at stage: Int, _ moves: Signal?) -> Signal? {
    guard let valid = valids[stage] else { return nil }
    switch flow {
    case .free: return valid
    case .globalStall: return moves.map { valid && $0 }
    case .collapsing:
      let isTaken = isTaken(after: stage)
      let goes = holds[stage].map { hold in isTaken.map { $0 && !hold } } ?? isTaken
      return goes.map { valid && $0 }
    }
  }
}
