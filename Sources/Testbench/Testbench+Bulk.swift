import Bitloom
import RTL
import Simulation

// Many cycles in one call.

extension Testbench {
  /// Runs a cycle for each value of the stimulus and returns what the outputs were in each.
  ///
  /// The same as setting the inputs, `step()`, and reading the outputs, in a loop. Verilator runs all cycles in compiled code,
  /// Icarus gets and answers a thousand at once; nothing is called a cycle.
  ///
  /// ```swift
  /// let samples = dut.run([\.a: [3, 5, 7], \.b: [1, -1, 2]], sampling: [\.sum])
  /// print(samples[\.sum])
  /// ```
  /// - Parameters:
  ///   - outputs: The ports that are sampled.
  ///   - moment: `.afterEdge` samples once the cycle's edge has acted; `.beforeEdge` what a register at the output takes at the
  ///     edge, which is when both sides of a handshake are looked at.
  ///
  /// What does not fit its port, and lists of values of different lengths, are reported when the simulation is completed; of
  /// different lengths the shortest counts.
  @discardableResult
  public func run(
    _ stimulus: Stimulus<M>, sampling outputs: [KeyPath<M.IO, Signal>] = [],
    at moment: BulkStimulus.Moment = .afterEdge
  ) -> Samples<M> {
    let longest = stimulus.columns.map(\.values.count).max() ?? stimulus.count
    let inputs = stimulus.columns.compactMap { column in
      access.column(map.port(of: map.io[keyPath: column.path]), column.values, count: longest)
    }
    let ports = outputs.map { map.port(of: map.io[keyPath: $0]) }
    let bulk = BulkStimulus(inputs: inputs, outputs: ports.compactMap(\.self), moment: moment)
    var samples = run(bulk, cycles: stimulus.count)[...]
    var columns: [KeyPath<M.IO, Signal>: Samples<M>.Column] = [:]
    for (path, port) in zip(outputs, ports) {
      guard let port, let values = samples.popFirst() else { continue }
      columns[path] = Samples.Column(type: access.ports[port].type, samples: values)
    }
    return Samples(columns: columns)
  }

  /// Runs a cycle for each value of the stimulus and returns what one output was in each.
  public func run(
    _ stimulus: Stimulus<M>, sampling output: KeyPath<M.IO, Signal>, at moment: BulkStimulus.Moment = .afterEdge
  ) -> [Int] {
    run(stimulus, sampling: [output], at: moment)[output]
  }

  private func run(_ bulk: BulkStimulus, cycles: Int) -> [BulkSamples] {
    var all: [BulkSamples] = []
    for block in blocks(of: max(cycles, 0)) {
      if !observers.isEmpty {
        access.engine.write(bulk, cycle: block.lowerBound)
        observe()
      }
      let samples = access.engine.run(bulk, cycles: block)
      advance(block.count)
      if all.isEmpty { all = samples } else { for index in all.indices { all[index].append(samples[index]) } }
    }
    return all
  }

  /// Observers look at every cycle, checks are asked now and then.
  private func blocks(of cycles: Int) -> [Range<Int>] {
    let size = !observers.isEmpty ? 1 : log != nil ? Self.cyclesBetweenEvents : max(cycles, 1)
    return stride(from: 0, to: cycles, by: size).map { $0..<min($0 + size, cycles) }
  }
}
