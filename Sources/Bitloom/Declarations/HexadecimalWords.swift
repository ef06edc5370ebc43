import Foundation
import RTL

/// Reads a file as `$readmemh` does, and finds fault with what that would pass over.
package struct HexadecimalWords {
  /// What is wrong with a file: where, and what.
  package struct Fault: Error, CustomStringConvertible {
    package let description: String
  }

  let path: String
  let width: Int
  let depth: Int

  package init(path: String, width: Int, depth: Int) {
    self.path = path
    self.width = width
    self.depth = depth
  }

  /// The words of the file, in the order of their addresses.
  package func read(_ data: Data) throws(Fault) -> [Bits] {
    var words = [Bits?](repeating: nil, count: depth)
    var next = 0
    var given = 0
    for (token, line) in try tokens(data) {
      if token.first == UInt8(ascii: "@") {
        next = try address(token.dropFirst(), line)
        continue
      }
      let word = try word(token, line)
      given += 1
      if next < depth {
        guard words[next] == nil else { throw fault(line, "a second word for address \(next)") }
        words[next] = word
      }
      next += 1
    }
    // A file that is too long is told with its length.
    guard next <= depth, given <= depth else {
      throw Fault(description: "'\(path)' has \(max(next, given)) words, the memory \(depth)")
    }
    let complete = words.compactMap { $0 }
    guard complete.count == depth else {
      if given == next { throw Fault(description: "'\(path)' has \(given) words, the memory \(depth)") }
      let missing = words.firstIndex { $0 == nil } ?? 0
      throw Fault(description: "'\(path)' has no word for address \(missing)")
    }
    return complete
  }

  private func fault(_ line: Int, _ message: String) -> Fault { Fault(description: "\(path):\(line): \(message)") }

  private func text(_ token: ArraySlice<UInt8>) -> String { String(decoding: token.prefix(40), as: UTF8.self) }

  private func address(_ digits: ArraySlice<UInt8>, _ line: Int) throws(Fault) -> Int {
    guard let address = Int(text(digits), radix: 16), address >= 0 else {
      throw fault(line, "'@\(text(digits))' is not a hexadecimal address")
    }
    guard address < depth else { throw fault(line, "address \(address) does not exist: the memory has \(depth) words") }
    return address
  }

  private func word(_ token: ArraySlice<UInt8>, _ line: Int) throws(Fault) -> Bits {
    var digits: [Int] = []
    for byte in token where byte != UInt8(ascii: "_") {
      guard let digit = Self.digit(byte) else { throw fault(line, "'\(text(token))' is not a hexadecimal number") }
      digits.append(digit)
    }
    if digits.isEmpty { throw fault(line, "'\(text(token))' is not a hexadecimal number") }
    let significant = digits.drop { $0 == 0 }
    let bits = significant.first.map { 4 * significant.count - ($0.leadingZeroBitCount - (Int.bitWidth - 4)) } ?? 0
    guard bits <= width else {
      throw fault(line, "'\(text(token))' needs \(bits) bits, the words of the memory have \(width)")
    }
    var words = [UInt64](repeating: 0, count: (width + 63) / 64)
    for (index, digit) in significant.reversed().enumerated() {
      words[index / 16] |= UInt64(digit) << UInt64(index % 16 * 4)
    }
    return Bits(words: words, width: width)
  }

  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }

  /// What stands between blanks and comments, with its line.
  private func tokens(_ data: Data) throws(Fault) -> [(token: ArraySlice<UInt8>, line: Int)] {
    let bytes = [UInt8](data)
    var tokens: [(token: ArraySlice<UInt8>, line: Int)] = []
    var (index, line) = (0, 1)
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\n") { line += 1 }
      if byte <= UInt8(ascii: " ") {
        index += 1
      } else if startsComment(bytes, index, UInt8(ascii: "/")) {
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
      } else if startsComment(bytes, index, UInt8(ascii: "*")) {
        let start = line
        index += 2
        while index + 1 < bytes.count, bytes[index] != UInt8(ascii: "*") || bytes[index + 1] != UInt8(ascii: "/") {
          if bytes[index] == UInt8(ascii: "\n") { line += 1 }
          index += 1
        }
        guard index + 1 < bytes.count else { throw fault(start, "a comment that does not end") }
        index += 2
      } else {
        let start = index
        while index < bytes.count, bytes[index] > UInt8(ascii: " "), !startsAnyComment(bytes, index) { index += 1 }
        tokens.append((bytes[start..<index], line))
      }
    }
    return tokens
  }

  private func startsComment(_ bytes: [UInt8], _ index: Int, _ second: UInt8) -> Bool {
    bytes[index] == UInt8(ascii: "/") && index + 1 < bytes.count && bytes[index + 1] == second
  }

  private func startsAnyComment(_ bytes: [UInt8], _ index: Int) -> Bool {
    startsComment(bytes, index, UInt8(ascii: "/")) || startsComment(bytes, index, UInt8(ascii: "*"))
  }
}
