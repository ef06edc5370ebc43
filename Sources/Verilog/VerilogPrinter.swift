/// Writes the Verilog syntax tree as text: two spaces a level, one statement a line.
struct VerilogPrinter {
  static let lineLength = 100

  let dialect: VerilogDialect
  private var buffer: [UInt8] = []
  private var lineStart = 0
  /// What is written behind the line when it ends.
  private var pendingComment: String?

  init(dialect: VerilogDialect) {
    self.dialect = dialect
  }

  /// The text written so far.
  var text: String { String(decoding: buffer, as: UTF8.self) }

  /// Number of characters on the line so far.
  var column: Int { buffer.count - lineStart }

  mutating func write(_ string: String) {
    buffer.append(contentsOf: string.utf8)
  }

  mutating func write(_ string: StaticString) {
    string.withUTF8Buffer { buffer.append(contentsOf: $0) }
  }

  mutating func writeSpaces(_ count: Int) {
    guard count > 0 else { return }
    buffer.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count))
  }

  /// Writes a comment behind the line that is ended next.
  mutating func comment(_ text: String?) { pendingComment = text }

  mutating func endLine() {
    if let text = pendingComment {
      pendingComment = nil
      write("  // \(text)")
    }
    buffer.append(UInt8(ascii: "\n"))
    lineStart = buffer.count
  }

  mutating func startLine(_ level: Int) {
    writeSpaces(2 * level)
  }

  mutating func writeLine(_ string: String, level: Int = 0) {
    startLine(level)
    write(string)
    endLine()
  }

  /// The length of `write`'s text when it is put where the buffer ends; nothing is left behind.
  mutating func measure(_ write: (inout VerilogPrinter) -> Void) -> Int {
    let start = buffer.count
    let startOfLine = lineStart
    write(&self)
    let length = buffer.count - start
    buffer.removeLast(length)
    lineStart = startOfLine
    return length
  }
}
