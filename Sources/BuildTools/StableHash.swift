/// A 128-bit hash that is the same in every process and on every machine: MurmurHash3 x64 128 with seed 0.
///
/// Names and checks entries of a cache on disk; it is not meant to withstand an attacker.
package struct StableHash {
  private var bytes: [UInt8] = []

  package init() {}

  /// Adds a text. Two lists of texts hash alike only when they are the same list.
  package mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      add(utf8.count)
      bytes.append(contentsOf: utf8)
    }
  }

  package mutating func add(_ number: Int) {
    withUnsafeBytes(of: UInt64(bitPattern: Int64(number)).littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// 32 hexadecimal digits.
  package var digest: String {
    let hash = bytes.withUnsafeBytes { Self.hash(of: $0) }
    return Self.hexadecimal(hash.0) + Self.hexadecimal(hash.1)
  }

  package static func digest(of bytes: UnsafeRawBufferPointer) -> String {
    let hash = hash(of: bytes)
    return hexadecimal(hash.0) + hexadecimal(hash.1)
  }

  package static func hash(of bytes: UnsafeRawBufferPointer) -> (UInt64, UInt64) {
    var first: UInt64 = 0
    var second: UInt64 = 0
    let blockCount = bytes.count / 16
    for block in 0..<blockCount {
      let low = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 16 * block, as: UInt64.self))
      let high = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 16 * block + 8, as: UInt64.self))
      first ^= mixLow(low)
      first = (first << 27 | first >> 37) &+ second
      first = first &* 5 &+ 0x52dc_e729
      second ^= mixHigh(high)
      second = (second << 31 | second >> 33) &+ first
      second = second &* 5 &+ 0x3849_5ab5
    }
    var low: UInt64 = 0
    var high: UInt64 = 0
    for index in 16 * blockCount..<bytes.count {
      let offset = index - 16 * blockCount
      let byte = UInt64(bytes[index])
      if offset < 8 { low |= byte << UInt64(8 * offset) } else { high |= byte << UInt64(8 * offset - 64) }
    }
    first ^= mixLow(low)
    second ^= mixHigh(high)
    return finish(first, second, count: UInt64(bytes.count))
  }

  private static func finish(_ first: UInt64, _ second: UInt64, count: UInt64) -> (UInt64, UInt64) {
    var first = first ^ count
    var second = second ^ count
    first = first &+ second
    second = second &+ first
    first = avalanche(first)
    second = avalanche(second)
    first = first &+ second
    return (first, second &+ first)
  }

  private static func mixLow(_ word: UInt64) -> UInt64 {
    let product = word &* 0x87c3_7b91_1142_53d5
    return (product << 31 | product >> 33) &* 0x4cf5_ad43_2745_937f
  }

  private static func mixHigh(_ word: UInt64) -> UInt64 {
    let product = word &* 0x4cf5_ad43_2745_937f
    return (product << 33 | product >> 31) &* 0x87c3_7b91_1142_53d5
  }

  private static func avalanche(_ word: UInt64) -> UInt64 {
    var word = word
    word ^= word >> 33
    word = word &* 0xff51_afd7_ed55_8ccd
    word ^= word >> 33
    word = word &* 0xc4ce_b9fe_1a85_ec53
    return word ^ (word >> 33)
  }

  private static func hexadecimal(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
