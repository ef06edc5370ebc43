import Foundation
import RTL
import Simulation

extension VerilatorEngine {
  private typealias BulkPort = VerilatorLibrary.BulkPort

  /// Cycles in a call of compiled code: few enough that their values stay in the nearer caches and in memory that is there.
  private static let blockCycles = 1024

  /// All cycles in compiled code.
  public func run(_ stimulus: BulkStimulus, cycles: Range<Int>) -> [BulkSamples] {
    let columns = stimulus.inputs.filter { ports[$0.port].direction == .input }
    let storage = BulkStorage()
    let capacity = min(Self.blockCycles, cycles.count)
    let inputs = columns.map { column in
      let width = ports[column.port].type.width
      return bulkPort(
        column.port, values: storage.words(capacity * Self.wordCount(width)), maskOrShift: Self.mask(width))
    }
    let outputs = stimulus.outputs.map { port in
      let type = ports[port].type
      let shift = type.isSigned && type.width < 64 ? UInt64(64 - type.width) : 0
      return bulkPort(port, values: storage.words(capacity * Self.wordCount(type.width)), maskOrShift: shift)
    }
    var samples = stimulus.outputs.map { port in
      var numbers: [Int] = []
      if ports[port].type.width > 64 { return BulkSamples.bits([]) }
      numbers.reserveCapacity(cycles.count)
      return .numbers(numbers)
    }
    withExtendedLifetime(storage) {
      let (sortedInputs, sortedOutputs) = (Self.sorted(inputs), Self.sorted(outputs))
      for start in stride(from: cycles.lowerBound, to: cycles.upperBound, by: Self.blockCycles) {
        let block = start..<min(start + Self.blockCycles, cycles.upperBound)
        for (column, port) in zip(columns, inputs) {
          Self.copy(column, cycles: block, width: ports[column.port].type.width, to: port.values)
        }
        runCompiled(stimulus, block.count, sortedInputs, sortedOutputs)
        for (index, port) in outputs.enumerated() {
          append(port.values, ofPort: stimulus.outputs[index], count: block.count, to: &samples[index])
        }
      }
    }
    return samples
  }

  private func runCompiled(_ stimulus: BulkStimulus, _ cycles: Int, _ inputs: [BulkPort], _ outputs: [BulkPort]) {
    if flags.pointee.isRunning {
      flags.pointee.isDirty = false
      let message = library.run(
        simulation, inputs, UInt64(inputs.count), outputs, UInt64(outputs.count), UInt64(cycles),
        stimulus.clocks.rawValue, stimulus.moment == .beforeEdge ? 1 : 0)
      guard let message else { return }
      fail(message)
    }
    // What lies there are the values of other cycles.
    for port in outputs {
      memset(port.values, 0, 8 * cycles * max(Int(port.wordCount), 1))
    }
  }

  private func bulkPort(_ port: Int, values: UnsafeMutableRawPointer, maskOrShift: UInt64) -> BulkPort {
    let width = ports[port].type.width
    let bytes = VerilatorPort.byteCount(width: width)
    return BulkPort(
      address: slots[port].address, values: values, maskOrShift: maskOrShift, byteCount: UInt64(bytes),
      wordCount: width <= 64 ? 0 : UInt64(Self.wordCount(width)), offset: 0)
  }

  /// Of 64 bits.
  private static func wordCount(_ width: Int) -> Int { (width + 63) / 64 }

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

  /// Puts the values of an input where compiled code takes them from.
  private static func copy(
    _ column: BulkStimulus.Column, cycles: Range<Int>, width: Int, to target: UnsafeMutableRawPointer
  ) {
    let words = target.assumingMemoryBound(to: UInt64.self)
    func store(_ bits: Bits, row: Int) {
      for index in 0..<wordCount(width) { words[row * wordCount(width) + index] = bits.word(index) }
    }
    switch column.values {
    case .numbers(let numbers) where width <= 64:
      numbers.withUnsafeBytes { bytes in
        let part = UnsafeRawBufferPointer(rebasing: bytes[8 * cycles.lowerBound..<8 * cycles.upperBound])
        if let start = part.baseAddress { target.copyMemory(from: start, byteCount: part.count) }
      }
    case .numbers(let numbers):
      for (row, cycle) in cycles.enumerated() { store(Bits(numbers[cycle], width: width), row: row) }
    case .bits(let bits):
      for (row, cycle) in cycles.enumerated() { store(bits[cycle], row: row) }
    }
  }

  private func append(
    _ values: UnsafeMutableRawPointer, ofPort port: Int, count: Int, to samples: inout BulkSamples
  ) {
    let width = ports[port].type.width
    guard width > 64 else {
      return samples.append(UnsafeBufferPointer(start: values.assumingMemoryBound(to: Int.self), count: count))
    }
    let wordCount = Self.wordCount(width)
    let words = UnsafeBufferPointer(start: values.assumingMemoryBound(to: UInt64.self), count: count * wordCount)
    let bits = (0..<count).map { cycle in
      LogicBits(Bits(words: Array(words[cycle * wordCount..<(cycle + 1) * wordCount]), width: width))
    }
    samples.append(.bits(bits))
  }
}

/// The memory that compiled code takes values from and puts them into.
private final class BulkStorage {
  private var buffers: [UnsafeMutableRawPointer] = []

  deinit { for buffer in buffers { buffer.deallocate() } }

  /// Zeros.
  func words(_ count: Int) -> UnsafeMutableRawPointer {
    let buffer = UnsafeMutableRawPointer.allocate(byteCount: 8 * max(count, 1), alignment: 64)
    buffer.initializeMemory(as: UInt64.self, repeating: 0, count: max(count, 1))
    buffers.append(buffer)
    return buffer
  }
}
