import Foundation

/// Reads a value change dump as simulators write it, from its beginning to its end, without holding more than a part of it.
struct VCDReader {
  struct Variable {
    var scopes: [String]
    /// Without a range.
    var name: String
    var width: Int
    var code: String
  }

  private let path: String
  private let handle: FileHandle
  private var chunk: [UInt8] = []
  private var position = 0
  private(set) var variables: [Variable] = []
  /// The number of the file's units of time in a nanosecond.
  private(set) var unitsInNanosecond = 1

  private static let chunkSize = 1 << 18

  init(path: String) throws {
    self.path = path
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw WaveformError(path: path, reason: "it cannot be read")
    }
    self.handle = handle
    try readHeader()
  }

  // MARK: Words

  /// The bytes up to the next blank or line end; nil at the end of the file.
  private mutating func nextWord() throws -> ArraySlice<UInt8>? {
    while true {
      while position < chunk.count, chunk[position] <= 32 { position += 1 }
      var end = position
      while end < chunk.count, chunk[end] > 32 { end += 1 }
      // A word that ends with the chunk may go on.
      if end < chunk.count {
        defer { position = end }
        return chunk[position..<end]
      }
      let more = try handle.read(upToCount: Self.chunkSize) ?? Data()
      if more.isEmpty {
        defer { position = end }
        return end > position ? chunk[position..<end] : nil
      }
      chunk.removeFirst(position)
      chunk += more
      position = 0
    }
  }

  private mutating func nextText() throws -> String? { try nextWord().map { String(decoding: $0, as: UTF8.self) } }

  private mutating func wordsToEnd() throws -> [String] {
    var words: [String] = []
    while let word = try nextText(), word != "$end" { words.append(word) }
    return words
  }

  // MARK: Header

  private mutating func readHeader() throws {
    var scopes: [String] = []
    while let word = try nextText() {
      let words = try wordsToEnd()
      switch word {
      case "$scope": scopes.append(words.count > 1 ? words[1] : "")
      case "$upscope": _ = scopes.popLast()
      case "$timescale": unitsInNanosecond = Self.units(in: words.joined())
      case "$var" where words.count >= 4:
        let name = words[3].prefix { $0 != "[" }
        variables.append(Variable(scopes: scopes, name: String(name), width: Int(words[1]) ?? 1, code: words[2]))
      case "$enddefinitions": return
      default: continue
      }
    }
    throw WaveformError(path: path, reason: "it ends within its header")
  }

  private static func units(in scale: String) -> Int {
    switch scale {
    case "1ps": 1000
    case "10ps": 100
    case "100ps": 10
    default: 1
    }
  }

  // MARK: Changes

  /// Gives a writer the values of some stores in some nanoseconds, and those at their beginning.
  ///
  /// - Parameter stores: The stores of an identifier code.
  mutating func write(
    _ stores: [String: Int], widths: [Int], during window: Range<Int>, to writer: any WaveformWriter
  ) throws {
    var codes: [ArraySlice<UInt8>: Int] = [:]
    for (code, store) in stores { codes[ArraySlice(code.utf8)] = store }
    var values = StoredValues(widths: widths)
    var time = 0
    func flush() throws {
      if time < window.upperBound, time >= window.lowerBound { try values.write(at: time, to: writer) }
    }
    while let word = try nextWord() {
      switch word[word.startIndex] {
      case UInt8(ascii: "#"):
        let next = (Int(String(decoding: word.dropFirst(), as: UTF8.self)) ?? 0) / unitsInNanosecond
        guard next != time else { continue }
        // What was before the window is there at its beginning.
        if time < window.lowerBound, next > window.lowerBound {
          try values.write(at: window.lowerBound, to: writer)
        } else {
          try flush()
        }
        time = next
        if time >= window.upperBound { break }
      case UInt8(ascii: "$"):
        if word.elementsEqual("$comment".utf8) { _ = try wordsToEnd() }
      case UInt8(ascii: "b"), UInt8(ascii: "B"):
        let digits = word.dropFirst()
        if let code = try nextWord(), let store = codes[code] { values.set(store, digits) }
      case UInt8(ascii: "r"), UInt8(ascii: "s"): _ = try nextWord()
      default: if let store = codes[word.dropFirst()] { values.set(store, word.prefix(1)) }
      }
      if time >= window.upperBound { break }
    }
    try flush()
    try writer.finish()
  }

  /// The last time in a file, in its units: its last lines are looked at alone.
  static func lastTime(ofFile path: String) -> Int {
    guard let handle = FileHandle(forReadingAtPath: path), let size = try? handle.seekToEnd() else { return 0 }
    for length in [UInt64(1) << 14, 1 << 22, .max] {
      guard (try? handle.seek(toOffset: size > length ? size - length : 0)) != nil,
        let data = try? handle.readToEnd()
      else { return 0 }
      let lines = data.split(separator: UInt8(ascii: "\n"))
      if let line = lines.last(where: { $0.first == UInt8(ascii: "#") }) {
        return Int(String(decoding: line.dropFirst(), as: UTF8.self)) ?? 0
      }
    }
    return 0
  }
}

/// The values of stores as a reader finds them, and which have changed since they were written last.
private struct StoredValues {
  private let widths: [Int]
  private let starts: [Int]
  private var words: [UInt64]
  private var unknown: [UInt64]
  private var changed: [Int]
  private var isChanged: [Bool]

  init(widths: [Int]) {
    self.widths = widths
    var starts: [Int] = []
    var count = 0
    for width in widths {
      starts.append(count)
      count += (width + 63) >> 6
    }
    self.starts = starts
    words = [UInt64](repeating: 0, count: count)
    unknown = words
    // The first sample has all of them.
    changed = Array(widths.indices)
    isChanged = [Bool](repeating: true, count: widths.count)
    for store in widths.indices { set(store, [UInt8(ascii: "x")]) }
  }

  /// Digits that are fewer than bits go on with 0 above, and with `x` when the highest one is no number.
  mutating func set(_ store: Int, _ digits: ArraySlice<UInt8>) {
    let width = widths[store]
    let start = starts[store]
    let count = (width + 63) >> 6
    let isUnknownAbove = (digits.first ?? 0) > UInt8(ascii: "1")
    for index in 0..<count {
      words[start + index] = 0
      unknown[start + index] = isUnknownAbove ? Self.mask(width - 64 * index) : 0
    }
    var bit = 0
    for digit in digits.reversed() where bit < width {
      let mask = UInt64(1) << UInt64(bit & 63)
      let place = start + bit >> 6
      if digit == UInt8(ascii: "1") { words[place] |= mask }
      if digit <= UInt8(ascii: "1") { unknown[place] &= ~mask } else { unknown[place] |= mask }
      bit += 1
    }
    guard !isChanged[store] else { return }
    isChanged[store] = true
    changed.append(store)
  }

  private static func mask(_ width: Int) -> UInt64 { width >= 64 ? .max : (1 << UInt64(width)) - 1 }

  mutating func write(at time: Int, to writer: any WaveformWriter) throws {
    guard !changed.isEmpty else { return }
    try writer.begin(at: time)
    words.withUnsafeBufferPointer { words in
      unknown.withUnsafeBufferPointer { unknown in
        guard let values = words.baseAddress, let masks = unknown.baseAddress else { return }
        for store in changed {
          let start = starts[store]
          let isKnown = (start..<start + (widths[store] + 63) >> 6).allSatisfy { masks[$0] == 0 }
          writer.change(store, values + start, unknown: isKnown ? nil : masks + start)
        }
      }
    }
    for store in changed { isChanged[store] = false }
    changed.removeAll(keepingCapacity: true)
  }
}
