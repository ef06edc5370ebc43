/// Memory that the kernel reads and writes, as long as this exists.
final class KernelBuffers {
  private var buffers: [UnsafeMutableRawPointer] = []

  /// A copy of the elements, with room for one at least.
  func copy<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
    let buffer = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
    elements.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { buffer.initialize(from: start, count: elements.count) }
    }
    buffers.append(UnsafeMutableRawPointer(buffer))
    return buffer
  }

  func words(_ count: Int, _ value: UInt64 = 0) -> UnsafeMutablePointer<UInt64> {
    let buffer = UnsafeMutablePointer<UInt64>.allocate(capacity: max(1, count))
    buffer.initialize(repeating: value, count: max(1, count))
    buffers.append(UnsafeMutableRawPointer(buffer))
    return buffer
  }

  deinit { for buffer in buffers { buffer.deallocate() } }
}
