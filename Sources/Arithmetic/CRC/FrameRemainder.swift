import Bitloom
import Components

/// The register of a cyclic redundancy check over the frames that pass a stream.
///
/// Lanes that a beat leaves out count as zeros behind the frame; a beat that leaves out all of them changes nothing. Registers: the width of the
/// code and a bit.
struct FrameRemainder {
  /// The bytes of the beat at the input, zero where they are left out.
  let bytes: Signal
  /// The register, as far as the beats that were taken.
  let remainder: Signal
  /// Whether the beat at the input is the first one of its frame.
  let isFirst: Signal

  init(of code: CyclicRedundancyCode, _ input: Stream<Frame<[Signal]>>) {
    let lanes = input.payload.data.count
    let keep = input.payload.keep
    bytes = wire("bytes", .unsigned(8 * lanes))
    for (lane, byte) in input.payload.data.enumerated() {
      bytes[(8 * lane + 7)...8 * lane] <== (keep.map { byte & $0[lane].repeated(8) } ?? byte)
    }
    isFirst = register("is_first", .bit, reset: 1)
    remainder = register("remainder_so_far", .unsigned(code.width), reset: code.start)
    let before = wire("remainder", .unsigned(code.width))
    before <== mux(isFirst, constant(code.start), remainder)
    let next = wire("next", .unsigned(code.width))
    code.driveNext(("next", next), after: before, bytes, symbolWidth: 8)
    when(input.fires) {
      isFirst <== input.payload.last
      remainder <== (keep.map { mux($0[0], next, before) } ?? next)
    }
  }
}
