import Bitloom
import Components
import Testbench

/// What the registers of a map do, written down by hand: bits of words instead of fields.
struct RegisterModel {
  struct Word {
    var readWrite: UInt64 = 0
    var writeOnly: UInt64 = 0
    var pulse: UInt64 = 0
    var cleared: UInt64 = 0
    var readOnly: UInt64 = 0
    /// The reset value, and what a constant is.
    var value: UInt64 = 0
    var constant: UInt64 = 0

    var canBeWritten: Bool { readWrite | writeOnly | pulse | cleared != 0 }
  }

  /// A port of the hardware and which bits of which word it is.
  struct Line {
    var path: KeyPath<RegisterFile.IO, Signal> & Sendable
    var offset: UInt64
    var low: Int
    var width: Int

    var mask: UInt64 { width == 64 ? .max : (1 << UInt64(width)) - 1 }
  }

  var wordBytes: Int
  var addressWidth: Int
  /// By offset, as after a reset.
  var words: [UInt64: Word]
  var outputs: [Line]
  /// What the hardware drives: the bits of read-only fields, and the sets of those that software clears.
  var inputs: [Line]
}

extension RegisterModel {
  /// A word of up to 64 bits, a byte at a time.
  private static func mask(_ strobes: UInt64) -> UInt64 {
    var bits: UInt64 = 0
    for byte in 0..<8 where strobes >> byte & 1 == 1 { bits |= 0xff << (8 * byte) }
    return bits
  }

  /// One cycle: what the hardware drives, and a write if there is one.
  mutating func step(inputs driven: [UInt64: UInt64], write: (address: UInt64, data: UInt64, strobes: UInt64)?) {
    let written = write.map { $0.address / UInt64(wordBytes) * UInt64(wordBytes) }
    for offset in words.keys {
      guard var word = words[offset] else { continue }
      word.value &= ~word.pulse
      if let write, written == offset {
        let bits = Self.mask(write.strobes)
        let stored = (word.readWrite | word.writeOnly | word.pulse) & bits
        word.value = word.value & ~stored | write.data & stored
        word.value &= ~(write.data & word.cleared & bits)
      }
      word.value |= (driven[offset] ?? 0) & word.cleared
      words[offset] = word
    }
  }

  /// What software reads: the answer and the word.
  func read(_ address: UInt64, inputs driven: [UInt64: UInt64], unmapped: Int = 2) -> (response: Int, data: UInt64) {
    guard let word = words[address / UInt64(wordBytes) * UInt64(wordBytes)] else { return (unmapped, 0) }
    let stored = word.value & (word.readWrite | word.cleared)
    return (0, stored | word.constant | (driven[address / UInt64(wordBytes) * UInt64(wordBytes)] ?? 0) & word.readOnly)
  }

  func answer(toWriteOf address: UInt64, unmapped: Int = 2, readOnly: Int = 2) -> Int {
    guard let word = words[address / UInt64(wordBytes) * UInt64(wordBytes)] else { return unmapped }
    return word.canBeWritten ? 0 : readOnly
  }
}

extension RegisterModel {
  static let timer = RegisterModel(
    wordBytes: 4, addressWidth: 12,
    words: [
      0x00: Word(readWrite: 0x000f_fff7, pulse: 0x8000_0000, value: 0x12342),
      0x04: Word(readWrite: 0xffff_ffff, value: 0xffff_ffff), 0x0c: Word(readWrite: 0xffff_ffff, value: 0xffff_ffff),
      0x20: Word(readOnly: 0xffff_ffff), 0x24: Word(cleared: 0x3c0, readOnly: 1, value: 0x80),
      0x28: Word(constant: 0x10002), 0x40: Word(writeOnly: 0xfff, value: 0xabc),
    ],
    outputs: [
      Line(path: \.fields.control.enable, offset: 0, low: 0, width: 1),
      Line(path: \.fields.control.mode, offset: 0, low: 1, width: 2),
      Line(path: \.fields.control.prescale, offset: 0, low: 4, width: 16),
      Line(path: \.fields.control.clear, offset: 0, low: 31, width: 1),
      Line(path: \.fields.limit[0].value, offset: 4, low: 0, width: 32),
      Line(path: \.fields.limit[1].value, offset: 12, low: 0, width: 32),
      Line(path: \.fields.events.expired, offset: 0x24, low: 6, width: 4),
      Line(path: \.fields.key.value, offset: 0x40, low: 0, width: 12),
    ],
    inputs: [
      Line(path: \.fields.count.value, offset: 0x20, low: 0, width: 32),
      Line(path: \.fields.events.isRunning, offset: 0x24, low: 0, width: 1),
      Line(path: \.fields.events.expiredSet, offset: 0x24, low: 6, width: 4),
    ])

  static let wide = RegisterModel(
    wordBytes: 8, addressWidth: 64,
    words: [
      0x00: Word(readWrite: .max, value: 0xfedc_ba98_7654_3210), 0x08: Word(readOnly: .max),
      0x10: Word(readOnly: .max), 0x18: Word(readOnly: .max),
      0x100: Word(readWrite: 0x7e0, pulse: 0x3ff0_0000, cleared: 0xffff_ffff_c000_0000, value: 0x120),
    ],
    outputs: [
      Line(path: \.fields.scratch.value, offset: 0, low: 0, width: 64),
      Line(path: \.fields.flags.high, offset: 0x100, low: 30, width: 34),
      Line(path: \.fields.flags.go, offset: 0x100, low: 20, width: 10),
      Line(path: \.fields.flags.low, offset: 0x100, low: 5, width: 6),
    ],
    inputs: [
      Line(path: \.fields.sample[0].value, offset: 0x08, low: 0, width: 64),
      Line(path: \.fields.sample[1].value, offset: 0x10, low: 0, width: 64),
      Line(path: \.fields.sample[2].value, offset: 0x18, low: 0, width: 64),
      Line(path: \.fields.flags.high_set, offset: 0x100, low: 30, width: 34),
    ])

  static let single = RegisterModel(
    wordBytes: 4, addressWidth: 3, words: [0: Word(readWrite: 1)],
    outputs: [Line(path: \.fields.word.value, offset: 0, low: 0, width: 1)], inputs: [])
}
