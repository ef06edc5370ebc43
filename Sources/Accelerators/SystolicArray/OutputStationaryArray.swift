import Bitloom
import Components

/// One step of the sum over K: a column of A and a row of B.
public struct OperandPair: Interface {
  /// `a[r]` is A[row of the tile r, k].
  public var a: [Signal]
  /// `b[c]` is B[k, column of the tile c].
  public var b: [Signal]
  /// Whether this is the last step of the tile.
  public var last: Signal
}

/// The shape of `OperandPair`.
public struct OperandPairShape: Shape {
  public var configuration: SystolicConfiguration

  public init(_ configuration: SystolicConfiguration) {
    self.configuration = configuration
  }

  public func instantiate() -> OperandPair {
    OperandPair(
      a: .signed(configuration.operandWidth, count: configuration.rows),
      b: .signed(configuration.operandWidth, count: configuration.columns), last: .bit)
  }
}

/// A systolic array in which every element accumulates one number of a tile of C = A * B.
///
/// A tile has `rows` x `columns` results and any number of steps over K, so K needs no tiling of its own: a long sum just comes
/// as more beats. Operands enter as a wave, A from the left and B from above; the sums leave through a chain of registers down
/// each column while the next tile is being summed up.
///
/// **Cycles.** With operands always there and the receiver always ready, T tiles of K steps take, from the first operand taken
/// to the last result taken, both counted,
/// ```
/// (T - 1) * max(K, rows) + K + 2 * rows + columns + 3
/// ```
/// cycles (three less without an output stage). Each tile sends `rows` rows of
/// results, in the order of the rows of A.
///
/// **Streams.** `operands`, `settings` (one beat a tile; absent without an output stage) and `results` all hold under
/// back-pressure: the array stands still as a whole. All paths of `operands` and `results` end in register slices.
public struct OutputStationaryArray: Module {
  public var configuration: SystolicConfiguration

  public init(_ configuration: SystolicConfiguration) {
    self.configuration = configuration
  }

  public struct IO: Interface {
    @Flipped public var operands: Stream<OperandPair>
    @Flipped public var settings: Stream<OutputSettings>?
    public var results: Stream<ResultRow>
  }

  public var ports: IO {
    IO(
      operands: Stream(of: OperandPairShape(configuration)),
      settings: configuration.hasOutputStage ? Stream(of: OutputSettingsShape(configuration)) : nil,
      results: Stream(of: ResultRowShape(configuration)))
  }

  public var moduleName: String { "output_stationary_array_\(configuration.nameComponent)" }
  public var summary: String { "Output-stationary systolic array for matrix multiplication." }

  public var parameterProblems: [String] { configuration.problems }

  public func build(_ io: IO) {
    let rows = configuration.rows
    let operands = Instance("operand_slice", StreamRegisterSlice(payload: OperandPairShape(configuration)))
    operands.input <== io.operands
    let step = operands.output.payload
    let advance = wire("advance", .bit)

    let control = Instance("control", OutputStationaryControl(rows: rows))
    control.advance <== advance
    control.operandsValid <== operands.output.valid
    control.operandsLast <== step.last
    operands.output.ready <== control.operandsReady

    let bottom = buildElements(step, control, advance)

    // The wave comes out of column c after c cycles; the left columns wait for the right ones.
    let delays = (0..<configuration.columns).map { configuration.columns - 1 - $0 }
    let row = skewed("straightened", bottom, by: delays, while: advance)
    let valid = delayed(
      "row_valid", control.rowValid, by: configuration.columns - 1, while: advance, reset: 0)
    let last = delayed("row_last", control.rowLast, by: configuration.columns - 1, while: advance)
    advance <== connectResults(configuration, row, valid: valid, last: last, io.settings, io.results)
  }

  /// The grid. Returns what comes out of the bottom of each column's drain.
  private func buildElements(
    _ step: OperandPair, _ control: Instance<OutputStationaryControl>, _ advance: Signal
  ) -> [Signal] {
    let rows = configuration.rows
    // Row 0 of A goes to the lowest row of elements, whose sum leaves first.
    let left = skewed("a_wave", step.a.reversed(), by: Array(0..<rows), while: advance)
    let top = skewed("b_wave", step.b, by: Array(0..<configuration.columns), while: advance)
    let element = OutputStationaryElement(
      operandWidth: configuration.operandWidth, accumulatorWidth: configuration.accumulatorWidth)
    var b = top
    var drained = [Signal](repeating: constant(0, .signed(configuration.accumulatorWidth)), count: top.count)
    for row in 0..<rows {
      var a = left[row]
      var valid = control.valid[row]
      var last = control.last[row]
      var drain = control.drain[row]
      for column in 0..<configuration.columns {
        let pe = Instance("pe_\(row)_\(column)", element, inlined: configuration.inlinesElements)
        pe.enable <== advance
        pe.a <== a
        pe.b <== b[column]
        pe.valid <== valid
        pe.last <== last
        pe.drain <== drain
        pe.above <== drained[column]
        (a, valid, last, drain) = (pe.aRight, pe.validRight, pe.lastRight, pe.drainRight)
        (b[column], drained[column]) = (pe.bDown, pe.below)
      }
    }
    return drained
  }
}

/// Joins the straightened rows to the result stream, through the output stage when there is one. Returns the bit that lets the
/// array move.
func connectResults(
  _ configuration: SystolicConfiguration, _ row: [Signal], valid: Signal, last: Signal,
  _ settings: Stream<OutputSettings>?, _ results: Stream<ResultRow>
) -> Signal {
  let slice = Instance("result_slice", StreamRegisterSlice(payload: ResultRowShape(configuration)))
  results <== slice.output
  guard let settings else {
    slice.input.payload.values <== row
    slice.input.payload.last <== last
    slice.input.valid <== valid
    return slice.input.ready || !valid
  }
  let stage = Instance("output_stage", OutputStage(configuration: configuration.ofOutputStage))
  stage.settings <== settings
  stage.accumulators <== row
  stage.valid <== valid
  stage.last <== last
  slice.input <== stage.results
  return stage.advance
}
