import Accelerators

/// Reads a JSON object of names, numbers and truth values (RFC 8259), and knows where everything stands.
///
/// Foundation's readers drop repeated keys and tell no positions of what they have read.
struct ConfigurationReader {
  struct Position: Hashable, CustomStringConvertible {
    /// Both count from 1; the column counts characters.
    var line: Int
    var column: Int

    var description: String { "\(line):\(column)" }
  }

  struct Mistake: Error {
    var position: Position
    var message: String
  }

  struct Member {
    var key: String
    /// Where the key stands.
    var position: Position
    var value: ParameterSetting.Value
  }

  private let bytes: [UInt8]
  private var index: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    // A byte order mark is no part of the document.
    index = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
  }

  mutating func readObject() throws(Mistake) -> [Member] {
    skipSpace()
    guard take("{") else { throw mistake("a configuration must be a JSON object, which begins with '{'") }
    var members: [Member] = []
    skipSpace()
    if !take("}") {
      repeat {
        members.append(try readMember())
        skipSpace()
      } while take(",")
      guard take("}") else { throw mistake("',' or '}' is expected here\(found)") }
    }
    skipSpace()
    guard index == bytes.count else { throw mistake("nothing may follow the object") }
    return members
  }

  private mutating func readMember() throws(Mistake) -> Member {
    skipSpace()
    let start = index
    guard next == UInt8(ascii: "\"") else { throw mistake("a key in quotation marks is expected here\(found)") }
    let key = try readString()
    skipSpace()
    guard take(":") else { throw mistake("':' is expected after the key '\(key)'\(found)") }
    skipSpace()
    return Member(key: key, position: position(of: start), value: try readValue(of: key))
  }

  private mutating func readValue(of key: String) throws(Mistake) -> ParameterSetting.Value {
    switch next {
    case UInt8(ascii: "\""): return .typed(.choice(try readString()))
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      throw mistake("the value of '\(key)' must be a number, a name in quotation marks, true or false")
    default: break
    }
    let start = index
    while let byte = next, Self.isWordByte(byte) { index += 1 }
    let word = String(decoding: bytes[start..<index], as: UTF8.self)
    switch word {
    case "true": return .typed(true)
    case "false": return .typed(false)
    case "null": return .unusable("null")
    default: break
    }
    guard word.wholeMatch(of: #/-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+\-]?[0-9]+)?/#) != nil else {
      index = start
      throw mistake("a value is expected for '\(key)'\(word.isEmpty ? found : ", and '\(word)' is none")")
    }
    return Int(word).map { .typed(.integer($0)) } ?? .unusable(word)
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: "+-._'".utf8.contains(byte)
    }
  }

  // MARK: Strings

  private mutating func readString() throws(Mistake) -> String {
    let start = index
    index += 1
    var text: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw mistake("a string may not go over the end of a line") }
      index += 1
      if byte == UInt8(ascii: "\\") { try readEscape(into: &text) } else { text.append(byte) }
    }
    guard next != nil else {
      index = start
      throw mistake("the string that begins here has no end")
    }
    index += 1
    guard let string = String(validating: text, as: UTF8.self) else {
      index = start
      throw mistake("the string that begins here is not UTF-8")
    }
    // Keys and names of choices have none, and what is said of them is one line.
    guard string.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f }) else {
      index = start
      throw mistake("the string that begins here has a control character")
    }
    return string
  }

  private mutating func readEscape(into text: inout [UInt8]) throws(Mistake) {
    let escape = next
    if escape != nil { index += 1 }
    switch escape {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(bytes[index - 1])
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "u"): text.append(contentsOf: String(try readUnicodeEscape()).utf8)
    default:
      index -= escape == nil ? 1 : 2
      throw mistake("there is no such escape")
    }
  }

  private mutating func readUnicodeEscape() throws(Mistake) -> Unicode.Scalar {
    let start = index - 2
    if let high = readHexadecimal() {
      if let scalar = Unicode.Scalar(high) { return scalar }
      // What is no character of its own is the first half of a pair.
      if high < 0xdc00, take("\\"), take("u"), let low = readHexadecimal(), (0xdc00..<0xe000).contains(low),
        let scalar = Unicode.Scalar(0x10000 + (high - 0xd800) << 10 + low - 0xdc00)
      {
        return scalar
      }
    }
    index = start
    throw mistake("the escape that begins here is no character")
  }

  private mutating func readHexadecimal() -> UInt32? {
    guard index + 4 <= bytes.count else { return nil }
    let digits = bytes[index..<index + 4]
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    index += 4
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  // MARK: Characters

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// What stands at the place of a mistake, to be put behind the sentence.
  private var found: String {
    guard next != nil else { return ", and the file ends" }
    let rest = String(decoding: bytes[index..<min(index + 16, bytes.count)], as: UTF8.self)
    return rest.first.map { $0.isNewline ? ", and the line ends" : ", and '\($0)' stands there" } ?? ""
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0a, 0x0d].contains(byte) { index += 1 }
  }

  private func mistake(_ message: String) -> Mistake { Mistake(position: position(of: index), message: message) }

  private func position(of index: Int) -> Position {
    let before = bytes[..<index]
    let lineStart = before.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
    // The bytes after the first one of a character have the form 10xxxxxx.
    let column = bytes[lineStart..<index].count { $0 & 0xc0 != 0x80 }
    return Position(line: 1 + before.count { $0 == 0x0a }, column: 1 + column)
  }
}
