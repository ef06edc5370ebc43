import RTL

/// Inputs for each of a number of cycles, and the outputs to sample: what `SimulationEngine.run` takes.
public struct BulkStimulus: Sendable {
  /// The values of one input, one a cycle.
  public struct Column: Sendable {
    public enum Values: Sendable {
      /// For a port of up to 64 bits. Higher bits than the port has are dropped.
      case numbers([Int])
      /// Of the width of the port.
      case bits([Bits])
      /// For a port of any width: what stands at a place of each row. Higher bits than the port has are dropped.
      case rows(RowNumbers, place: Int)

      /// The value of a cycle for a port of a width.
      package func bits(_ cycle: Int, width: Int) -> Bits {
        switch self {
        case .numbers(let numbers): Bits(numbers[cycle], width: width)
        case .bits(let bits): bits[cycle].resized(to: width, signed: false)
        case .rows(let rows, let place): Bits(rows.number(row: cycle, place: place), width: width)
        }
      }
    }

    public var port: Int
    public var values: Values

    public init(port: Int, values: Values) {
      self.port = port
      self.values = values
    }
  }

  /// When outputs are sampled.
  public enum Moment: String, Hashable, Sendable {
    /// Once the edge has acted, with the inputs as they were: as after `step()`.
    case afterEdge
    /// Right before the edge, with the inputs of the cycle: what a register at the output takes.
    case beforeEdge
  }

  /// Every one has a value for each of the cycles that are run.
  public var inputs: [Column]
  /// The ports that are sampled.
  public var outputs: [Int]
  public var moment: Moment
  public var clocks: PortSet

  public init(inputs: [Column], outputs: [Int], moment: Moment = .afterEdge, clocks: PortSet = .all) {
    self.inputs = inputs
    self.outputs = outputs
    self.moment = moment
    self.clocks = clocks
  }
}

/// The values of one port in a run of cycles.
public enum BulkSamples: Sendable, Hashable {
  /// Of a port of up to 64 bits all of which are known, with the sign of its type.
  case numbers([Int])
  case bits([LogicBits])

  /// Appends numbers where there are numbers.
  package mutating func append(_ more: UnsafeBufferPointer<Int>) {
    guard case .numbers(var values) = self else { return }
    self = .numbers([])
    values += more
    self = .numbers(values)
  }

  public mutating func append(_ other: BulkSamples) {
    switch (self, other) {
    case (.numbers(var values), .numbers(let more)):
      self = .numbers([])
      values += more
      self = .numbers(values)
    case (.bits(var values), .bits(let more)):
      self = .bits([])
      values += more
      self = .bits(values)
    default: break
    }
  }
}

extension SimulationEngine {
  /// Cycle by cycle, with the calls for single ports.
  public func run(_ stimulus: BulkStimulus, cycles: Range<Int>) -> [BulkSamples] {
    var samples = stimulus.outputs.map { port -> BulkSamples in
      isTwoState && ports[port].type.width <= 64 ? .numbers([]) : .bits([])
    }
    for cycle in cycles {
      write(stimulus, cycle: cycle)
      if stimulus.moment == .beforeEdge { sample(stimulus.outputs, into: &samples) }
      step(1, clocks: stimulus.clocks)
      if stimulus.moment == .afterEdge { sample(stimulus.outputs, into: &samples) }
    }
    return samples
  }

  /// Sets the inputs of one cycle.
  public func write(_ stimulus: BulkStimulus, cycle: Int) {
    for column in stimulus.inputs {
      switch column.values {
      case .numbers(let numbers): writeWord(column.port, UInt64(bitPattern: Int64(numbers[cycle])))
      case .bits(let bits): write(column.port, bits[cycle])
      case .rows(let rows, let place):
        let number = rows.number(row: cycle, place: place)
        let width = ports[column.port].type.width
        if width > 64 {
          write(column.port, Bits(number, width: width))
        } else {
          writeWord(column.port, UInt64(bitPattern: Int64(number)))
        }
      }
    }
  }

  public func run(_ stimulus: BulkStimulus, cycles: Range<Int>, into rows: SampledRows) {
    runColumns(stimulus, cycles: cycles, into: rows)
  }

  /// Fills rows from the columns that `run` returns.
  package func runColumns(_ stimulus: BulkStimulus, cycles: Range<Int>, into rows: SampledRows) {
    let columns = run(stimulus, cycles: cycles)
    for (place, column) in columns.enumerated() {
      let type = ports[stimulus.outputs[place]].type
      var numbers: [Int]
      switch column {
      case .numbers(let values): numbers = values
      case .bits(let bits): numbers = bits.map { $0.number(type) }
      }
      // A simulation that has ended samples nothing more.
      numbers += repeatElement(0, count: max(0, cycles.count - numbers.count))
      for (row, number) in zip(0..<cycles.count, numbers) { rows.store(number, row: row, place: place) }
    }
  }

  private func sample(_ outputs: [Int], into samples: inout [BulkSamples]) {
    for (index, port) in outputs.enumerated() {
      switch samples[index] {
      case .numbers: samples[index].append(.numbers([ports[port].type.number(readWord(port))]))
      case .bits: samples[index].append(.bits([read(port)]))
      }
    }
  }
}
