/// Keeps the last samples of a simulation in memory, to be written when they are wanted.
///
/// The memory is that of the values at the first sample that is kept, and of the changes since.
public final class WaveformRing: WaveformWriter {
  private struct Change {
    var store: Int
    /// Where the words are among those of the sample.
    var word: Int
    var hasUnknown: Bool
  }

  private struct Sample {
    var time = 0
    var changes: [Change] = []
    var words: [UInt64] = []
  }

  private let hierarchy: WaveformHierarchy
  private let wordStarts: [Int]
  /// The values before the oldest sample.
  private var base: [UInt64]
  private var baseUnknown: [UInt64]
  private var samples: [Sample] = []
  /// The place of the oldest sample, once all places are taken.
  private var oldest = 0
  private let capacity: Int
  private var current = Sample()
  private var hasCurrent = false

  public init(_ hierarchy: WaveformHierarchy, samples capacity: Int) {
    self.hierarchy = hierarchy
    self.capacity = max(capacity, 1)
    var starts: [Int] = []
    var count = 0
    for width in hierarchy.storeWidths {
      starts.append(count)
      count += (width + 63) >> 6
    }
    wordStarts = starts
    base = [UInt64](repeating: 0, count: count)
    baseUnknown = base
  }

  public func begin(at time: Int) {
    keepCurrent()
    current.time = time
    hasCurrent = true
  }

  public func change(_ store: Int, _ words: UnsafePointer<UInt64>, unknown: UnsafePointer<UInt64>?) {
    current.changes.append(Change(store: store, word: current.words.count, hasUnknown: unknown != nil))
    let count = wordCount(store)
    current.words += UnsafeBufferPointer(start: words, count: count)
    if let unknown { current.words += UnsafeBufferPointer(start: unknown, count: count) }
  }

  public func finish() { keepCurrent() }

  private func wordCount(_ store: Int) -> Int { (hierarchy.storeWidths[store] + 63) >> 6 }

  private func keepCurrent() {
    guard hasCurrent else { return }
    hasCurrent = false
    if samples.count < capacity {
      samples.append(current)
      current = Sample()
      return
    }
    // The memory of the sample that goes is used for the next one.
    apply(samples[oldest])
    swap(&samples[oldest], &current)
    oldest = (oldest + 1) % capacity
    current.changes.removeAll(keepingCapacity: true)
    current.words.removeAll(keepingCapacity: true)
  }

  private func apply(_ sample: Sample) {
    for change in sample.changes {
      let count = wordCount(change.store)
      for index in 0..<count {
        base[wordStarts[change.store] + index] = sample.words[change.word + index]
        baseUnknown[wordStarts[change.store] + index] =
          change.hasUnknown ? sample.words[change.word + count + index] : 0
      }
    }
  }

  /// Writes what is kept. The first sample has all values.
  public func write(to writer: any WaveformWriter) throws {
    keepCurrent()
    let (savedBase, savedUnknown) = (base, baseUnknown)
    defer { (base, baseUnknown) = (savedBase, savedUnknown) }
    for index in samples.indices {
      let sample = samples[(oldest + index) % samples.count]
      try writer.begin(at: sample.time)
      if index == 0 {
        apply(sample)
        writeBase(to: writer)
        continue
      }
      sample.words.withUnsafeBufferPointer { words in
        guard let start = words.baseAddress else { return }
        for change in sample.changes {
          let value = start + change.word
          writer.change(change.store, value, unknown: change.hasUnknown ? value + wordCount(change.store) : nil)
        }
      }
    }
    try writer.finish()
  }

  private func writeBase(to writer: any WaveformWriter) {
    base.withUnsafeBufferPointer { base in
      baseUnknown.withUnsafeBufferPointer { unknown in
        guard let values = base.baseAddress, let masks = unknown.baseAddress else { return }
        for store in hierarchy.storeWidths.indices {
          let start = wordStarts[store]
          let isKnown = (start..<start + wordCount(store)).allSatisfy { masks[$0] == 0 }
          writer.change(store, values + start, unknown: isKnown ? nil : masks + start)
        }
      }
    }
  }
}
