import RTL
import Simulation

extension IcarusEngine {
  /// Cycles whose answers are awaited together: enough that waiting for the other process costs little.
  private static let blockCycles = 1024

  /// Blocks of cycles, each sent in one piece; the answers are taken as they come.
  public func run(_ stimulus: BulkStimulus, cycles: Range<Int>) -> [BulkSamples] {
    let inputs = ports.indices.filter { ports[$0].direction == .input }
    var columns: [Int: BulkStimulus.Column.Values] = [:]
    for column in stimulus.inputs { columns[column.port] = column.values }
    var samples = stimulus.outputs.map { _ in [LogicBits]() }
    for start in stride(from: cycles.lowerBound, to: cycles.upperBound, by: Self.blockCycles) {
      let block = start..<min(start + Self.blockCycles, cycles.upperBound)
      var commands = IcarusCommands()
      commands.appendRun(block.count, clocks: stimulus.clocks, moment: stimulus.moment)
      var row: [Int: Bits] = [:]
      for cycle in block {
        for port in inputs { row[port] = value(of: port, cycle, columns[port]) }
        if !inputs.isEmpty { commands.appendRow(inputs.compactMap { row[$0] }) }
      }
      guard let answers = run(commands, cycles: block.count, inputs: row) else { break }
      for (index, port) in stimulus.outputs.enumerated() {
        if let output = outputIndexes[port] {
          samples[index] += answers.map { $0[output] }
        } else {
          samples[index] += block.map { LogicBits(value(of: port, $0, columns[port])) }
        }
      }
    }
    return samples.map { .bits($0) }
  }

  private func value(of port: Int, _ cycle: Int, _ values: BulkStimulus.Column.Values?) -> Bits {
    values?.bits(cycle, width: ports[port].type.width) ?? self.values[port].value
  }
}
