import Bitloom
import Components

/// Takes rows of accumulators, applies the settings of their tile, and sends rows of results.
///
/// Latency 3 cycles, one row a cycle. The whole stage stands still while the receiver does not take a row; `advance` tells the
/// array to stand still with it. A row waits for the settings of its tile; the settings are taken with the tile's last row.
struct OutputStage: Module {
  var configuration: SystolicConfiguration

  struct IO: Interface {
    @Flipped var settings: Stream<OutputSettings>
    @Input var accumulators: [Signal]
    @Input var valid: Signal
    @Input var last: Signal
    @Output var advance: Signal
    var results: Stream<ResultRow>
  }

  var ports: IO {
    IO(
      settings: Stream(of: OutputSettingsShape(configuration)),
      accumulators: .signed(configuration.accumulatorWidth, count: configuration.columns),
      valid: .bit, last: .bit, advance: .bit,
      results: Stream(of: ResultRowShape(configuration)))
  }

  var moduleName: String { "output_stage_\(configuration.nameComponent)" }
  var summary: String { "Bias, ReLU and requantisation of the rows of a tile." }

  func build(_ io: IO) {
    let stages = OutputLane.latency
    let valid = register("valid", .bit, count: stages, reset: 0)
    let last = register("last", .bit, count: stages)
    let advance = wire("step", .bit)
    let settings = io.settings.payload

    // A row that waits for its settings holds up those before it too: what is sent must move on in the same cycle.
    let hasSettings = (io.settings.valid || !io.valid).named("has_settings")
    advance <== (io.results.ready || !valid[stages - 1]) && hasSettings
    io.advance <== advance
    io.settings.ready <== advance && io.valid && io.last

    when(advance) {
      valid[0] <== io.valid
      last[0] <== io.last
      for stage in 1..<stages {
        valid[stage] <== valid[stage - 1]
        last[stage] <== last[stage - 1]
      }
    }

    let lane = OutputLane(configuration: configuration)
    for column in 0..<configuration.columns {
      let lane = Instance("lane_\(column)", lane)
      lane.enable <== advance
      lane.accumulator <== io.accumulators[column]
      if let port = lane.bias, let bias = settings.bias { port <== bias[column] }
      if let port = lane.relu, let relu = settings.relu { port <== relu }
      if let port = lane.requantise, let requantise = settings.requantise { port <== requantise }
      if let port = lane.multiplier, let multiplier = settings.multiplier { port <== multiplier[column] }
      if let port = lane.shift, let shift = settings.shift { port <== shift[column] }
      io.results.payload.values[column] <== lane.result
    }
    io.results.payload.last <== last[stages - 1]
    io.results.valid <== valid[stages - 1] && hasSettings
  }
}

extension SystolicConfiguration {
  /// The configuration without what makes no difference behind the accumulators, so that arrays of all kinds share a stage.
  var ofOutputStage: SystolicConfiguration {
    var configuration = self
    configuration.dataflow = SystolicConfiguration().dataflow
    configuration.batchRows = SystolicConfiguration().batchRows
    configuration.inlinesElements = SystolicConfiguration().inlinesElements
    return configuration
  }
}
