import RTL
import Simulation

extension VerilatorEngine {
  private typealias BulkPort = VerilatorLibrary.BulkPort

  /// Cycles in a call of compiled code: few enough that their values stay in the nearer caches and in memory that is there.
  private static let blockCycles = 1024

  /// All cycles in compiled code.
  public func run(_ stimulus: BulkStimulus, cycles: Range<Int>) -> [BulkSamples] {
    var samples = runBlock(stimulus, cycles: cycles.prefix(Self.blockCycles))
    for start in stride(from: cycles.lowerBound + Self.blockCycles, to: cycles.upperBound, by: Self.blockCycles) {
      let block = runBlock(stimulus, cycles: start..<min(start + Self.blockCycles, cycles.upperBound))
      for index in samples.indices { samples[index].append(block[index]) }
    }
    return samples
  }

  private func runBlock(_ stimulus: BulkStimulus, cycles: Range<Int>) -> [BulkSamples] {
    var inputs: [BulkPort] = []
    var outputs: [BulkPort] = []
    let storage = BulkStorage()
    for column in stimulus.inputs {
      guard ports[column.port].direction == .input else { continue }
      let type = ports[column.port].type
      let values = storage.words(of: column, width: type.width, cycles: cycles)
      inputs.append(bulkPort(column.port, values: values, maskOrShift: Self.mask(type.width)))
    }
    for port in stimulus.outputs {
      let type = ports[port].type
      let words = type.width <= 64 ? 1 : (type.width + 63) / 64
      let shift = type.isSigned && type.width < 64 ? UInt64(64 - type.width) : 0
      outputs.append(
        bulkPort(port, values: storage.zeros(cycles.count * words), maskOrShift: type.width <= 64 ? shift : 0))
    }
    let results = zip(stimulus.outputs, outputs).map { ($0, $1.values) }
    let sortedInputs = Self.sorted(inputs)
    let sortedOutputs = Self.sorted(outputs)
    if flags.pointee.isRunning, !cycles.isEmpty {
      flags.pointee.isDirty = false
      let message = library.run(
        simulation, sortedInputs, UInt64(inputs.count), sortedOutputs, UInt64(outputs.count), UInt64(cycles.count),
        stimulus.clocks.rawValue, stimulus.moment == .beforeEdge ? 1 : 0)
      if let message { fail(message) }
    }
    return withExtendedLifetime(storage) {
      results.map { port, values in samples(of: port, values, count: cycles.count) }
    }
  }

  private func bulkPort(_ port: Int, values: UnsafeMutableRawPointer, maskOrShift: UInt64) -> BulkPort {
    let width = ports[port].type.width
    let bytes = VerilatorPort.byteCount(width: width)
    return BulkPort(
      address: slots[port].address, values: values, maskOrShift: maskOrShift, byteCount: UInt64(bytes),
      wordCount: width <= 64 ? 0 : UInt64((width + 63) / 64), offset: 0)
  }

  private static func mask(_ width: Int) -> UInt64 { width >= 64 ? .max : (1 << UInt64(width)) - 1 }

  /// The narrow ports by their size, then the wide ones; each narrow one with its place in a row.
  private static func sorted(_ ports: [BulkPort]) -> [BulkPort] {
    var sorted = ports.filter { $0.wordCount == 0 }.sorted { $0.byteCount < $1.byteCount }
    var offset: UInt64 = 0
    for index in sorted.indices {
      let size = sorted[index].byteCount
      offset = (offset + size - 1) / size * size
      sorted[index].offset = offset
      offset += size
    }
    return sorted + ports.filter { $0.wordCount > 0 }
  }

  private func samples(of port: Int, _ values: UnsafeMutableRawPointer, count: Int) -> BulkSamples {
    let width = ports[port].type.width
    guard width > 64 else {
      return .numbers(Array(UnsafeBufferPointer(start: values.assumingMemoryBound(to: Int.self), count: count)))
    }
    let wordCount = (width + 63) / 64
    let words = UnsafeBufferPointer(start: values.assumingMemoryBound(to: UInt64.self), count: count * wordCount)
    return .bits(
      (0..<count).map { cycle in
        let value = words[cycle * wordCount..<(cycle + 1) * wordCount]
        return LogicBits(Bits(words: Array(value), width: width))
      })
  }
}

/// The values of a bulk run in memory that stays where it is until the run is over.
private final class BulkStorage {
  private var buffers: [UnsafeMutableRawPointer] = []

  deinit { for buffer in buffers { buffer.deallocate() } }

  func zeros(_ wordCount: Int) -> UnsafeMutableRawPointer {
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: max(8, 8 * wordCount), alignment: 64)
    buffer.initializeMemory(as: UInt64.self, repeating: 0, count: max(1, wordCount))
    buffers.append(buffer)
    return buffer
  }

  func words(of column: BulkStimulus.Column, width: Int, cycles: Range<Int>) -> UnsafeMutableRawPointer {
    let wordCount = width <= 64 ? 1 : (width + 63) / 64
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: max(8, 8 * wordCount * cycles.count), alignment: 64)
    buffers.append(buffer)
    let words = buffer.assumingMemoryBound(to: UInt64.self)
    switch column.values {
    case .numbers(let numbers) where width <= 64:
      numbers.withUnsafeBytes { bytes in
        let part = UnsafeRawBufferPointer(rebasing: bytes[8 * cycles.lowerBound..<8 * cycles.upperBound])
        if let start = part.baseAddress { buffer.copyMemory(from: start, byteCount: part.count) }
      }
    case .numbers(let numbers):
      for (row, cycle) in cycles.enumerated() {
        store(Bits(numbers[cycle], width: width), wordCount, at: words + row * wordCount)
      }
    case .bits(let bits):
      for (row, cycle) in cycles.enumerated() { store(bits[cycle], wordCount, at: words + row * wordCount) }
    }
    return buffer
  }

  private func store(_ bits: Bits, _ wordCount: Int, at words: UnsafeMutablePointer<UInt64>) {
    for index in 0..<wordCount { words[index] = bits.word(index) }
  }
}
