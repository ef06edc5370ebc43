/// A JSON document whose objects keep the order of their members: the ports of a module have one.
indirect enum OrderedJSON: Equatable {
  struct Member: Equatable {
    var key: String
    var value: OrderedJSON
  }

  case object([Member])
  case array([OrderedJSON])
  case string(String)
  /// A number, `true`, `false` or `null`, as it is written.
  case word(String)

  /// Nil for what is no JSON, or nested more than a hundred deep.
  init?(_ bytes: [UInt8]) {
    var parser = OrderedJSONParser(bytes: bytes)
    guard let value = parser.value(depth: 0), parser.isAtEnd else { return nil }
    self = value
  }

  subscript(key: String) -> OrderedJSON? { members.first { $0.key == key }?.value }

  var members: [Member] { if case .object(let members) = self { members } else { [] } }
  var elements: [OrderedJSON] { if case .array(let elements) = self { elements } else { [] } }
  var text: String? { if case .string(let text) = self { text } else { nil } }
  var integer: Int? { if case .word(let word) = self { Int(word) } else { nil } }
}

private struct OrderedJSONParser {
  let bytes: [UInt8]
  var index = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isAtEnd: Bool {
    mutating get {
      skipBlanks()
      return index == bytes.count
    }
  }

  private mutating func skipBlanks() {
    while index < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[index]) { index += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  mutating func value(depth: Int) -> OrderedJSON? {
    guard depth < 100 else { return nil }
    if take("{") {
      var members: [OrderedJSON.Member] = []
      if take("}") { return .object(members) }
      repeat {
        guard let key = string(), take(":"), let value = value(depth: depth + 1) else { return nil }
        members.append(OrderedJSON.Member(key: key, value: value))
      } while take(",")
      return take("}") ? .object(members) : nil
    }
    if take("[") {
      var elements: [OrderedJSON] = []
      if take("]") { return .array(elements) }
      repeat {
        guard let value = value(depth: depth + 1) else { return nil }
        elements.append(value)
      } while take(",")
      return take("]") ? .array(elements) : nil
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") { return string().map { .string($0) } }
    let start = index
    while index < bytes.count, Self.isWordByte(bytes[index]) { index += 1 }
    return index > start ? .word(String(decoding: bytes[start..<index], as: UTF8.self)) : nil
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch Unicode.Scalar(byte) {
    case "a"..."z", "A"..."Z", "0"..."9", "+", "-", ".": true
    default: false
    }
  }

  private mutating func string() -> String? {
    guard take("\"") else { return nil }
    var text: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard index < bytes.count else { return nil }
      let escaped = bytes[index]
      index += 1
      switch Unicode.Scalar(escaped) {
      case "n": text.append(0x0a)
      case "t": text.append(0x09)
      case "r": text.append(0x0d)
      case "b": text.append(0x08)
      case "f": text.append(0x0c)
      case "u":
        let digits = String(decoding: bytes[index..<min(index + 4, bytes.count)], as: UTF8.self)
        guard let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code) else { return nil }
        index += 4
        text += Array(String(Character(scalar)).utf8)
      default: text.append(escaped)
      }
    }
    return nil
  }
}
