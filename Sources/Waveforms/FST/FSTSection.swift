/// The value changes of some time, gathered in the order in which they come and written store by store.
final class FSTSection {
  /// A change: its store, the number of its time, and where its words are. The words of unknown bits follow those of the value.
  struct Change {
    var store: UInt32
    var time: UInt32
    var word: UInt32
    var hasUnknown: Bool
  }

  /// After so many changes, twice as many words and twice as many times a section ends: some tens of MiB.
  static let mostChanges = 1 << 19

  private let mostChanges: Int
  let widths: [Int]
  let changes: UnsafeMutablePointer<Change>
  var changeCount = 0
  var words: UnsafeMutablePointer<UInt64>
  private var wordCapacity: Int
  private var wordCount = 0
  private var times: [UInt8] = []
  private var timeCount = 0
  private var startTime = 0
  private var time = 0
  /// Whether there was no sample before.
  private var isFirst = true

  /// The values before the section, a character for each bit of all stores: nothing is known before the first one.
  private var frame: [UInt8]
  private let frameStarts: [Int]
  let deflate = Deflate(level: 1)

  init(widths: [Int], mostChanges: Int = mostChanges) {
    self.widths = widths
    self.mostChanges = mostChanges
    var starts: [Int] = []
    var size = 0
    for width in widths {
      starts.append(size)
      size += width
    }
    frameStarts = starts
    frame = [UInt8](repeating: UInt8(ascii: "x"), count: size)
    changes = .allocate(capacity: mostChanges + widths.count + 1)
    // A sample that begins with room left may change every store.
    wordCapacity = 2 * mostChanges + 1 + widths.reduce(0) { $0 + 2 * (($1 + 63) >> 6) }
    words = .allocate(capacity: wordCapacity)
  }

  deinit {
    changes.deallocate()
    words.deallocate()
  }

  var hasTimes: Bool { timeCount > 0 }

  /// Whether the next sample belongs into a new section.
  var isFull: Bool {
    changeCount > mostChanges || wordCount > 2 * mostChanges || timeCount > 2 * mostChanges
  }

  func begin(at time: Int) {
    if timeCount == 0 {
      // A section begins with the last time of the one before it.
      startTime = isFirst ? time : self.time
      times.appendVariable(startTime)
      timeCount = 1
    }
    if !isFirst {
      times.appendVariable(time - self.time)
      timeCount += 1
    }
    self.time = time
    isFirst = false
  }

  func change(_ store: Int, _ value: UnsafePointer<UInt64>, unknown: UnsafePointer<UInt64>?) {
    changes[changeCount] = Change(
      store: UInt32(truncatingIfNeeded: store), time: UInt32(truncatingIfNeeded: timeCount &- 1),
      word: UInt32(truncatingIfNeeded: wordCount), hasUnknown: unknown != nil)
    changeCount &+= 1
    let count = (widths[store] &+ 63) >> 6
    for index in 0..<count { words[wordCount &+ index] = value[index] }
    wordCount &+= count
    guard let unknown else { return }
    for index in 0..<count { words[wordCount &+ index] = unknown[index] }
    wordCount &+= count
  }

  func setFrame(_ store: Int, _ value: UnsafePointer<UInt64>, _ unknown: UnsafePointer<UInt64>?) {
    let width = widths[store]
    for position in 0..<width {
      let bit = width - 1 - position
      frame[frameStarts[store] + position] = Self.character(value, unknown, bit)
    }
  }

  static func character(
    _ value: UnsafePointer<UInt64>, _ unknown: UnsafePointer<UInt64>?, _ bit: Int
  ) -> UInt8 {
    if let unknown, (unknown[bit >> 6] >> UInt64(bit & 63)) & 1 == 1 { return UInt8(ascii: "x") }
    return UInt8(ascii: "0") + UInt8((value[bit >> 6] >> UInt64(bit & 63)) & 1)
  }

  /// Forgets the changes; what they led to is what the next section begins with.
  func restart() {
    changeCount = 0
    wordCount = 0
    times.removeAll(keepingCapacity: true)
    timeCount = 0
  }

  // MARK: Writing

  /// What the block holds, and how much room a reader needs for its changes. The frame becomes that of the next section.
  func encode() -> (bytes: [UInt8], size: Int) {
    var bytes: [UInt8] = []
    bytes.appendNumber(startTime)
    bytes.appendNumber(time)
    // Corrected below.
    bytes.appendNumber(0)
    let packedFrame = smaller(frame)
    bytes.appendVariable(frame.count)
    bytes.appendVariable(packedFrame.count)
    bytes.appendVariable(widths.count)
    bytes += packedFrame
    bytes.appendVariable(widths.count)
    // Z: by zlib.
    bytes.append(UInt8(ascii: "Z"))
    let size = appendChains(to: &bytes)
    let packedTimes = smaller(times)
    bytes += packedTimes
    bytes.appendNumber(times.count)
    bytes.appendNumber(packedTimes.count)
    bytes.appendNumber(timeCount)
    for index in 0..<8 { bytes[16 + index] = UInt8(truncatingIfNeeded: size >> (56 - 8 * index)) }
    return (bytes, size)
  }

  /// A reader takes bytes for compressed when they are fewer than they are to become.
  private func smaller(_ bytes: [UInt8]) -> [UInt8] {
    guard let packed = deflate.compress(bytes), packed.count < bytes.count else { return bytes }
    return packed
  }
}
