/// The value changes of some time, gathered in the order in which they come and written store by store.
final class FSTSection {
  /// A change: its store, the number of its time, and where its words are. The words of unknown bits follow those of the value.
  private struct Change {
    var store: UInt32
    var time: UInt32
    var word: UInt32
    var hasUnknown: Bool
  }

  /// After so many changes, twice as many words and twice as many times a section ends: some tens of MiB.
  static let mostChanges = 1 << 19

  private let mostChanges: Int
  private let widths: [Int]
  private let changes: UnsafeMutablePointer<Change>
  private var changeCount = 0
  private var words: UnsafeMutablePointer<UInt64>
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
  private let deflate = Deflate(level: 1)

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

  private func setFrame(_ store: Int, _ value: UnsafePointer<UInt64>, _ unknown: UnsafePointer<UInt64>?) {
    let width = widths[store]
    for position in 0..<width {
      let bit = width - 1 - position
      frame[frameStarts[store] + position] = Self.character(value, unknown, bit)
    }
  }

  private static func character(
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

  /// The changes of each store, then where they are.
  private func appendChains(to bytes: inout [UInt8]) -> Int {
    let (order, ends) = changesByStore()
    var index: [UInt8] = []
    var position = 1
    var lastPosition = 0
    var unchanged = 0
    var size = 0
    var chain = ByteBuffer(capacity: 1 << 16)
    var packed = ByteBuffer(capacity: 1 << 16)
    var start = 0
    for store in widths.indices {
      let end = Int(ends[store])
      guard end > start else {
        unchanged += 1
        continue
      }
      if unchanged > 0 { index.appendVariable(unchanged << 1) }
      unchanged = 0
      index.appendSigned((position - lastPosition) << 1 | 1)
      lastPosition = position
      chain.count = 0
      encode(store, order[start..<end], into: &chain)
      size += chain.count
      let before = bytes.count
      append(&chain, &packed, to: &bytes)
      position += bytes.count - before
      start = end
    }
    if unchanged > 0 { index.appendVariable(unchanged << 1) }
    bytes += index
    bytes.appendNumber(index.count)
    return size
  }

  /// The numbers of the changes sorted by store, and where those of each store end.
  private func changesByStore() -> (order: [UInt32], ends: [UInt32]) {
    var places = [UInt32](repeating: 0, count: widths.count)
    places.withUnsafeMutableBufferPointer { places in
      for index in 0..<changeCount { places[Int(changes[index].store)] &+= 1 }
      var sum: UInt32 = 0
      for store in places.indices {
        let count = places[store]
        places[store] = sum
        sum &+= count
      }
    }
    let order = [UInt32](unsafeUninitializedCapacity: changeCount) { order, count in
      places.withUnsafeMutableBufferPointer { places in
        for index in 0..<changeCount {
          let store = Int(changes[index].store)
          order[Int(places[store])] = UInt32(truncatingIfNeeded: index)
          places[store] &+= 1
        }
      }
      count = changeCount
    }
    return (order, places)
  }

  private func append(_ chain: inout ByteBuffer, _ packed: inout ByteBuffer, to bytes: inout [UInt8]) {
    if chain.count > 32 {
      let room = deflate.bound(chain.count)
      packed.count = 0
      packed.reserve(room)
      if let count = deflate.compress(chain.start, chain.count, into: packed.start, room: room), count < chain.count {
        bytes.appendVariable(chain.count)
        bytes += UnsafeBufferPointer(start: packed.start, count: count)
        return
      }
    }
    bytes.append(0)
    bytes += UnsafeBufferPointer(start: chain.start, count: chain.count)
  }

  /// Each change: how many times after the one before, and the value.
  private func encode(_ store: Int, _ order: ArraySlice<UInt32>, into chain: inout ByteBuffer) {
    let width = widths[store]
    let room = 10 + width
    var lastTime: UInt32 = 0
    for index in order {
      let change = changes[Int(index)]
      let delta = UInt64(change.time &- lastTime)
      lastTime = change.time
      let value = words + Int(change.word)
      let unknown = change.hasUnknown ? value + (width + 63) >> 6 : nil
      chain.reserve(room)
      if width == 1 {
        if let unknown, unknown.pointee & 1 == 1 {
          chain.putVariable(delta << 4 | 1)
        } else {
          chain.putVariable(delta << 2 | (value.pointee & 1) << 1)
        }
      } else if let unknown {
        chain.putVariable(delta << 1 | 1)
        for bit in stride(from: width - 1, through: 0, by: -1) { chain.put(Self.character(value, unknown, bit)) }
      } else {
        chain.putVariable(delta << 1)
        Self.putBytes(of: value, width, into: &chain)
      }
    }
    guard let last = order.last else { return }
    let change = changes[Int(last)]
    let value = words + Int(change.word)
    setFrame(store, value, change.hasUnknown ? UnsafePointer(value + (width + 63) >> 6) : nil)
  }

  /// The highest bit comes first and is the highest one of its byte.
  private static func putBytes(of value: UnsafeMutablePointer<UInt64>, _ width: Int, into chain: inout ByteBuffer) {
    if width <= 64 {
      var rest = value.pointee << UInt64(64 - width)
      var bits = width
      while bits > 0 {
        chain.put(UInt8(truncatingIfNeeded: rest >> 56))
        rest <<= 8
        bits -= 8
      }
      return
    }
    var top = width - 1
    while top >= 0 {
      var byte: UInt8 = 0
      for offset in 0..<min(8, top + 1) {
        let bit = top - offset
        byte |= UInt8((value[bit >> 6] >> UInt64(bit & 63)) & 1) << UInt8(7 - offset)
      }
      chain.put(byte)
      top -= 8
    }
  }
}
