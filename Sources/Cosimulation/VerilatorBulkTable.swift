import Simulation

/// Where the values of the inputs, or of the outputs, of a bulk run stand.
final class VerilatorBulkTable {
  /// Rows of numbers as the model has them.
  struct Rows {
    /// The port's number in the first row.
    var memory: UnsafeMutableRawPointer
    /// Bytes from one row to the next.
    var stride: Int
  }

  /// In the order of the run.
  private(set) var ports: [VerilatorBulk.Port]
  /// The rows of the test bench that a port's numbers are copied from, or to. Nil for one whose numbers go through the table.
  let direct: [Rows?]
  let rowBytes: Int
  /// The rows of the table.
  let rows: UnsafeMutableRawPointer
  private let order: [Int]
  private let spans: UnsafeMutableBufferPointer<VerilatorBulk.Span>
  private let wide: UnsafeMutableBufferPointer<VerilatorBulk.Port>
  private var allocations: [UnsafeMutableRawPointer]

  /// - Parameter rowCount: Number of cycles in a block.
  init(_ ports: [VerilatorBulk.Port], direct: [Rows?], rowCount: Int) {
    self.direct = direct
    // Of several columns for one input the last one counts.
    order = ports.indices.filter { ports[$0].wordCount == 0 }.sorted {
      (UInt(bitPattern: ports[$0].address), $0) < (UInt(bitPattern: ports[$1].address), $1)
    }
    var placed = ports
    rowBytes = Self.place(&placed, order.filter { direct[$0] == nil })
    func zeros(_ byteCount: Int) -> UnsafeMutableRawPointer {
      let memory = UnsafeMutableRawPointer.allocate(byteCount: max(byteCount, 8), alignment: 64)
      memory.initializeMemory(as: UInt8.self, repeating: 0, count: max(byteCount, 8))
      return memory
    }
    rows = zeros(rowBytes * rowCount)
    allocations = [rows]
    for index in placed.indices where placed[index].wordCount > 0 {
      let words = zeros(8 * Int(placed[index].wordCount) * rowCount)
      placed[index].words = words
      allocations.append(words)
    }
    self.ports = placed
    spans = .allocate(capacity: order.count)
    let widePorts = placed.filter { $0.wordCount > 0 }
    wide = .allocate(capacity: widePorts.count)
    _ = wide.initialize(from: widePorts)
  }

  deinit {
    for memory in allocations { memory.deallocate() }
    spans.deallocate()
    wide.deallocate()
  }

  /// Gives ports their places in a row of the table, and returns the bytes of a row.
  private static func place(_ ports: inout [VerilatorBulk.Port], _ order: [Int]) -> Int {
    var rowBytes: UInt64 = 0
    var end: UnsafeMutableRawPointer?
    for index in order {
      let port = ports[index]
      if port.address != end {
        // So that each number stands at a multiple of its size: in the model it does.
        rowBytes = (rowBytes + 7) / 8 * 8 + UInt64(UInt(bitPattern: port.address) % 8)
      }
      ports[index].offset = rowBytes
      rowBytes += port.byteCount
      end = port.address + Int(port.byteCount)
    }
    return Int((rowBytes + 7) / 8 * 8)
  }

  /// What compiled code is told for a block of cycles: ports that are neighbours in the model and in a row are one span.
  ///
  /// - Parameter first: The row of the test bench that is the block's first.
  func table(from first: Int) -> VerilatorBulk.Table {
    var count = 0
    for index in order {
      let port = ports[index]
      let (memory, stride) =
        direct[index].map { ($0.memory + first * $0.stride, $0.stride) } ?? (rows + Int(port.offset), rowBytes)
      if count > 0, spans[count - 1].stride == UInt64(stride),
        spans[count - 1].address + Int(spans[count - 1].byteCount) == port.address,
        spans[count - 1].memory + Int(spans[count - 1].byteCount) == memory
      {
        spans[count - 1].byteCount += port.byteCount
      } else {
        let span = VerilatorBulk.Span(
          address: port.address, memory: memory, stride: UInt64(stride), byteCount: port.byteCount)
        spans.initializeElement(at: count, to: span)
        count += 1
      }
    }
    return VerilatorBulk.Table(
      spans: spans.baseAddress.map { UnsafePointer($0) }, spanCount: UInt64(count),
      wide: wide.baseAddress.map { UnsafePointer($0) }, wideCount: UInt64(wide.count))
  }

  /// Makes the values of the last block zeros from a cycle on.
  func clear(from row: Int, count: Int, in table: VerilatorBulk.Table) {
    guard row < count else { return }
    for span in UnsafeBufferPointer(start: table.spans, count: Int(table.spanCount)) {
      for row in row..<count {
        let memory = span.memory + row * Int(span.stride)
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: Int(span.byteCount))
      }
    }
    for port in ports {
      guard let words = port.words else { continue }
      let rowBytes = 8 * Int(port.wordCount)
      (words + row * rowBytes).initializeMemory(as: UInt8.self, repeating: 0, count: (count - row) * rowBytes)
    }
  }
}
