import Bitloom
import Components

/// Processing elements that share encoders of sparse digits: OPT3 with one element, OPT4C with several, OPT4E with several
/// lanes.
///
/// A pass is the sum over K of the digits of one weight; the weights are passes one after the other, and who adds them up
/// shifts them (`PassResult`). Each lane is a stream of groups of operands along K. Its encoder leaves out the digits that
/// are 0 and tells by `positions` which number of the group it wants: `numbers[lane * columns + column]` is that number, of
/// each column, in the same cycle. All columns do the same at the same time.
///
/// With several lanes each walks its own list of digits. A lane that has come to the end of the pass gives 0 until the others
/// have: a pass begins when all lanes have its first group.
///
/// A group takes as many cycles as it has digits that are not 0, at least one. Latency 3 from a group that is taken to the
/// first of its digits in the sum; `done` tells that `sums` and `carries` hold those of a whole pass, for one cycle at least.
/// Registers: those of the encoders and elements. Reset: all sums 0, no group.
public struct SparseColumn: Module {
  /// Bits of the signed numbers, 2 to 16.
  public var operandWidth: Int
  /// Bits of a sum, 8 to 64.
  public var accumulatorWidth: Int
  /// Streams of digits whose terms one accumulator adds up, 1 to 64.
  public var lanes: Int
  /// Elements that share the encoders, 1 to 64.
  public var columns: Int
  /// Operands along K that an encoder looks at together, 1 to 16.
  public var group: Int

  public init(
    operandWidth: Int = 8, accumulatorWidth: Int = 26, lanes: Int = 1, columns: Int = 1, group: Int = 4
  ) {
    self.operandWidth = operandWidth
    self.accumulatorWidth = accumulatorWidth
    self.lanes = lanes
    self.columns = columns
    self.group = group
  }

  public struct IO: Interface {
    @Flipped public var groups: [Stream<DigitGroup>]
    /// For each lane the number of the group that is wanted.
    @Output public var positions: [Signal]
    /// For each lane whether its encoder takes a group, to which `positions` belongs from the next cycle on.
    @Output public var takes: [Signal]
    /// For each lane those of all columns.
    @Input public var numbers: [Signal]
    @Output public var sums: [Signal]
    @Output public var carries: [Signal]
    /// Whether a pass has ended: `sums` and `carries` are those of the whole of it.
    @Output public var done: Signal = .bit
  }

  public var ports: IO {
    IO(
      groups: VectorShape(StreamShape(DigitGroupShape(count: group)), count: lanes).instantiate(),
      positions: .unsigned(SignalType.unsigned(below: group).width, count: lanes), takes: .bits(count: lanes),
      numbers: .signed(operandWidth, count: lanes * columns), sums: .unsigned(accumulatorWidth, count: columns),
      carries: .unsigned(accumulatorWidth, count: columns))
  }

  public var summary: String { "\(columns) elements that share the encoders of \(lanes) lanes of sparse digits." }

  public var parameterProblems: [String] {
    let technique: BitWeightConfiguration.Technique = lanes > 1 ? .opt4e : .opt4c
    return BitWeightConfiguration(
      technique: technique, operandWidth: operandWidth, accumulatorWidth: accumulatorWidth, lanes: lanes,
      columns: columns, group: group
    ).problems
  }

  public func build(_ io: IO) {
    let encoder = SparseEncoder(group: group, waits: lanes > 1)
    let encoders = (0..<lanes).map { Instance("encoder_\($0)", encoder) }
    for (lane, encoder) in encoders.enumerated() {
      encoder.group <== io.groups[lane]
      io.positions[lane] <== encoder.position
      io.takes[lane] <== io.groups[lane].fires
    }
    let load: Signal
    if lanes == 1, let ownLoad = encoders[0].load, let done = encoders[0].done {
      load = ownLoad
      io.done <== done
    } else {
      load = meet(encoders, io)
    }
    let element = DigitAccumulator(
      operandWidth: operandWidth, accumulatorWidth: accumulatorWidth, lanes: lanes)
    for column in 0..<columns {
      let pe = Instance("pe_\(column)", element)
      for lane in 0..<lanes {
        pe.digits[lane] <== encoders[lane].digit
        pe.numbers[lane] <== io.numbers[lane * columns + column]
      }
      pe.load <== load
      io.sums[column] <== pe.sum
      io.carries[column] <== pe.carry
    }
  }

  /// A pass begins when all lanes wait for it, and has ended when each has come to its end. Returns `load`.
  private func meet(_ encoders: [Instance<SparseEncoder>], _ io: IO) -> Signal {
    let start = cat(encoders.compactMap { $0.waiting }).andReduced.named("pass_starts")
    var finished: [Signal] = []
    for (lane, encoder) in encoders.enumerated() {
      guard let finishing = encoder.finishing, let started = encoder.start else { continue }
      started <== start
      let hasFinished = register("has_finished_\(lane)", .bit, reset: 0)
      let isFinished = (finishing | (hasFinished & ~start)).named("finishes_\(lane)")
      hasFinished <== isFinished
      finished.append(isFinished)
    }
    let allFinished = cat(finished).andReduced.named("all_finished")
    let wereFinished = allFinished.registered("were_finished", reset: 0)
    let ends = (allFinished & (~wereFinished | start)).named("pass_ends")
    io.done <== ends.registered("is_adding_last", reset: 0).registered("is_done", reset: 0)
    return start.registered("is_load", reset: 0)
  }
}
