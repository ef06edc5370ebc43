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
    let inputs = inputs(of: stimulus)
    let ports = outputs.map { map.port(of: map.io[keyPath: $0]) }
    let bulk = BulkStimulus(inputs: inputs, outputs: ports.compactMap(\.self), moment: moment)
    var samples = run(bulk, cycles: stimulus.count)[...]
    var columns: [Samples<M>.Column] = []
    for (path, port) in zip(outputs, ports) {
      guard let port, let values = samples.popFirst() else { continue }
      columns.append(Samples.Column(path: path, type: access.ports[port].type, samples: values))
    }
    return Samples(columns: columns)
  }

  /// Runs a cycle for each value of the stimulus and returns what one output was in each.
  public func run(
    _ stimulus: Stimulus<M>, sampling output: KeyPath<M.IO, Signal>, at moment: BulkStimulus.Moment = .afterEdge
  ) -> [Int] {
    run(stimulus, sampling: [output], at: moment)[output]
  }

  /// Runs a cycle for each value of the stimulus and returns what all ports of an array or of an interface were: numbers row
  /// after row, a row a cycle, the ports in their declared order.
  ///
  /// ```swift
  /// let sums = dut.run(stimulus, samplingRows: \.sums)
  /// ```
  public func run<Part: Bundle>(
    _ stimulus: Stimulus<M>, samplingRows outputs: KeyPath<M.IO, Part>, at moment: BulkStimulus.Moment = .afterEdge
  ) -> [Int] {
    var rows: [Int] = []
    run(stimulus, samplingRows: outputs, into: &rows, at: moment)
    return rows
  }

  /// The same, into an array that is kept: for many short runs, since new memory takes as long as some cycles.
  ///
  /// The numbers can be of any type. One that is as the ports are, such as `Int32` for signed ports of 32 bits, is the fastest: a
  /// Verilator model's outputs are copied as they stand. A value that the type does not hold is reported when the simulation is
  /// completed, and is 0.
  public func run<Part: Bundle, Number: FixedWidthInteger>(
    _ stimulus: Stimulus<M>, samplingRows outputs: KeyPath<M.IO, Part>, into rows: inout [Number],
    at moment: BulkStimulus.Moment = .afterEdge
  ) {
    let ports = map.ports(of: map.io[keyPath: outputs])
    let bulk = BulkStimulus(inputs: inputs(of: stimulus), outputs: ports, moment: moment)
    let cycles = max(stimulus.count, 0)
    let count = cycles * ports.count
    if rows.count != count { rows = Array(repeating: 0, count: count) }
    if ports.allSatisfy({ access.holds(Number.self, valuesOf: $0) }) {
      rows.withUnsafeMutableBufferPointer { run(bulk, cycles: cycles, into: SampledRows($0, width: ports.count)) }
      return
    }
    var numbers = [Int](repeating: 0, count: count)
    numbers.withUnsafeMutableBufferPointer { run(bulk, cycles: cycles, into: SampledRows($0, width: ports.count)) }
    for index in numbers.indices {
      rows[index] = access.number(numbers[index], of: ports[index % ports.count])
    }
  }

  private func run(_ bulk: BulkStimulus, cycles: Int, into rows: SampledRows?) {
    forEachBlock(of: bulk, cycles: cycles) { block in
      if let rows {
        access.engine.run(bulk, cycles: block, into: rows.dropFirst(block.lowerBound))
      } else {
        _ = access.engine.run(bulk, cycles: block)
      }
    }
  }

  private func inputs(of stimulus: Stimulus<M>) -> [BulkStimulus.Column] {
    let longest = stimulus.columns.map(\.values.count).max() ?? stimulus.count
    return stimulus.columns.flatMap { column in
      access.columns(column.ports(map), column.values, column.range, count: longest)
    }
  }

  private func run(_ bulk: BulkStimulus, cycles: Int) -> [BulkSamples] {
    var all: [BulkSamples] = []
    forEachBlock(of: bulk, cycles: cycles) { block in
      let samples = access.engine.run(bulk, cycles: block)
      if all.isEmpty { all = samples } else { for index in all.indices { all[index].append(samples[index]) } }
    }
    return all
  }

  private func forEachBlock(of bulk: BulkStimulus, cycles: Int, _ body: (Range<Int>) -> Void) {
    for block in blocks(of: max(cycles, 0)) {
      if !observers.isEmpty {
        access.engine.write(bulk, cycle: block.lowerBound)
        observe()
      }
      body(block)
      advance(block.count)
    }
  }

  /// Observers look at every cycle, checks are asked now and then.
  private func blocks(of cycles: Int) -> [Range<Int>] {
    let size = !observers.isEmpty ? 1 : log != nil ? Self.cyclesBetweenEvents : max(cycles, 1)
    return stride(from: 0, to: cycles, by: size).map { $0..<min($0 + size, cycles) }
  }
}
