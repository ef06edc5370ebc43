import Testbench

/// A block memory of a family in plain Swift: a row of bits, of which a word of w begins at w times its number. Words of less than
/// nine bits leave out every ninth bit.
struct BlockMemoryGolden {
  /// What a port is asked for in a cycle.
  struct Access {
    var isEnabled = false
    var stores = false
    var resets = false
    /// Which ninths of the word are written.
    var mask = 0
    /// Counts bits of bytes of eight.
    var address = 0
    /// The word, the lowest bit first.
    var value: [Bool] = []
  }

  /// What the output of a port does while it writes.
  enum Mode: String, CaseIterable {
    case stays, old, new
  }

  struct Port {
    /// Nil where the port does not read.
    var readWidth: Int?
    /// Nil where the port does not write.
    var writeWidth: Int?
    var mode = Mode.stays
    /// The output, the lowest bit first; nil where a bit is not known.
    var word: [Bool?] = []

    init(read: Int?, write: Int?, mode: Mode = .stays) {
      (readWidth, writeWidth, self.mode) = (read, write, mode)
      word = [Bool?](repeating: false, count: read ?? 0)
    }
  }

  var family: BlockMemoryBench.Family
  var bits: [Bool]
  var ports: [Port]

  private func places(_ width: Int, _ address: Int) -> [Int] {
    let blocks = [1: 1, 2: 2, 4: 4, 9: 8, 18: 16, 36: 32, 72: 64]
    guard let size = blocks[width] else { return [] }
    let number = address / size
    if width >= 9 { return (0..<width).map { number * width + $0 } }
    return (0..<width).map { (number * width + $0) / 8 * 9 + (number * width + $0) % 8 }
  }

  /// A cycle in which both ports are used, never for the same word.
  mutating func step(_ accesses: [Access]) {
    let before = bits
    for (index, access) in accesses.enumerated() {
      var port = ports[index]
      // A reset of the output: in an ECP5 it needs no enable and keeps the port from writing.
      let isReset = access.resets && (access.isEnabled || family == .ecp5)
      let writes =
        access.isEnabled && access.stores && port.writeWidth != nil && !(isReset && family == .ecp5)
      let found = port.readWidth.map { places($0, access.address).map { before[$0] as Bool? } } ?? []
      var merged = found
      if writes, let width = port.writeWidth {
        if family == .ecp5 { merged = merged.map { _ in nil } }
        for (bit, place) in places(width, access.address).enumerated() where access.mask >> (bit / 9) & 1 == 1 {
          bits[place] = access.value[bit]
          if bit < merged.count { merged[bit] = access.value[bit] }
        }
      }
      if isReset {
        port.word = port.word.map { _ in false }
      } else if access.isEnabled {
        if !writes || port.mode == .old { port.word = found } else if port.mode == .new { port.word = merged }
      }
      ports[index] = port
    }
  }
}
