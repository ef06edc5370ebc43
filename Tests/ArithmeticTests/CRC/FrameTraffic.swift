import Arithmetic
import Bitloom
import Components
import Testbench

/// Frames of bytes as beats of a stream, and back.
enum FrameBeats {
  /// The beats of a frame in the order of the payload's fields: the bytes, `last`, and `keep` where there is one. Lanes that are left out
  /// hold anything.
  static func beats(of frame: [Int], lanes: Int, hasKeep: Bool, using random: inout SeededGenerator) -> [[Int]] {
    var beats: [[Int]] = []
    var rest = frame[...]
    // Now and then a frame ends with a beat of its own that has nothing in it.
    let endsEmpty =
      hasKeep && (frame.isEmpty || (frame.count.isMultiple(of: lanes) && Int.random(in: 0..<4, using: &random) == 0))
    repeat {
      let bytes = rest.prefix(lanes)
      rest = rest.dropFirst(lanes)
      let others = (bytes.count..<lanes).map { _ in Int.random(in: 0..<256, using: &random) }
      let isLast = rest.isEmpty && (!endsEmpty || bytes.isEmpty)
      var beat = Array(bytes)
      beat += others
      beat.append(isLast ? 1 : 0)
      if hasKeep { beat.append((1 << bytes.count) - 1) }
      beats.append(beat)
    } while !rest.isEmpty || beats.last?[lanes] == 0
    return beats
  }

  /// A frame as it is received.
  struct Received: Equatable {
    var bytes: [Int]
    /// What the last beat carries behind the frame's fields.
    var flags: [Int] = []
  }

  /// The frames in some beats; nil where a beat before the last one of a frame leaves out lanes, or lanes are left out in between.
  static func frames(in beats: [[Int]], lanes: Int, hasKeep: Bool) -> [Received]? {
    var frames: [Received] = []
    var open: [Int] = []
    for beat in beats {
      let isLast = beat[lanes] == 1
      let keep = hasKeep ? beat[lanes + 1] : (1 << lanes) - 1
      let count = keep.nonzeroBitCount
      guard keep == (1 << count) - 1, isLast || count == lanes else { return nil }
      open += beat.prefix(count)
      if isLast {
        frames.append(Received(bytes: open, flags: Array(beat.dropFirst(lanes + (hasKeep ? 2 : 1)))))
        open = []
      }
    }
    return open.isEmpty ? frames : nil
  }
}

extension Testbench {
  /// Sends beats and receives some, both with pauses, until nothing more comes.
  func exchange<Sent: Bundle, Got: Bundle>(
    _ beats: [[Int]], to input: PortGroup<M, Stream<Sent>>, from output: PortGroup<M, Stream<Got>>, pauses: Double
  ) throws -> [[Int]] {
    let sender = StreamDriver(input, beats: beats, pauseProbability: pauses, random: generator())
    let receiver = StreamMonitor(output, pauseProbability: pauses == 0 ? 0 : 0.9 - pauses, random: generator())
    try run([sender], [receiver], limit: 100 + 100 * beats.count) { sender.isDone }
    try run([sender], [receiver], limit: 400) { receiver.quietCycles(at: cycle) > 40 }
    return receiver.beats
  }

  /// Sends and receives for some cycles and is reset in the middle of it.
  func interrupt<Sent: Bundle, Got: Bundle>(
    _ beats: [[Int]], to input: PortGroup<M, Stream<Sent>>, from output: PortGroup<M, Stream<Got>>, after cycles: Int
  ) throws {
    let sender = StreamDriver(input, beats: beats, pauseProbability: 0.2, random: generator())
    let receiver = StreamMonitor(output, pauseProbability: 0.3, random: generator())
    let end = cycle + cycles
    try run([sender], [receiver], limit: cycles + 1) { cycle >= end }
    input.port(\.valid).value = 0
    reset()
  }

  private func generator() -> SeededGenerator { SeededGenerator(seed: random.next()) }
}

extension StreamMonitor {
  /// Cycles since the last beat.
  fileprivate func quietCycles(at cycle: Int) -> Int { cycle - (lastCycle ?? 0) }
}
