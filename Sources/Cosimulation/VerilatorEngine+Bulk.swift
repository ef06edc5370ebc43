import RTL
import Simulation

extension VerilatorEngine {
  /// Cycles in a call of compiled code: few enough that their values stay in the nearest cache.
  private static let blockCycles = 128

  /// All cycles in compiled code.
  public func run(_ stimulus: BulkStimulus, cycles: Range<Int>) -> [BulkSamples] {
    var samples = stimulus.outputs.map { port in
      var numbers: [Int] = []
      if ports[port].type.width > 64 { return BulkSamples.bits([]) }
      numbers.reserveCapacity(cycles.count)
      return .numbers(numbers)
    }
    // The values of one port between its table and its array.
    let numbers = UnsafeMutableBufferPointer<Int>.allocate(capacity: max(min(Self.blockCycles, cycles.count), 1))
    defer { numbers.deallocate() }
    forEachBlock(of: stimulus, cycles, into: nil) { block, outputs in
      for (index, port) in outputs.ports.enumerated() {
        let width = ports[stimulus.outputs[index]].type.width
        append(port, width: width, count: block.count, in: outputs, through: numbers, to: &samples[index])
      }
    }
    return samples
  }

  public func run(_ stimulus: BulkStimulus, cycles: Range<Int>, into rows: SampledRows) {
    guard stimulus.outputs.allSatisfy({ ports[$0].type.width <= 64 }) else {
      return runColumns(stimulus, cycles: cycles, into: rows)
    }
    forEachBlock(of: stimulus, cycles, into: rows) { block, outputs in
      let rows = rows.dropFirst(block.lowerBound - cycles.lowerBound)
      for (place, port) in outputs.ports.enumerated() where outputs.direct[place] == nil {
        let numbers = VerilatorBulk.Numbers(
          memory: rows.memory + place * rows.byteCount, byteCount: UInt64(rows.byteCount), isSigned: 0,
          stride: UInt64(rows.width))
        move(library.empty, port, numbers, in: outputs, count: block.count)
      }
    }
  }

  /// Runs the cycles, and hands on where the outputs are after each block of them.
  private func forEachBlock(
    of stimulus: BulkStimulus, _ cycles: Range<Int>, into sampled: SampledRows?,
    _ body: (Range<Int>, VerilatorBulkTable) -> Void
  ) {
    let columns = stimulus.inputs.filter { ports[$0.port].direction == .input }
    let capacity = min(Self.blockCycles, cycles.count)
    let inputPorts = columns.map { bulkPort($0.port) }
    let inputs = VerilatorBulkTable(inputPorts, direct: zip(columns, inputPorts).map(rows), rowCount: capacity)
    let outputPorts = stimulus.outputs.map { bulkPort($0) }
    let places = outputPorts.indices.map { place in
      sampled.flatMap {
        rows(in: $0, place, outputPorts[place], isSigned: ports[stimulus.outputs[place]].type.isSigned)
      }
    }
    let outputs = VerilatorBulkTable(outputPorts, direct: places, rowCount: capacity)
    for start in stride(from: cycles.lowerBound, to: cycles.upperBound, by: Self.blockCycles) {
      let block = start..<min(start + Self.blockCycles, cycles.upperBound)
      for (index, column) in columns.enumerated() where inputs.direct[index] == nil {
        fill(inputs.ports[index], column, cycles: block, in: inputs)
      }
      withExtendedLifetime((inputs, outputs)) {
        let outputTable = outputs.table(from: start - cycles.lowerBound)
        let completed = runCompiled(stimulus, block.count, inputs.table(from: start), outputTable)
        // What lies there are the values of other cycles.
        outputs.clear(from: completed, count: block.count, in: outputTable)
      }
      body(block, outputs)
    }
  }

  /// The numbers for an input, where they are as the model has them.
  private func rows(_ column: BulkStimulus.Column, _ port: VerilatorBulk.Port) -> VerilatorBulkTable.Rows? {
    guard case .rows(let rows, let place) = column.values, port.wordCount == 0,
      port.byteCount == UInt64(rows.byteCount), port.mask == UInt64.max >> UInt64(64 - 8 * rows.byteCount)
    else { return nil }
    return VerilatorBulkTable.Rows(memory: rows.memory + place * rows.byteCount, stride: rows.width * rows.byteCount)
  }

  /// The numbers of an output, where they are as the model has them: those of a signed port have its sign, which the model has not
  /// unless the port fills its bytes.
  private func rows(
    in rows: SampledRows, _ place: Int, _ port: VerilatorBulk.Port, isSigned: Bool
  ) -> VerilatorBulkTable.Rows? {
    let fillsBytes = port.mask == UInt64.max >> UInt64(64 - 8 * rows.byteCount)
    guard port.wordCount == 0, port.byteCount == UInt64(rows.byteCount), fillsBytes || !isSigned else { return nil }
    return VerilatorBulkTable.Rows(memory: rows.memory + place * rows.byteCount, stride: rows.rowBytes)
  }

  /// Returns the number of cycles that were run: fewer when the simulation ended in one.
  private func runCompiled(
    _ stimulus: BulkStimulus, _ cycles: Int, _ inputs: VerilatorBulk.Table, _ outputs: VerilatorBulk.Table
  ) -> Int {
    var completed: UInt64 = 0
    guard flags.pointee.isRunning else { return 0 }
    flags.pointee.isDirty = false
    var (inputs, outputs) = (inputs, outputs)
    let message = library.run(
      simulation, &inputs, &outputs, UInt64(cycles), stimulus.clocks.rawValue,
      stimulus.moment == .beforeEdge ? 1 : 0, &completed)
    if let message { fail(message) }
    return Int(completed)
  }

  private func bulkPort(_ port: Int) -> VerilatorBulk.Port {
    let type = ports[port].type
    return VerilatorBulk.Port(
      address: slots[port].address, words: nil, mask: Self.mask(type.width),
      signShift: type.isSigned && type.width < 64 ? UInt64(64 - type.width) : 0,
      byteCount: UInt64(VerilatorPort.byteCount(width: type.width)),
      wordCount: type.width <= 64 ? 0 : UInt64(Self.wordCount(type.width)), offset: 0)
  }

  /// Of 64 bits.
  private static func wordCount(_ width: Int) -> Int { (width + 63) / 64 }

  private static func mask(_ width: Int) -> UInt64 { width >= 64 ? .max : (1 << UInt64(width)) - 1 }

  /// Puts the values of an input where compiled code takes them from.
  private func fill(
    _ port: VerilatorBulk.Port, _ column: BulkStimulus.Column, cycles: Range<Int>, in table: VerilatorBulkTable
  ) {
    let width = ports[column.port].type.width
    if let memory = port.words {
      for (row, cycle) in cycles.enumerated() {
        Self.store(column.values.bits(cycle, width: width), in: memory, row: row)
      }
      return
    }
    func fill(_ numbers: ArraySlice<Int>) {
      numbers.withUnsafeBytes { bytes in
        guard let first = bytes.baseAddress else { return }
        let numbers = VerilatorBulk.Numbers(
          memory: UnsafeMutableRawPointer(mutating: first), byteCount: 8, isSigned: 1, stride: 1)
        move(library.fill, port, numbers, in: table, count: cycles.count)
      }
    }
    switch column.values {
    case .numbers(let numbers): fill(numbers[cycles])
    case .bits(let bits): fill(bits[cycles].map { Int(truncatingIfNeeded: $0.low) }[...])
    case .rows(let rows, let place):
      let numbers = VerilatorBulk.Numbers(
        memory: rows.memory + (cycles.lowerBound * rows.width + place) * rows.byteCount,
        byteCount: UInt64(rows.byteCount), isSigned: rows.isSigned ? 1 : 0, stride: UInt64(rows.width))
      move(library.fill, port, numbers, in: table, count: cycles.count)
    }
  }

  /// Between numbers of the test bench and the table.
  private func move(
    _ function: VerilatorBulk.Move, _ port: VerilatorBulk.Port, _ numbers: VerilatorBulk.Numbers,
    in table: VerilatorBulkTable, count: Int
  ) {
    var (port, numbers) = (port, numbers)
    function(&port, &numbers, table.rows, UInt64(table.rowBytes), UInt64(count))
  }

  private static func store(_ bits: Bits, in memory: UnsafeMutableRawPointer, row: Int) {
    let words = memory.assumingMemoryBound(to: UInt64.self)
    let count = wordCount(bits.width)
    for index in 0..<count { words[row * count + index] = bits.word(index) }
  }

  private func append(
    _ port: VerilatorBulk.Port, width: Int, count: Int, in table: VerilatorBulkTable,
    through numbers: UnsafeMutableBufferPointer<Int>, to samples: inout BulkSamples
  ) {
    guard let memory = port.words else {
      guard let first = numbers.baseAddress else { return }
      let target = VerilatorBulk.Numbers(memory: first, byteCount: 8, isSigned: 1, stride: 1)
      move(library.empty, port, target, in: table, count: count)
      return samples.append(UnsafeBufferPointer(rebasing: numbers[..<count]))
    }
    let wordCount = Self.wordCount(width)
    let words = UnsafeBufferPointer(start: memory.assumingMemoryBound(to: UInt64.self), count: count * wordCount)
    let bits = (0..<count).map { cycle in
      LogicBits(Bits(words: Array(words[cycle * wordCount..<(cycle + 1) * wordCount]), width: width))
    }
    samples.append(.bits(bits))
  }
}
