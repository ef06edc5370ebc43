import Foundation
import RTL

/// What the words of a memory hold before the first clock edge.
///
/// ```swift
/// let sine = memory("sine", .signed(8), contents: table)
/// let instructions = memory("instructions", .unsigned(32), depth: 256, contents: .file("program.hex"))
/// ```
/// A word of a bundle is given as one number: its numbers side by side, the first one most significant.
///
/// Small contents are emitted within the module, others as a file for `$readmemh` beside it: see `VerilogFile.images`.
public struct MemoryContents: Hashable, Sendable {
  private enum Source: Hashable {
    case values([Int])
    case words([Bits])
    case repeated(Int)
    case file(String)
  }

  private let source: Source

  /// The words in the order of their addresses, as many as the memory has.
  public static func values(_ values: [Int]) -> MemoryContents { MemoryContents(source: .values(values)) }

  /// The words in the order of their addresses, for words of more than 64 bits. Narrower ones are widened with zeros.
  public static func words(_ words: [Bits]) -> MemoryContents { MemoryContents(source: .words(words)) }

  /// The codes of an enumeration in the order of their addresses.
  public static func cases<E: HardwareEnum>(_ cases: [E]) -> MemoryContents { .words(cases.map(\.code)) }

  /// The same in every word.
  public static func repeated(_ value: Int) -> MemoryContents { MemoryContents(source: .repeated(value)) }

  /// The words of a file, written as for `$readmemh`: as many as the memory has, each of them once.
  ///
  /// The file is read while the design is elaborated; what is emitted holds a copy. A path that does not begin with `/` begins
  /// in the folder in which the program runs.
  public static func file(_ path: String) -> MemoryContents { MemoryContents(source: .file(path)) }

  /// The number of words; nil where the memory or a file says it.
  public var count: Int? {
    switch source {
    case .values(let values): values.count
    case .words(let words): words.count
    case .repeated, .file: nil
    }
  }

  /// The words of a memory with numbers of these types; nil when there is a mistake, which has been reported.
  func words(
    of name: String, _ numbers: [SignalType], depth: Int, in builder: ModuleBuilder, at place: Place
  ) -> [Bits]? {
    let width = numbers.reduce(0) { $0 + $1.width }
    let type = numbers.count == 1 ? numbers[0] : SignalType.unsigned(max(width, 1))
    switch source {
    case .values(let values):
      return builder.words(values, of: name, type, depth, at: place, text: String.init) {
        type.contains($0) ? Bits($0, width: type.width) : nil
      }
    case .words(let words):
      return builder.words(
        words, of: name, type, depth, at: place, text: { $0.decimalString(signed: false) },
        word: { $0.significantBits <= type.width ? $0.resized(to: type.width, signed: false) : nil })
    case .repeated(let value):
      guard type.contains(value) else {
        builder.report(MemoryDiagnostics.contentsDoNotFit(name, String(value), type, index: nil, at: place))
        return nil
      }
      return Array(repeating: Bits(value, width: type.width), count: depth)
    case .file(let path):
      guard let data = FileManager.default.contents(atPath: path) else {
        builder.report(MemoryDiagnostics.contentsNotReadable(name, path, at: place))
        return nil
      }
      do {
        return try HexadecimalWords(path: path, width: type.width, depth: depth).read(data)
      } catch {
        builder.report(MemoryDiagnostics.contentsMalformed(name, error.description, at: place))
        return nil
      }
    }
  }
}

extension ModuleBuilder {
  fileprivate func words<Value>(
    _ values: [Value], of name: String, _ type: SignalType, _ depth: Int, at place: Place, text: (Value) -> String,
    word: (Value) -> Bits?
  ) -> [Bits]? {
    guard values.count == depth else {
      report(MemoryDiagnostics.contentsCount(name, values.count, depth, at: place))
      return nil
    }
    var words: [Bits] = []
    for (index, value) in values.enumerated() {
      guard let word = word(value) else {
        report(MemoryDiagnostics.contentsDoNotFit(name, text(value), type, index: index, at: place))
        return nil
      }
      words.append(word)
    }
    return words
  }
}
