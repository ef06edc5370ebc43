/// The modules that Verilog texts declare, as far as can be told without a preprocessor.
struct VerilogModuleNames {
  private(set) var names: [String] = []
  /// Whether macros may declare others.
  private var isComplete = true

  init(in texts: [String]) {
    for text in texts { scan(Array(text.utf8)) }
  }

  /// Whether the texts declare the module, or may do so by a macro or an included file.
  func mayDeclare(_ module: String) -> Bool { names.contains(module) || !isComplete }

  /// Goes through the words outside of comments and strings.
  private mutating func scan(_ bytes: [UInt8]) {
    var index = 0
    var previous = ""
    func at(_ offset: Int) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "/"), at(1) == byte {
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
      } else if byte == UInt8(ascii: "/"), at(1) == UInt8(ascii: "*") {
        index += 2
        while index < bytes.count, !(bytes[index] == UInt8(ascii: "*") && at(1) == UInt8(ascii: "/")) { index += 1 }
        index += 2
      } else if byte == UInt8(ascii: "\"") {
        index += 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
          index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        index += 1
      } else if Self.isWordByte(byte) {
        let start = index
        while index < bytes.count, Self.isWordByte(bytes[index]) { index += 1 }
        note(String(decoding: bytes[start..<min(index, bytes.count)], as: UTF8.self), after: &previous)
      } else {
        index += 1
      }
    }
  }

  private mutating func note(_ word: String, after previous: inout String) {
    if word == "`include" || (previous == "module" && word.hasPrefix("`")) { isComplete = false }
    let isLifetime = word == "automatic" || word == "static"
    if previous == "module" || previous == "macromodule", !isLifetime { names.append(word) }
    if !(isLifetime && previous == "module") { previous = word }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "`"),
      UInt8(ascii: "\\"):
      true
    default: false
    }
  }
}
