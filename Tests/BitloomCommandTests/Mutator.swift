/// Spoils texts and command lines, the same way for the same seed.
struct Mutator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  private mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return word ^ (word >> 31)
  }

  mutating func index(_ count: Int) -> Int { Int(next() % UInt64(max(count, 1))) }

  /// One to three changes of single bytes, runs of bytes and copies of runs; a tenth of the texts is cut short.
  mutating func mutate(_ bytes: [UInt8]) -> [UInt8] {
    var text = bytes
    for _ in 0...index(3) {
      let position = index(text.count)
      let end = min(text.count, position + 1 + index(12))
      switch index(6) {
      case 0 where !text.isEmpty: text[position] = UInt8(truncatingIfNeeded: next())
      case 1: text.insert(Self.telling[index(Self.telling.count)], at: position)
      case 2: text.removeSubrange(position..<end)
      case 3: text.insert(contentsOf: Array(text[position..<end]), at: index(text.count + 1))
      case 4 where !text.isEmpty: text[position] ^= 1 << UInt8(index(8))
      default: text.swapAt(index(text.count), position)
      }
      if text.isEmpty { text = [0x7b] }
    }
    return index(10) == 0 ? Array(text.prefix(index(text.count))) : text
  }

  /// One to three changes of arguments: left out, said twice, exchanged, taken from another line, or spoilt themselves.
  mutating func mutate(_ line: [String], with words: [String]) -> [String] {
    var line = line
    for _ in 0...index(3) {
      if line.isEmpty { line = [words[index(words.count)]] }
      let position = index(line.count)
      switch index(7) {
      case 0: line.remove(at: position)
      case 1: line.insert(line[position], at: index(line.count))
      case 2: line.swapAt(position, index(line.count))
      case 3: line.insert(words[index(words.count)], at: position)
      case 4: line[position] = words[index(words.count)]
      case 5: line[position] = Self.extremes[index(Self.extremes.count)]
      default: line[position] = spoilt(line[position])
      }
    }
    return line
  }

  // Nothing that leads out of the folder the test works in: no slash, dot or tilde.
  private mutating func spoilt(_ word: String) -> String {
    var characters = Array(word)
    let position = index(characters.count)
    switch index(4) {
    case 0 where !characters.isEmpty: characters.remove(at: position)
    case 1 where !characters.isEmpty: characters[position] = Self.characters[index(Self.characters.count)]
    case 2: characters.insert(Self.characters[index(Self.characters.count)], at: position)
    default: characters = Array(characters.prefix(position))
    }
    return String(characters)
  }

  private static let telling: [UInt8] = Array("{}[]\",:\\-+eE0u\n\t ".utf8) + [0, 0x7f, 0x80, 0xc3, 0xed, 0xff]
  private static let characters = Array("=-,:0129xXaZ_ \"'\\%$*é\u{301}😀\u{0}\n\t{}[]")
  private static let extremes = [
    "", "-", "--", "---", "=", "--=", "--set=", "--set=count=17", "0", "-1", "9223372036854775807",
    "9223372036854775808", "-9223372036854775808", "18446744073709551616", "0x", "0xffffffffffffffff", "1e9", "NaN",
    String(repeating: "9", count: 400), String(repeating: "x", count: 5_000), "count=", "=20", "count=20=20", "-h",
    "--help", "--json=true",
  ]
}
