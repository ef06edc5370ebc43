import Bitloom
import Components

/// A row of activations for one tile of K.
public struct ActivationRow: Interface {
  /// `a[r]` is A[m, k of the tile r].
  public var a: [Signal]
  /// Whether the tile is the first one of its sum over K.
  public var start: Signal
  /// Whether it is the last one.
  public var finish: Signal
  /// Whether this is the last row of the batch.
  public var last: Signal
}

/// The shape of `ActivationRow`.
public struct ActivationRowShape: Shape {
  public var configuration: SystolicConfiguration

  public init(_ configuration: SystolicConfiguration) {
    self.configuration = configuration
  }

  public func instantiate() -> ActivationRow {
    ActivationRow(
      a: .signed(configuration.operandWidth, count: configuration.rows), start: .bit, finish: .bit, last: .bit)
  }
}

/// A systolic array in which every element holds one weight of a tile of B, while the rows of A move past.
///
/// A tile is `rows` steps of K by `columns` columns of B. A batch of M rows of A passes each tile; the sums over several tiles
/// of K are kept in a buffer of `batchRows` rows, so a batch whose K has more than one tile has at most `batchRows` rows. The
/// next tile's weights are loaded while the array works.
///
/// **Cycles.** With operands always there and the receiver always ready, T tiles with M rows each take, from the first weights
/// taken to the last result taken, both counted,
/// ```
/// (T - 1) * max(M, 2 * rows - 1, 2) + M + 2 * rows + columns + 5
/// ```
/// cycles (three less without an output stage). The last tile of each sum over K sends M rows of results.
///
/// **Streams.** `weights` (`rows` beats a tile, row k of the tile first), `activations` (M beats a tile), `settings` (one beat a
/// batch; absent without an output stage) and `results` all hold under back-pressure: the array stands still as a whole.
public struct WeightStationaryArray: Module {
  public var configuration: SystolicConfiguration

  public init(_ configuration: SystolicConfiguration) {
    self.configuration = configuration
  }

  public struct IO: Interface {
    @Flipped public var weights: Stream<[Signal]>
    @Flipped public var activations: Stream<ActivationRow>
    @Flipped public var settings: Stream<OutputSettings>?
    public var results: Stream<ResultRow>
  }

  private var weightShape: VectorShape<SignalType> {
    VectorShape(.signed(configuration.operandWidth), count: configuration.columns)
  }

  public var ports: IO {
    IO(
      weights: Stream(of: weightShape),
      activations: Stream(of: ActivationRowShape(configuration)),
      settings: configuration.hasOutputStage ? Stream(of: OutputSettingsShape(configuration)) : nil,
      results: Stream(of: ResultRowShape(configuration)))
  }

  public var moduleName: String { "weight_stationary_array_\(configuration.nameComponent)" }
  public var summary: String { "Weight-stationary systolic array for matrix multiplication." }

  public var parameterProblems: [String] { configuration.problems }

  public func build(_ io: IO) {
    let weights = Instance("weight_slice", StreamRegisterSlice(payload: weightShape))
    weights.input <== io.weights
    let activations = Instance("activation_slice", StreamRegisterSlice(payload: ActivationRowShape(configuration)))
    activations.input <== io.activations
    let activation = activations.output.payload
    let advance = wire("advance", .bit)

    let control = Instance("control", WeightStationaryControl(rows: configuration.rows))
    control.advance <== advance
    control.weightsValid <== weights.output.valid
    weights.output.ready <== control.weightsReady
    control.activationsValid <== activations.output.valid
    control.activationsLast <== activation.last
    activations.output.ready <== control.activationsReady

    let bottom = buildElements(activation.a, weights.output.payload, control, advance)
    let delays = (0..<configuration.columns).map { configuration.columns - 1 - $0 }
    let depth = configuration.rows + configuration.columns - 1
    let buffer = Instance(
      "partial_sums",
      PartialSumBuffer(
        columns: configuration.columns, width: configuration.accumulatorWidth, depth: configuration.batchRows))
    buffer.enable <== advance
    buffer.sums <== skewed("straightened", bottom, by: delays, while: advance)
    buffer.valid <== delayed("row_valid", control.taken, by: depth, while: advance, reset: 0)
    buffer.start <== delayed("row_start", activation.start, by: depth, while: advance)
    buffer.finish <== delayed("row_finish", activation.finish, by: depth, while: advance)
    buffer.last <== delayed("row_last", activation.last, by: depth, while: advance)
    advance
      <== connectResults(
        configuration, buffer.totals, valid: buffer.totalsValid, last: buffer.totalsLast, io.settings, io.results)
  }

  /// The grid. Returns the sums that come out of the bottom of each column.
  private func buildElements(
    _ activations: [Signal], _ weights: [Signal], _ control: Instance<WeightStationaryControl>, _ advance: Signal
  ) -> [Signal] {
    let rows = configuration.rows
    // The first row of weights moves down to the lowest elements, so the first activation goes there too.
    let left = skewed("a_wave", activations.reversed(), by: Array(0..<rows), while: advance)
    var weight = skewed("weight_wave", weights, by: Array(0..<configuration.columns), while: advance)
    let element = WeightStationaryElement(
      operandWidth: configuration.operandWidth, accumulatorWidth: configuration.accumulatorWidth)
    var sum = [Signal](repeating: constant(0, .signed(configuration.accumulatorWidth)), count: weight.count)
    var swapOfRow: Signal = control.swap
    for row in 0..<rows {
      var a = left[row]
      var swap = swapOfRow
      var load: Signal = control.load
      for column in 0..<configuration.columns {
        let pe = Instance("pe_\(row)_\(column)", element, inlined: configuration.inlinesElements)
        pe.enable <== advance
        pe.a <== a
        pe.sumAbove <== sum[column]
        pe.swap <== swap
        pe.load <== load
        pe.weightAbove <== weight[column]
        (a, swap, load) = (pe.aRight, pe.swapRight, pe.loadRight)
        (weight[column], sum[column]) = (pe.weightBelow, pe.sumBelow)
      }
      if row < rows - 1 {
        swapOfRow = delayed("swap_\(row + 1)", swapOfRow, by: 1, while: advance, reset: 0)
      }
    }
    return sum
  }
}
