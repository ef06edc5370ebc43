import Bitloom

/// Packs the elements of a stream into beats of another number of lanes, in their order. Lane 0 is the oldest one.
///
/// Any ratio. With g the greatest common divisor of both numbers of lanes, what moves are units of g elements: a beat at the input
/// brings a = `inputLanes` / g of them, one at the output takes b = `outputLanes` / g.
///
/// Latency 1 cycle from the input beat that completes an output beat. The narrower side moves a beat in every cycle. Registers:
/// (a + b - 1) g elements and a count of units; each unit chooses among at most min(a, b) inputs and a shift by b. `ready` of the
/// input follows that of the output; a `StreamRegisterSlice` of kind `backward` behind it cuts this path. Reset: empty. Elements
/// that do not fill an output beat wait for the next input beat: where there is an end, `FrameWidthConverter` has it.
/// Resources of `StreamWidthConverter(element: .unsigned(8), inputLanes: 2, outputLanes: 3)`: 47 LUT4, 35 FF, 1 carry cell of
/// an iCE40 (Yosys 0.23).
/// From 2 to 3 lanes:
/// ```
/// cycle              0   1   2   3   4
/// input.payload[0]   ┃ 1 ┃ 3 ┃ 5 ┃ 0     ┃
/// input.payload[1]   ┃ 2 ┃ 4 ┃ 6 ┃ 0     ┃
/// input.ready        ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔
/// output.valid       ▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔╲▁▁▁
/// output.payload[0]  ┃ 0 ┃ 1     ┃ 4     ┃
/// output.payload[1]  ┃ 0 ┃ 2     ┃ 5     ┃
/// output.payload[2]  ┃ 0     ┃ 3 ┃ 6     ┃
/// ```
/// ```swift
/// let converter = StreamWidthConverter(element: .unsigned(8), inputLanes: 4, outputLanes: 3)
/// let bytes = Instance("bytes", converter)
/// bytes.input <== io.words
/// io.triples <== bytes.output
/// ```
public struct StreamWidthConverter<S: Shape>: Module {
  /// The shape of one lane.
  public var element: S
  /// Elements a beat at the input, 1 to 1,024.
  public var inputLanes: Int
  /// Elements a beat at the output, 1 to 1,024.
  public var outputLanes: Int

  public init(element: S, inputLanes: Int, outputLanes: Int) {
    self.element = element
    self.inputLanes = inputLanes
    self.outputLanes = outputLanes
  }

  public struct IO: Interface {
    @Flipped public var input: Stream<[S.Value]>
    public var output: Stream<[S.Value]>
  }

  public var ports: IO {
    IO(
      input: Stream(of: VectorShape(element, count: inputLanes)),
      output: Stream(of: VectorShape(element, count: outputLanes)))
  }
  public var summary: String { "Packs a stream of \(inputLanes) lanes into one of \(outputLanes)." }
  public var parameterProblems: [String] { LaneRange.problems(inputLanes, outputLanes) }

  public func build(_ io: IO) {
    let unit = greatestCommonDivisor(inputLanes, outputLanes)
    let (arriving, leaving) = (inputLanes / unit, outputLanes / unit)
    let places = arriving + leaving - 1
    let stored = register("stored", element, count: places * unit)
    let count = register("count", .unsigned(below: places + 1), reset: 0)

    let takes = io.input.fires.named("takes")
    let gives = io.output.fires.named("gives")
    let hasRoom = count < leaving
    // With more than one beat left the next one has to wait.
    let makesRoom = arriving > leaving ? io.output.ready && count < 2 * leaving : io.output.ready
    io.input.ready <== (hasRoom || makesRoom)
    io.output.valid <== (count >= leaving)
    for lane in 0..<outputLanes { io.output.payload[lane] <== stored[lane] }

    if arriving == 1 {
      // Nothing is left of a beat that goes.
      when(gives) { count <== io.input.valid }.elseWhen(takes) { count <== count &+ 1 }
      // The first unit has come down to the bottom when the last one is there.
      when(takes) {
        for lane in 0..<outputLanes - unit { stored[lane] <== stored[lane + unit] }
        for lane in 0..<unit { stored[outputLanes - unit + lane] <== io.input.payload[lane] }
      }
      return
    }
    let rest = mux(gives, count &- leaving, count).named("rest")
    // With units that go one by one nothing is left when others come.
    count <== mux(takes, leaving == 1 ? constant(arriving, count.type) : rest &+ arriving, rest)
    when(gives) {
      for lane in 0..<(arriving - 1) * unit { stored[lane] <== stored[lane + outputLanes] }
    }
    when(takes) {
      for place in 0..<leaving {
        // With a single place there is nothing to compare.
        let first = place * unit
        let store = { for lane in 0..<inputLanes { stored[first + lane] <== io.input.payload[lane] } }
        if leaving > 1 { when(rest == place, store) } else { store() }
      }
    }
  }
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : greatestCommonDivisor(b, a % b) }

/// The numbers of lanes that width converters accept.
enum LaneRange {
  static func problems(_ inputLanes: Int, _ outputLanes: Int) -> [String] {
    let parameters = [("inputLanes", inputLanes), ("outputLanes", outputLanes)]
    return parameters.filter { !(1...1024 ~= $0.1) }.map { "\($0.0) is \($0.1); it must be from 1 to 1024" }
  }
}
