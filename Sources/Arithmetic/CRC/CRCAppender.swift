import Bitloom
import Components

/// Puts behind each frame of bytes its cyclic redundancy check.
///
/// The check begins in the lane behind the last byte of the frame and goes on in further beats where it has no room. Its bytes come in
/// the order of the message: the lowest one first where the code reflects its input, else the highest one first; so that `CRCChecker`,
/// or any receiver, finds the code's residue. A last beat without lanes is allowed; a frame without any byte gets the check of none.
///
/// Latency 1 cycle; a beat a cycle at the output. `ready` of the input follows that of the output; the frame waits while its
/// check needs beats of its own. Registers: a beat, the width of the code, and some bits. Reset: empty.
/// Resources of `CRCAppender(.crc32, lanes: 4)`: 575 LUT4, 72 FF of an iCE40 (Yosys 0.23).
///
/// The register is updated with zeros in place of lanes that are left out, and what they have added is taken back between the
/// register and the output, where it is in no loop: log2(lanes) multiplexers, each behind a sum. A `forward` register slice behind
/// the component cuts this path. The bytes 1, 2 and 3 with `.crc16XMODEM`, whose check is 61 31 in hexadecimal:
/// ```
/// cycle                   0    1    2    3    4
/// input.valid             ▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁
/// input.payload.data[0]   ┃ 1  ┃ 3  ┃ 0            ┃
/// input.payload.data[1]   ┃ 2  ┃ 0                 ┃
/// input.payload.last      ▁▁▁▁▁╱▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁
/// input.payload.keep      ┃ 3  ┃ 1  ┃ 0            ┃
/// output.valid            ▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁
/// output.payload.data[0]  ┃ 0  ┃ 1  ┃ 3  ┃ 49 ┃ 0  ┃
/// output.payload.data[1]  ┃ 0  ┃ 2  ┃ 97 ┃ 0       ┃
/// output.payload.last     ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔╲▁▁▁▁
/// output.payload.keep     ┃ 0  ┃ 3       ┃ 1  ┃ 0  ┃
/// ```
/// ```swift
/// let sender = Instance("sender", CRCAppender(.crc32, lanes: 4))
/// sender.input <== io.sAXIS.frames
/// io.mAXIS.frames <== sender.output
/// ```
public struct CRCAppender: Module {
  /// A code of whole bytes.
  public var code: CyclicRedundancyCode
  /// Bytes a beat, 1 to 128.
  public var lanes: Int
  /// Whether the last beat of a frame may leave out lanes. Without it the check fills whole beats.
  public var hasKeep: Bool

  /// - Parameter hasKeep: Where there is more than one lane, when not given.
  public init(_ code: CyclicRedundancyCode, lanes: Int = 1, hasKeep: Bool? = nil) {
    self.code = code
    self.lanes = lanes
    self.hasKeep = hasKeep ?? (lanes > 1)
  }

  public struct IO: Interface {
    @Flipped public var input: Stream<Frame<[Signal]>>
    public var output: Stream<Frame<[Signal]>>
  }

  public var ports: IO {
    let lanes = min(max(lanes, 1), 128)
    let shape = FrameShape(VectorShape(.unsigned(8), count: lanes), keepWidth: hasKeep ? lanes : 0)
    return IO(input: Stream(of: shape), output: Stream(of: shape))
  }

  public var summary: String { "Appends \(code.name) to frames of bytes, \(lanes) lanes." }

  public var parameterProblems: [String] { CRCParameters.problems(code, lanes: lanes, hasKeep: hasKeep) }

  private var checkBytes: Int { code.width / 8 }
  /// Beats that the last beat of a frame can become.
  private var parts: Int { 1 + (checkBytes + lanes - 1) / lanes }

  public func build(_ io: IO) {
    let frame = FrameRemainder(of: code, io.input)
    let data = register("data", .unsigned(8 * lanes))
    let keep = hasKeep ? register("keep", .unsigned(lanes)) : nil
    let last = register("last", .bit)
    let isFull = register("is_full", .bit, reset: 0)
    let part = register("part", .unsigned(below: parts), reset: 0)

    let tail = tail(behind: keep, frame.remainder)
    let word = wire("word", .unsigned(8 * lanes))
    let wordKeep = hasKeep ? wire("word_keep", .unsigned(lanes)) : nil
    // Whether nothing of the frame comes behind the word.
    let isFinal = wire("is_final", .bit)
    word <== data
    isFinal <== last
    if let keep, let wordKeep { wordKeep <== keep }
    for number in 0..<parts {
      let show = {
        let bytes = tail.bytes[(8 * lanes * (number + 1) - 1)...8 * lanes * number]
        word <== (number == 0 ? data | bytes : bytes)
        if let wordKeep, let filled = tail.filled {
          wordKeep <== filled[(lanes * (number + 1) - 1)...lanes * number]
          if number + 1 < parts { isFinal <== !filled[lanes * (number + 1)] }
        } else {
          isFinal <== (number + 1 == parts ? 1 : 0)
        }
      }
      when(number == 0 ? last && part == 0 : part == number, show)
    }

    io.output.valid <== isFull
    for lane in 0..<lanes { io.output.payload.data[lane] <== word[(8 * lane + 7)...8 * lane] }
    if let output = io.output.payload.keep, let wordKeep { output <== wordKeep }
    io.output.payload.last <== isFinal
    io.input.ready <== (!isFull || (io.output.ready && (isFinal || !last)))

    when(io.output.fires) { part <== mux(last && !isFinal, part &+ 1, 0) }
    when(io.input.ready) {
      isFull <== io.input.valid
      data <== frame.bytes
      last <== io.input.payload.last
      if let keep, let inputKeep = io.input.payload.keep { keep <== inputKeep }
    }
  }

  /// What follows the bytes of the last beat, in as many words as there are parts: the check at its place, and which lanes it and the
  /// bytes before it fill.
  private func tail(behind keep: Signal?, _ remainder: Signal) -> (bytes: Signal, filled: Signal?) {
    let width = parts * lanes
    guard let keep else { return (trailer(of: remainder) << (8 * lanes), nil) }
    let count = (~keep).trailingZeroCount.named("kept_lanes")
    let check = trailer(of: takingBackZeros(in: remainder, keep, count))
    let shift = cat(count, constant(0, .unsigned(3)))
    let bytes = (check.extended(to: 8 * width) &<< shift).named("tail")
    let ones = constant(Bits(onesOfWidth: checkBytes)).extended(to: width)
    let filled = ((ones &<< count) | keep.extended(to: width)).named("filled_lanes")
    return (bytes, filled)
  }

  private func trailer(of remainder: Signal) -> Signal {
    let check = code.finalXOR.isZero ? remainder : (remainder ^ constant(code.finalXOR)).named("check")
    return code.trailer(check)
  }

  /// The register as it was before the zeros in place of the lanes that the last beat leaves out.
  private func takingBackZeros(in remainder: Signal, _ keep: Signal, _ count: Signal) -> Signal {
    guard lanes > 1 else { return remainder }
    let places = SignalType.unsigned(below: lanes).width
    let difference = (constant(lanes) - count).asUnsigned.truncated(to: places)
    // A beat without any lane has added nothing.
    let missing = (difference & keep[0].repeated(places)).named("missing_lanes")
    var stage = (name: "remainder_so_far", signal: remainder)
    for place in 0..<places {
      let back = (name: "back_by_\(1 << place)", signal: wire("back_by_\(1 << place)", .unsigned(code.width)))
      code.drivePrevious(back, before: stage, zeros: 8 << place)
      let name = "taken_back_\(place)"
      let chosen = wire(name, .unsigned(code.width))
      chosen <== mux(missing[place], back.signal, stage.signal)
      stage = (name, chosen)
    }
    return stage.signal
  }
}
