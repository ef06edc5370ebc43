import Accelerators
import Bitloom
import Foundation
import GoldenModels
import Testbench

/// The demonstration: the float network is quantised to INT8, and its three layers run on a systolic array in Verilator.
struct DigitsDemo {
  private let data: DigitsData
  private let network: QuantisedNetwork
  private let inference: QuantisedNetwork.Inference
  private let outputDirectory: URL

  init(outputDirectory: String) throws {
    self.outputDirectory = URL(fileURLWithPath: outputDirectory)
    data = try DigitsData(directory: Bundle.module.bundleURL.appendingPathComponent("Digits"))
    network = try QuantisedNetwork(quantising: data.network)
    inference = try network.inference(data.test.images)
  }

  /// Returns whether the hardware agreed with the golden model in everything.
  func run() throws -> Bool {
    let float = try data.network.inference(data.test.images).last ?? []
    let shape = network.layers.map { "\($0.inputCount)" } + ["\(network.layers.last?.outputCount ?? 0)"]
    print(
      "Handwritten digits: \(data.test.count) images of 8 x 8 pixels, network \(shape.joined(separator: "-")), INT8")
    print("")
    report("float network", correct: data.test.correct(float.compactMap { Classification.largest($0) }))
    report("golden model (INT8)", correct: data.test.correct(inference.predictions))
    var agrees = true
    for dataflow in SystolicConfiguration.Dataflow.allCases {
      agrees = try run(dataflow) && agrees
    }
    print("")
    print(
      agrees ? "Every number of the hardware equals the golden model." : "The hardware differs from the golden model.")
    return agrees
  }

  private func report(_ name: String, correct: Int) {
    let percent = 100 * Double(correct) / Double(data.test.count)
    let padded = name.padding(toLength: 34, withPad: " ", startingAt: 0)
    print("\(padded) \(correct) of \(data.test.count) right (\(String(format: "%.2f", percent)) %)")
  }

  private func run(_ dataflow: SystolicConfiguration.Dataflow) throws -> Bool {
    var configuration = SystolicConfiguration(rows: 16, columns: 16, dataflow: dataflow)
    configuration.batchRows = 512
    let name = dataflow == .outputStationary ? "output-stationary" : "weight-stationary"
    let directory = outputDirectory.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let design = try SystolicRun.elaborate(configuration)
    for file in design.verilog() {
      try file.text.write(to: directory.appendingPathComponent(file.name), atomically: true, encoding: .utf8)
    }

    let started = ContinuousClock.now
    let array = try SystolicRun(configuration, design: design, on: .verilator)
    let built = ContinuousClock.now
    print("")
    print("16 x 16 \(name) array in Verilator, built in \(seconds(built - started)) s:")
    print("  layer     M x K x N         tiles    cycles   formula   utilisation   seconds   wrong numbers")
    var values = data.test.images
    var totals = Totals()
    var logits: [[Int]] = []
    for (index, layer) in network.layers.enumerated() {
      let layerStarted = ContinuousClock.now
      let product = try array.multiply(values, layer.weights, output(of: layer))
      let elapsed = ContinuousClock.now - layerStarted
      let isLast = index == network.layers.count - 1
      let expected = isLast ? inference.logits : inference.outputs[index]
      let wrong = zip(product.result, expected).reduce(0) { $0 + zip($1.0, $1.1).count { $0 != $1 } }
      totals.add(product, wrong: wrong)
      printRow(layer.name, product, elapsed, wrong: wrong)
      values = product.result
      if isLast { logits = product.result }
    }
    try array.finish()
    let utilisation = Double(totals.multiplications) / Double(256 * totals.cycles)
    let padding = String(repeating: " ", count: 9)
    print("  all layers                        \(right(totals.cycles, 9)) \(padding)  \(percent(utilisation))")
    report("  hardware", correct: data.test.correct(logits.compactMap { Classification.largest($0) }))
    try writeWaveform(configuration, design, to: directory)
    print("  Verilog and waveform: \(outputDirectory.relativePath)/\(name)/")
    return totals.wrong == 0 && totals.formulaHolds
  }

  private struct Totals {
    var cycles = 0
    var multiplications = 0
    var wrong = 0
    var formulaHolds = true

    mutating func add(_ product: SystolicRun.Product, wrong: Int) {
      cycles += product.cycles
      multiplications += product.schedule.multiplications
      self.wrong += wrong
      if product.cycles != product.schedule.cycles { formulaHolds = false }
    }
  }

  private func output(of layer: QuantisedLayer) -> SystolicSchedule.Output {
    let columns = (0..<layer.outputCount).map { column in
      SystolicSchedule.ColumnSettings(
        bias: layer.bias[column],
        multiplier: layer.requantisation == nil ? 1 : layer.multipliers[column],
        shift: layer.requantisation == nil ? 0 : layer.shifts[column])
    }
    return .init(columns: columns, relu: layer.relu, requantise: layer.requantisation != nil)
  }

  /// The first images again, short enough to look at.
  private func writeWaveform(_ configuration: SystolicConfiguration, _ design: Design, to directory: URL) throws {
    let path = directory.appendingPathComponent("first-layer.vcd").path
    let array = try SystolicRun(configuration, design: design, on: .verilator, trace: .file(path))
    let layer = network.layers[0]
    _ = try array.multiply(Array(data.test.images.prefix(configuration.rows)), layer.weights, output(of: layer))
    try array.finish()
  }

  private func printRow(_ name: String, _ product: SystolicRun.Product, _ elapsed: Duration, wrong: Int) {
    let schedule = product.schedule
    let shape = "\(schedule.m) x \(schedule.k) x \(schedule.n)"
    let tiles = "\(schedule.rowTiles) x \(schedule.kTiles) x \(schedule.columnTiles)"
    let columns = [
      name.padding(toLength: 9, withPad: " ", startingAt: 0), shape.padding(toLength: 14, withPad: " ", startingAt: 0),
      right(tiles, 9), right(product.cycles, 9), right(schedule.cycles, 9),
      right(percent(schedule.utilisation(in: product.cycles)), 12), right(seconds(elapsed), 10), right(wrong, 10),
    ]
    print("  " + columns.joined(separator: " "))
  }

  private func right(_ value: some CustomStringConvertible, _ width: Int) -> String {
    let text = "\(value)"
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private func percent(_ fraction: Double) -> String { String(format: "%.1f %%", 100 * fraction) }

  private func seconds(_ duration: Duration) -> String {
    let (whole, attoseconds) = duration.components
    return String(format: "%.2f", Double(whole) + Double(attoseconds) / 1e18)
  }
}
