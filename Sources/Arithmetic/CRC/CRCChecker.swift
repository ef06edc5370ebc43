import Bitloom
import Components

/// Checks frames of bytes that end with their cyclic redundancy check, and takes it off.
///
/// `isIntact` of the last beat tells whether the frame was as `CRCAppender` made it; a frame shorter than a check is not.
/// The register is compared with the code's residue, with that of as many zeros behind it as lanes are left out.
///
/// With `strips` the check is taken off. What is left of a frame may be no byte: then it is a last beat without lanes, or, where
/// there is no `keep`, no beat at all. Whether a beat is the last one of what is left is known when that of the whole frame has come:
/// each waits for as many beats behind it as a check can reach into. Latency so many cycles and 1 (2 where the check fits a beat) while
/// beats come; a beat a cycle. Registers: as many beats and 1, the width of the code, and some bits.
/// Resources of `CRCChecker(.crc32, lanes: 4)`: 280 LUT4, 108 FF of an iCE40 (Yosys 0.23).
///
/// Without `strips` frames pass as they are: latency 1 cycle, a beat a cycle; registers: a beat, the width of the code, and some bits.
/// `ready` of the input follows that of the output. Reset: empty. The bytes 1, 2 and 3 with `.crc16XMODEM`:
/// ```
/// cycle                         0    1    2    3    4
/// input.valid                   ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁
/// input.payload.data[0]         ┃ 1  ┃ 3  ┃ 49 ┃ 0       ┃
/// input.payload.data[1]         ┃ 2  ┃ 97 ┃ 0            ┃
/// input.payload.last            ▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔╲▁▁▁▁▁▁▁▁▁
/// input.payload.keep            ┃ 3       ┃ 1  ┃ 0       ┃
/// output.valid                  ▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔╲▁▁▁▁
/// output.payload.frame.data[0]  ┃ 0       ┃ 1  ┃ 3  ┃ 49 ┃
/// output.payload.frame.data[1]  ┃ 0       ┃ 2  ┃ 97 ┃ 0  ┃
/// output.payload.frame.last     ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔
/// output.payload.frame.keep     ┃ 3            ┃ 1  ┃ 0  ┃
/// output.payload.isIntact       ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔
/// ```
/// ```swift
/// let receiver = Instance("receiver", CRCChecker(.crc32, lanes: 4))
/// receiver.input <== io.sAXIS.frames
/// io.mAXIS.frames <== receiver.output.map("checked") { $0.frame }
/// io.isFaulty <== (io.mAXIS.tvalid && receiver.output.payload.last && !receiver.output.payload.isIntact)
/// ```
public struct CRCChecker: Module {
  /// A code of whole bytes.
  public var code: CyclicRedundancyCode
  /// Bytes a beat, 1 to 128.
  public var lanes: Int
  /// Whether the last beat of a frame may leave out lanes. Without it the check fills whole beats.
  public var hasKeep: Bool
  /// Whether the check is taken off.
  public var strips: Bool

  /// - Parameter hasKeep: Where there is more than one lane, when not given.
  public init(_ code: CyclicRedundancyCode, lanes: Int = 1, hasKeep: Bool? = nil, strips: Bool = true) {
    self.code = code
    self.lanes = lanes
    self.hasKeep = hasKeep ?? (lanes > 1)
    self.strips = strips
  }

  public struct IO: Interface {
    @Flipped public var input: Stream<Frame<[Signal]>>
    public var output: Stream<CheckedFrame>
  }

  public var ports: IO {
    let lanes = min(max(lanes, 1), 128)
    let shape = FrameShape(VectorShape(.unsigned(8), count: lanes), keepWidth: hasKeep ? lanes : 0)
    return IO(input: Stream(of: shape), output: Stream(of: CheckedFrameShape(shape)))
  }

  public var summary: String {
    "Checks \(code.name) of frames of bytes, \(lanes) lanes\(strips ? ", and takes it off" : "")."
  }

  public var parameterProblems: [String] { CRCParameters.problems(code, lanes: lanes, hasKeep: hasKeep) }

  /// Beats that a check can reach into when it begins with one.
  private var checkBeats: Int { (code.width / 8 + lanes - 1) / lanes }
  /// Bytes of the check in the last one of these beats, 1 to `lanes`.
  private var restOfCheck: Int { code.width / 8 - lanes * (checkBeats - 1) }

  public func build(_ io: IO) {
    let frame = FrameRemainder(of: code, io.input)
    let places = strips ? checkBeats + 1 : 1
    let line = BeatLine(
      holds: register("holds", .bit, count: places, reset: 0),
      data: register("data", .unsigned(8 * lanes), count: places), last: register("last", .bit, count: places),
      keep: hasKeep ? register("keep", .unsigned(lanes), count: min(places, 2)) : nil)
    let isIntact = isIntact(frame, line.keep?[0], io.input)
    if strips {
      strip(io, frame, line, isIntact)
    } else {
      pass(io, frame, line, isIntact)
    }
  }

  /// Whether the frame that ends in the newest beat is as long as a check at least, and ends with it.
  private func isIntact(_ frame: FrameRemainder, _ keep: Signal?, _ input: Stream<Frame<[Signal]>>) -> Signal {
    let beatsBefore = register("beats_before", .unsigned(below: checkBeats + 1), reset: 0)
    when(input.fires) {
      beatsBefore <== mux(frame.isFirst, 0, mux(beatsBefore == checkBeats, checkBeats, beatsBefore &+ 1))
    }
    let isAlmostLong = beatsBefore == checkBeats - 1
    let reaches = keep.map { isAlmostLong && $0[restOfCheck - 1] } ?? isAlmostLong
    let isLong = beatsBefore == checkBeats || reaches
    let residue = wire("residue", .unsigned(code.width))
    residue <== constant(code.residue)
    if let keep, lanes > 1 {
      // The highest lane that is kept has the last word.
      for kept in 1...lanes {
        let zeros = 8 * (lanes - kept)
        when(keep[kept - 1]) { residue <== constant(code.bits(inRegister: code.residue(zeros: zeros))) }
      }
    }
    return (isLong && frame.remainder == residue).named("is_intact")
  }

  private func pass(_ io: IO, _ frame: FrameRemainder, _ line: BeatLine, _ isIntact: Signal) {
    io.input.ready <== (io.output.ready || !line.holds[0])
    io.output.valid <== line.holds[0]
    show(line.data[0], line.keep?[0], last: line.last[0], isIntact: isIntact && line.last[0], at: io.output)
    when(io.input.ready) { line.take(io.input, frame.bytes) }
  }

  private func strip(_ io: IO, _ frame: FrameRemainder, _ line: BeatLine, _ isIntact: Signal) {
    let oldest = checkBeats
    let wasIntact = register("was_intact", .bit)
    let begins = register("begins", .bit, reset: 1)

    // What is left of the oldest beat, by where its frame ends: nothing is known of it as long as it goes on.
    let isShown = wire("is_shown", .bit)
    let isEnd = wire("is_end", .bit)
    let isRight = wire("is_right", .bit)
    let keep = hasKeep ? wire("shown_keep", .unsigned(lanes)) : nil
    isShown <== 1
    isEnd <== 0
    isRight <== 0
    if let keep { keep <== constant(Bits(onesOfWidth: lanes)) }
    // Lanes of a last beat that the frame has for itself, where the check does not fill it.
    let room = lanes - restOfCheck
    let beyond = room == 0 ? nil : line.keep.map { keeps in keeps.map { $0[restOfCheck] } }

    let endsHere = {
      isEnd <== 1
      isRight <== isIntact
      guard let keep, let newest = line.keep?[0] else { return }
      keep <== (room == 0 ? newest : (newest &<< room) | constant(Bits(onesOfWidth: room)).extended(to: lanes))
    }
    when(beyond.map { line.ends(in: 0) && !$0[0] } ?? line.ends(in: 0), endsHere)
    when(line.ends(in: 1)) {
      isEnd <== 1
      isRight <== wasIntact
      if let keep, let beyond, let second = line.keep?[1] {
        isShown <== (beyond[1] || begins)
        keep <== (second >> restOfCheck).extended(to: lanes)
      } else {
        showEmpty(isShown, keep, begins)
      }
    }
    if oldest > 1 {
      // Nothing but a part of a check, of a frame that is shorter than that.
      when(cat((2...oldest).map { line.ends(in: $0) }).orReduced) {
        isEnd <== 1
        isRight <== 0
        showEmpty(isShown, keep, begins)
      }
    }

    let isOpen = (line.holds[0] && !line.last[0]).named("is_open")
    let canLeave = (!line.holds[oldest] || !isShown || io.output.ready).named("can_leave")
    let moves = (canLeave && (io.input.valid || !isOpen)).named("moves")
    io.input.ready <== canLeave
    io.output.valid <== (line.holds[oldest] && isShown)
    show(line.data[oldest], keep, last: isEnd, isIntact: isRight, at: io.output)

    when(line.holds[oldest] && mux(isShown, io.output.ready, moves)) { begins <== line.last[oldest] }
    when(moves) {
      line.shift()
      line.take(io.input, frame.bytes)
      wasIntact <== isIntact
    }.elseWhen(io.output.fires) {
      line.holds[oldest] <== 0
    }
  }

  /// A frame without bytes is shown once. Without `keep` there is no beat for it.
  private func showEmpty(_ isShown: Signal, _ keep: Signal?, _ begins: Signal) {
    if let keep {
      isShown <== begins
      keep <== 0
    } else {
      isShown <== 0
    }
  }

  private func show(_ data: Signal, _ keep: Signal?, last: Signal, isIntact: Signal, at output: Stream<CheckedFrame>) {
    let frame = output.payload.frame
    for lane in 0..<lanes { frame.data[lane] <== data[(8 * lane + 7)...8 * lane] }
    if let keep, let outputKeep = frame.keep { outputKeep <== keep }
    frame.last <== last
    output.payload.isIntact <== isIntact
  }
}

/// Beats in their order, the newest one first. Beats of one frame stand side by side.
private struct BeatLine {
  let holds: [Signal]
  let data: [Signal]
  let last: [Signal]
  /// Of the newest two alone, by which frames end; nil where all lanes are kept.
  let keep: [Signal]?

  /// Whether there is the last beat of a frame.
  func ends(in place: Int) -> Signal { holds[place] && last[place] }

  func take(_ input: Stream<Frame<[Signal]>>, _ bytes: Signal) {
    holds[0] <== input.valid
    data[0] <== bytes
    last[0] <== input.payload.last
    if let keep, let inputKeep = input.payload.keep { keep[0] <== inputKeep }
  }

  func shift() {
    for place in 1..<holds.count {
      holds[place] <== holds[place - 1]
      data[place] <== data[place - 1]
      last[place] <== last[place - 1]
    }
    if let keep { keep[1] <== keep[0] }
  }
}
