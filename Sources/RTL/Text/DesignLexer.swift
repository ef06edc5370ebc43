/// A word, number or sign of the text form of a design.
struct DesignToken: Equatable {
  enum Kind: Equatable {
    /// A name or a keyword. Names in quotes are never keywords.
    case word(String)
    case quoted(String)
    case number(Int)
    /// `%12`
    case expression(Int)
    /// `8'hff`
    case bits(Bits)
    /// One of `{ } ( ) [ ] : , = . @` and `<=`.
    case sign(String)
    case end
    /// What cannot be read, with the reason.
    case wrong(String)
  }

  var kind: Kind
  var line: Int
  var column: Int

  /// As a diagnostic shows it.
  var description: String {
    switch kind {
    case .word(let text): "'\(text)'"
    case .quoted(let text): DesignWriter.quoted(text)
    case .number(let number): "'\(number)'"
    case .expression(let number): "'%\(number)'"
    case .bits(let bits): "'\(bits)'"
    case .sign(let text): "'\(text)'"
    case .end: "the end of the text"
    case .wrong(let reason): reason
    }
  }
}

/// Takes the text form of a design apart. Blanks and line ends only separate; `//` begins a comment.
struct DesignLexer {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private var lineStart = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = current {
      if byte == UInt8(ascii: "\n") {
        line += 1
        lineStart = position + 1
      } else if byte == UInt8(ascii: "/"), position + 1 < bytes.count, bytes[position + 1] == byte {
        while let next = current, next != UInt8(ascii: "\n") {
          _ = next
          position += 1
        }
        continue
      } else if byte != UInt8(ascii: " "), byte != UInt8(ascii: "\t"), byte != UInt8(ascii: "\r") {
        return
      }
      position += 1
    }
  }

  mutating func next() -> DesignToken {
    skipBlanks()
    let column = position - lineStart + 1
    return DesignToken(kind: kind(), line: line, column: column)
  }

  private mutating func kind() -> DesignToken.Kind {
    guard let byte = current else { return .end }
    if Self.isLetter(byte) { return .word(take(while: { Self.isLetter($0) || Self.isDigit($0) })) }
    if Self.isDigit(byte) { return number() }
    switch byte {
    case UInt8(ascii: "\""): return quoted()
    case UInt8(ascii: "%"):
      position += 1
      let digits = take(while: Self.isDigit)
      return Int(digits).map { .expression($0) } ?? .wrong("'%' without the number of an expression")
    case UInt8(ascii: "<") where position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "="):
      position += 2
      return .sign("<=")
    case let sign where "{}()[]:,=.@".utf8.contains(sign):
      position += 1
      return .sign(String(UnicodeScalar(sign)))
    default:
      position += 1
      let character = byte < 0x80 ? "'\(UnicodeScalar(byte))'" : "a character beyond ASCII"
      return .wrong("\(character), which means nothing here")
    }
  }

  private mutating func take(while condition: (UInt8) -> Bool) -> String {
    let start = position
    while let byte = current, condition(byte) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// A number, or a literal such as `8'hff`.
  private mutating func number() -> DesignToken.Kind {
    let digits = take(while: Self.isDigit)
    guard let number = Int(digits) else { return .wrong("'\(digits)', which is too large a number") }
    guard current == UInt8(ascii: "'") else { return .number(number) }
    position += 1
    guard current == UInt8(ascii: "h") else { return .wrong("a literal that does not go on with 'h' and digits") }
    position += 1
    let start = position
    while let byte = current, Self.hexadecimal(byte) != nil { position += 1 }
    guard (1...SignalType.maximumWidth).contains(number) else {
      return .wrong("a literal of \(number) bits; it must have 1 to \(SignalType.maximumWidth)")
    }
    guard let bits = Self.bits(bytes[start..<position], width: number) else {
      return .wrong("a literal whose digits do not fit into \(number) bits")
    }
    return .bits(bits)
  }

  /// Nil without a digit and for a number that needs more bits.
  private static func bits(_ digits: ArraySlice<UInt8>, width: Int) -> Bits? {
    if digits.isEmpty { return nil }
    var words = [UInt64](repeating: 0, count: (width + 63) / 64)
    for (place, digit) in digits.reversed().enumerated() {
      guard let value = hexadecimal(digit) else { return nil }
      if value == 0 { continue }
      // A digit lies in one word; its highest one bit must be below the width.
      guard place * 4 + (64 - value.leadingZeroBitCount) <= width else { return nil }
      words[place / 16] |= value << UInt64(place % 16 * 4)
    }
    return Bits(words: words, width: width)
  }

  private mutating func quoted() -> DesignToken.Kind {
    position += 1
    var text: [UInt8] = []
    while let byte = current {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return .quoted(String(decoding: text, as: UTF8.self))
      case UInt8(ascii: "\n"):
        position -= 1
        return .wrong("a quotation that does not end in its line")
      case UInt8(ascii: "\\"):
        guard let escaped = current else { return .wrong("a quotation that does not end in its line") }
        position += 1
        switch escaped {
        case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "r"): text.append(UInt8(ascii: "\r"))
        case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(escaped)
        default: return .wrong("a backslash before something else than one of n r t \" \\")
        }
      default: text.append(byte)
      }
    }
    return .wrong("a quotation that does not end in its line")
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      || byte == UInt8(ascii: "_")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func hexadecimal(_ byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}
