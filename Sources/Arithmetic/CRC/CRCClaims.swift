import Bitloom
import Components

/// Some symbols at once are the same as their bits one after the other.
struct CRCStepClaim: Module {
  var code: CyclicRedundancyCode
  var symbolWidth: Int
  var symbolsPerCycle: Int

  struct IO: Interface {
    @Input var remainder: Signal
    @Input var data: Signal
  }

  var ports: IO { IO(remainder: .unsigned(code.width), data: .unsigned(symbolWidth * symbolsPerCycle)) }

  func build(_ io: IO) {
    let module = CRCStep(code, symbolWidth: symbolWidth, symbolsPerCycle: symbolsPerCycle)
    let step = Instance("step", module)
    step.remainder <== io.remainder
    step.data <== io.data
    // The register as textbooks draw it, the highest coefficient at the end.
    let width = code.width
    var stages = (0..<width).map { io.remainder[code.reflectsOutput ? width - 1 - $0 : $0] }
    for symbol in 0..<symbolsPerCycle {
      for place in 0..<symbolWidth {
        let bit = symbol * symbolWidth + (code.reflectsInput ? place : symbolWidth - 1 - place)
        let feedback = stages[width - 1] ^ io.data[bit]
        let moved = [constant(0)] + stages.dropLast()
        stages = moved.enumerated().map { code.polynomial[$0] ? $1 ^ feedback : $1 }
      }
    }
    for power in 0..<width {
      let next = step.next[code.reflectsOutput ? width - 1 - power : power]
      assert(next == stages[power], "coefficient", named: "coefficient_\(power)")
    }
  }
}

/// Whatever the message was, with its check behind it the register holds the residue.
struct ResidueClaim: Module {
  var code: CyclicRedundancyCode

  struct IO: Interface {
    @Input var remainder: Signal
  }

  var ports: IO { IO(remainder: .unsigned(code.width)) }

  func build(_ io: IO) {
    let width = code.width
    let step = Instance("step", CRCStep(code, symbolWidth: width))
    step.remainder <== io.remainder
    let check = io.remainder ^ constant(code.finalXOR)
    // The highest coefficient of the check goes first.
    let isInOrder = code.reflectsInput == code.reflectsOutput
    step.data <== (isInOrder ? check : check.reversed)
    assert(step.next == constant(code.residue), "the residue")
  }
}

/// Bytes that are numbered come out by their numbers behind an appender and a checker, in the same frames, each of them intact.
///
/// The lowest bit of a byte tells whether it ends its frame, the others are the number.
struct FrameLinkClaim: Module {
  var code: CyclicRedundancyCode
  var lanes: Int

  struct IO: Interface {
    @Input var valid: Signal = .bit
    @Input var last: Signal = .bit
    @Input var kept: Signal
    @Input var ready: Signal = .bit
  }

  var ports: IO { IO(kept: .unsigned(below: lanes + 1)) }

  func build(_ io: IO) {
    let sender = Instance("sender", CRCAppender(code, lanes: lanes, hasKeep: true))
    let receiver = Instance("receiver", CRCChecker(code, lanes: lanes, hasKeep: true))
    receiver.input <== sender.output
    receiver.output.ready <== io.ready
    sender.input.valid <== io.valid
    sender.input.payload.last <== io.last
    assume(io.kept >= 1 && io.kept <= lanes, "some lanes")
    assume(io.last || io.kept == lanes, "a beat before the last one is full")
    assumeProtocol(of: sender.input, "input")

    let number = SignalType.unsigned(7)
    let (sent, received) = (register("sent", number, reset: 0), register("received", number, reset: 0))
    for lane in 0..<lanes {
      let endsFrame = io.last && io.kept == lane + 1
      sender.input.payload.data[lane] <== cat(sent &+ constant(lane, number), endsFrame)
    }
    if let keep = sender.input.payload.keep { keep <== cat((0..<lanes).reversed().map { io.kept > $0 }) }
    when(sender.input.fires) { sent <== sent &+ io.kept.extended(to: 7) }

    assertProtocol(of: sender.output, "appended")
    assertProtocol(of: receiver.output, "checked")
    let beat = receiver.output.payload
    guard let keep = beat.frame.keep else { return }
    var count = constant(0, number)
    for lane in 0..<lanes { count = count &+ keep[lane].extended(to: 7) }
    when(receiver.output.valid) {
      assert(beat.isIntact == beat.frame.last, "an intact frame")
      assert(keep[0], "a beat with bytes")
      for lane in 0..<lanes {
        let isLastLane = lane + 1 < lanes ? !keep[lane + 1] : constant(1)
        let expected = cat(received &+ constant(lane, number), beat.frame.last && isLastLane)
        assert(!keep[lane] || beat.frame.data[lane] == expected, "a byte in its place", named: "byte_\(lane)")
      }
    }
    when(receiver.output.fires) { received <== received &+ count }
  }
}
