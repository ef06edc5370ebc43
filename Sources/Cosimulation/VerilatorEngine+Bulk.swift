import RTL
import Simulation

extension VerilatorEngine {
  /// Cycles in a call of compiled code: few enough that their values stay in the nearer caches.
  private static let blockCycles = 512

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
    forEachBlock(of: stimulus, cycles) { block, outputs in
      for (index, port) in outputs.ports.enumerated() {
        let width = ports[stimulus.outputs[index]].type.width
        append(port, width: width, count: block.count, in: outputs, through: numbers, to: &samples[index])
      }
    }
    return samples
  }

  public func run(_ stimulus: BulkStimulus, cycles: Range<Int>, into rows: UnsafeMutableBufferPointer<Int>) {
    guard stimulus.outputs.allSatisfy({ ports[$0].type.width <= 64 }) else {
      return runColumns(stimulus, cycles: cycles, into: rows)
    }
    let width = stimulus.outputs.count
    forEachBlock(of: stimulus, cycles) { block, outputs in
      for (place, port) in outputs.ports.enumerated() {
        guard let first = rows.baseAddress else { return }
        var port = port
        library.empty(
          &port, first + (block.lowerBound - cycles.lowerBound) * width + place, UInt64(width), outputs.table.rows,
          UInt64(outputs.rowBytes), UInt64(block.count))
      }
    }
  }

  /// Runs the cycles, and hands on the table of the outputs after each block of them.
  private func forEachBlock(
    of stimulus: BulkStimulus, _ cycles: Range<Int>, _ body: (Range<Int>, VerilatorBulkTable) -> Void
  ) {
    let columns = stimulus.inputs.filter { ports[$0.port].direction == .input }
    let capacity = min(Self.blockCycles, cycles.count)
    let inputs = VerilatorBulkTable(columns.map { bulkPort($0.port, isInput: true) }, rowCount: capacity)
    let outputs = VerilatorBulkTable(stimulus.outputs.map { bulkPort($0, isInput: false) }, rowCount: capacity)
    for start in stride(from: cycles.lowerBound, to: cycles.upperBound, by: Self.blockCycles) {
      let block = start..<min(start + Self.blockCycles, cycles.upperBound)
      var index = 0
      while index < columns.count {
        let count = inputs.neighbours(from: index, columns)
        if count > 1 {
          fillRows(columns[index], neighbours: count, at: index, cycles: block, in: inputs)
        } else {
          fill(inputs.ports[index], columns[index], cycles: block, in: inputs)
        }
        index += count
      }
      runCompiled(stimulus, block.count, inputs, outputs)
      body(block, outputs)
    }
  }

  private func runCompiled(
    _ stimulus: BulkStimulus, _ cycles: Int, _ inputs: VerilatorBulkTable, _ outputs: VerilatorBulkTable
  ) {
    var completed: UInt64 = 0
    if flags.pointee.isRunning {
      flags.pointee.isDirty = false
      var (inputTable, outputTable) = (inputs.table, outputs.table)
      let message = withExtendedLifetime((inputs, outputs)) {
        library.run(
          simulation, &inputTable, &outputTable, UInt64(cycles), stimulus.clocks.rawValue,
          stimulus.moment == .beforeEdge ? 1 : 0, &completed)
      }
      guard let message else { return }
      fail(message)
    }
    // What lies there are the values of other cycles.
    outputs.clear(from: Int(completed), count: cycles)
  }

  private func bulkPort(_ port: Int, isInput: Bool) -> VerilatorBulk.Port {
    let type = ports[port].type
    let shift = type.isSigned && type.width < 64 ? UInt64(64 - type.width) : 0
    return VerilatorBulk.Port(
      address: slots[port].address, words: nil, maskOrShift: isInput ? Self.mask(type.width) : shift,
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
    func fill(_ values: UnsafeRawPointer, byteCount: Int = 8, isSigned: Bool = true, stride: Int = 1) {
      var port = port
      library.fill(
        &port, values, UInt64(byteCount), isSigned ? 1 : 0, UInt64(stride), table.table.rows, UInt64(table.rowBytes),
        UInt64(cycles.count))
    }
    func fill(_ numbers: ArraySlice<Int>) {
      numbers.withUnsafeBufferPointer { if let first = $0.baseAddress { fill(first) } }
    }
    switch column.values {
    case .numbers(let numbers): fill(numbers[cycles])
    case .bits(let bits): fill(bits[cycles].map { Int(truncatingIfNeeded: $0.low) }[...])
    case .rows(let rows, let place):
      let first = rows.memory + (cycles.lowerBound * rows.width + place) * rows.byteCount
      fill(first, byteCount: rows.byteCount, isSigned: rows.isSigned, stride: rows.width)
    }
  }

  /// The same for inputs that stand in rows as they stand in the table.
  private func fillRows(
    _ column: BulkStimulus.Column, neighbours count: Int, at index: Int, cycles: Range<Int>,
    in table: VerilatorBulkTable
  ) {
    guard case .rows(let rows, let place) = column.values else { return }
    var first = table.ports[index]
    let values = rows.memory + (cycles.lowerBound * rows.width + place) * rows.byteCount
    library.fillRows(
      &first, values, UInt64(count * rows.byteCount), UInt64(rows.width * rows.byteCount), table.table.rows,
      UInt64(table.rowBytes), UInt64(cycles.count))
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
      var port = port
      library.empty(&port, first, 1, table.table.rows, UInt64(table.rowBytes), UInt64(count))
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
