import Bitloom

/// Packs the lanes of frames into beats of another number of lanes, in their order. A frame starts in lane 0 of a beat and ends
/// with `last`; `keep` tells the lanes of its last beat.
///
/// One number of lanes is a multiple of the other, by r. At the input only the last beat of a frame may leave lanes out, its
/// upper ones.
///
/// Wider: latency 1 cycle from the input beat that completes an output beat or ends the frame, one input beat a cycle. Registers:
/// the output beat, a bit that it is complete, and the number of parts in it.
/// Narrower: latency 1 cycle, one output beat a cycle; parts of the last beat without any lane are not passed on (a last beat
/// without lanes gives one part without lanes). Registers: the input beat, a bit that there is one, and the number of the part.
/// `ready` of the input follows that of the output. Reset: empty. What the lanes hold that `keep` leaves out is not defined.
/// Resources of `FrameWidthConverter(element: .unsigned(8), inputLanes: 1, outputLanes: 4)`: 23 LUT4, 40 FF of an iCE40
/// (Yosys 0.23).
/// From 1 to 2 lanes:
/// ```
/// cycle                   0   1   2   3   4
/// input.payload.data[0]   ┃ 1 ┃ 2 ┃ 3 ┃ 0     ┃
/// input.payload.last      ▁▁▁▁▁▁▁▁╱▔▔▔╲▁▁▁▁▁▁▁
/// output.valid            ▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔╲▁▁▁
/// output.payload.data[0]  ┃ 0 ┃ 1     ┃ 3     ┃
/// output.payload.data[1]  ┃ 0     ┃ 2         ┃
/// output.payload.keep     ┃ 0 ┃ 1 ┃ 3 ┃ 1 ┃ 0 ┃
/// output.payload.last     ▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔
/// ```
/// ```swift
/// let packer = FrameWidthConverter(element: .unsigned(8), inputLanes: 1, outputLanes: 4)
/// let words = Instance("words", packer)
/// words.input <== io.bytes
/// io.words <== words.output
/// ```
public struct FrameWidthConverter<S: Shape>: Module {
  /// The shape of one lane.
  public var element: S
  /// Elements a beat at the input, 1 to 1,024.
  public var inputLanes: Int
  /// Elements a beat at the output, 1 to 1,024: a multiple of `inputLanes`, or a divisor.
  public var outputLanes: Int

  public init(element: S, inputLanes: Int, outputLanes: Int) {
    self.element = element
    self.inputLanes = inputLanes
    self.outputLanes = outputLanes
  }

  public struct IO: Interface {
    @Flipped public var input: Stream<Frame<[S.Value]>>
    public var output: Stream<Frame<[S.Value]>>
  }

  public var ports: IO { IO(input: Stream(of: shape(inputLanes)), output: Stream(of: shape(outputLanes))) }

  private func shape(_ lanes: Int) -> FrameShape<VectorShape<S>> {
    FrameShape(VectorShape(element, count: lanes), keepWidth: max(lanes, 1))
  }

  public var summary: String { "Packs frames of \(inputLanes) lanes into beats of \(outputLanes)." }

  public var parameterProblems: [String] {
    let problems = LaneRange.problems(inputLanes, outputLanes)
    guard problems.isEmpty else { return problems }
    if inputLanes.isMultiple(of: outputLanes) || outputLanes.isMultiple(of: inputLanes) { return [] }
    return [
      "inputLanes is \(inputLanes) and outputLanes is \(outputLanes); with frames one must be a multiple of the other, "
        + "for a frame would otherwise end within a part of a beat"
    ]
  }

  public func build(_ io: IO) {
    // Both are there by the shape of the ports.
    guard let inputKeep = io.input.payload.keep, let outputKeep = io.output.payload.keep else { return }
    if outputLanes >= inputLanes {
      widen(io, inputKeep, outputKeep)
    } else {
      narrow(io, inputKeep, outputKeep)
    }
  }

  private func widen(_ io: IO, _ inputKeep: Signal, _ outputKeep: Signal) {
    let parts = outputLanes / inputLanes
    let data = register("data", element, count: outputLanes)
    let keep = register("keep", .unsigned(outputLanes), reset: 0)
    let last = register("last", .bit)
    let isComplete = register("is_complete", .bit, reset: 0)
    let part = parts > 1 ? register("part", .unsigned(below: parts), reset: 0) : nil

    io.input.ready <== (io.output.ready || !isComplete)
    io.output.valid <== isComplete
    for lane in 0..<outputLanes { io.output.payload.data[lane] <== data[lane] }
    outputKeep <== keep
    io.output.payload.last <== last

    when(io.output.fires) {
      isComplete <== 0
      keep <== 0
    }
    when(io.input.fires) {
      for number in 0..<parts {
        let first = number * inputLanes
        let store = {
          for lane in 0..<inputLanes { data[first + lane] <== io.input.payload.data[lane] }
          keep[(first + inputLanes - 1)...first] <== inputKeep
        }
        if let part { when(part == number, store) } else { store() }
      }
      last <== io.input.payload.last
      if let part {
        isComplete <== (io.input.payload.last || part == parts - 1)
        part <== mux(io.input.payload.last || part == parts - 1, 0, part &+ 1)
      } else {
        isComplete <== 1
      }
    }
  }

  private func narrow(_ io: IO, _ inputKeep: Signal, _ outputKeep: Signal) {
    let parts = inputLanes / outputLanes
    let data = register("data", element, count: inputLanes)
    let keep = register("keep", .unsigned(inputLanes))
    let last = register("last", .bit)
    let isFull = register("is_full", .bit, reset: 0)
    let part = register("part", .unsigned(below: parts), reset: 0)

    // Whether no lane after this part carries anything.
    let isFinal = wire("is_final", .bit)
    for number in 0..<parts {
      let first = number * outputLanes
      let rest = first + outputLanes
      let show = {
        for lane in 0..<outputLanes { io.output.payload.data[lane] <== data[first + lane] }
        outputKeep <== keep[(rest - 1)...first]
        if rest < inputLanes { isFinal <== !keep[(inputLanes - 1)...rest].orReduced } else { isFinal <== 1 }
      }
      // Part 0 is shown wherever no other one is.
      if number == 0 { show() } else { when(part == number, show) }
    }
    io.output.valid <== isFull
    io.output.payload.last <== (last && isFinal)
    io.input.ready <== (!isFull || (io.output.ready && isFinal))

    when(io.output.fires) { part <== mux(isFinal, 0, part &+ 1) }
    when(io.input.ready) {
      isFull <== io.input.valid
      for lane in 0..<inputLanes { data[lane] <== io.input.payload.data[lane] }
      keep <== inputKeep
      last <== io.input.payload.last
    }
  }
}
