import Simulation

/// The table of the inputs, or of the outputs, of a bulk run.
final class VerilatorBulkTable {
  /// In the order of the run.
  private(set) var ports: [VerilatorBulk.Port]
  private let spans: UnsafeMutableBufferPointer<VerilatorBulk.Span>
  private let wide: UnsafeMutableBufferPointer<VerilatorBulk.Port>
  private var allocations: [UnsafeMutableRawPointer] = []
  let table: VerilatorBulk.Table
  let rowBytes: Int

  /// - Parameter rowCount: Number of cycles in a block.
  init(_ ports: [VerilatorBulk.Port], rowCount: Int) {
    self.ports = ports
    // Of several columns for one input the last one counts.
    let order = ports.indices.filter { ports[$0].wordCount == 0 }.sorted {
      (UInt(bitPattern: ports[$0].address), $0) < (UInt(bitPattern: ports[$1].address), $1)
    }
    var spans: [VerilatorBulk.Span] = []
    var rowBytes: UInt64 = 0
    for index in order {
      let port = ports[index]
      if let last = spans.last, last.address + Int(last.byteCount) == port.address {
        spans[spans.count - 1].byteCount += port.byteCount
      } else {
        // So that each number stands at a multiple of its size: in the model it does.
        rowBytes = (rowBytes + 7) / 8 * 8 + UInt64(UInt(bitPattern: port.address) % 8)
        spans.append(VerilatorBulk.Span(address: port.address, offset: rowBytes, byteCount: port.byteCount))
      }
      self.ports[index].offset = rowBytes
      rowBytes += port.byteCount
    }
    rowBytes = (rowBytes + 7) / 8 * 8
    self.rowBytes = Int(rowBytes)
    func zeros(_ byteCount: Int) -> UnsafeMutableRawPointer {
      let memory = UnsafeMutableRawPointer.allocate(byteCount: max(byteCount, 8), alignment: 64)
      memory.initializeMemory(as: UInt8.self, repeating: 0, count: max(byteCount, 8))
      return memory
    }
    let rows = zeros(Int(rowBytes) * rowCount)
    allocations.append(rows)
    for index in self.ports.indices where self.ports[index].wordCount > 0 {
      let words = zeros(8 * Int(self.ports[index].wordCount) * rowCount)
      self.ports[index].words = words
      allocations.append(words)
    }
    self.spans = .allocate(capacity: spans.count)
    _ = self.spans.initialize(from: spans)
    let wide = self.ports.filter { $0.wordCount > 0 }
    self.wide = .allocate(capacity: wide.count)
    _ = self.wide.initialize(from: wide)
    table = VerilatorBulk.Table(
      spans: self.spans.baseAddress.map { UnsafePointer($0) }, spanCount: UInt64(spans.count),
      wide: self.wide.baseAddress.map { UnsafePointer($0) }, wideCount: UInt64(wide.count), rows: rows,
      rowBytes: rowBytes)
  }

  deinit {
    for memory in allocations { memory.deallocate() }
    spans.deallocate()
    wide.deallocate()
  }

  /// Of the columns of inputs from an index on: how many stand side by side in the table as in rows that were given.
  func neighbours(from index: Int, _ columns: [BulkStimulus.Column]) -> Int {
    guard case .rows(let rows, let place) = columns[index].values, isWhole(ports[index], rows) else { return 1 }
    var count = 1
    while index + count < columns.count, case .rows(let others, place + count) = columns[index + count].values,
      others === rows, isWhole(ports[index + count], rows),
      ports[index + count].offset == ports[index].offset + UInt64(count * rows.byteCount)
    {
      count += 1
    }
    return count
  }

  /// Whether a number is what the model has.
  private func isWhole(_ port: VerilatorBulk.Port, _ rows: RowNumbers) -> Bool {
    port.words == nil && port.byteCount == UInt64(rows.byteCount)
      && port.maskOrShift == UInt64.max >> UInt64(64 - 8 * rows.byteCount)
  }

  /// Makes the values zeros from a cycle on.
  func clear(from row: Int, count: Int) {
    func clear(_ memory: UnsafeMutableRawPointer, rowBytes: Int) {
      (memory + row * rowBytes).initializeMemory(as: UInt8.self, repeating: 0, count: max(count - row, 0) * rowBytes)
    }
    clear(table.rows, rowBytes: rowBytes)
    for port in ports {
      if let words = port.words { clear(words, rowBytes: 8 * Int(port.wordCount)) }
    }
  }
}
