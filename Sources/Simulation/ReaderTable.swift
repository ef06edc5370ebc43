import SimulationKernel

/// Which blocks read what: of each source, a node or a memory, once the table is complete.
struct ReaderTable {
  private var pairs: [(source: Int32, block: Int32)] = []
  /// The last block that was found to read a source.
  private var lastBlock: [Int32]
  private var starts: [Int32] = []
  private var blocks: [Int32] = []
  private var setIndexes: [[Int32]: Int32] = [:]
  /// The sets of readers, each once, as the kernel wants them.
  private(set) var readers: [KernelReaders] = []
  private var ranges: [(first: UInt32, count: UInt32)] = []

  /// The number of the set without blocks.
  static let emptySet = 0

  init(sourceCount: Int) {
    lastBlock = [Int32](repeating: -1, count: sourceCount)
    _ = number(of: [])
  }

  /// Notes that a block reads a source. Blocks come in ascending order.
  @inline(__always)
  mutating func add(_ source: Int, readBy block: Int) {
    guard lastBlock[source] != Int32(block) else { return }
    lastBlock[source] = Int32(block)
    pairs.append((Int32(source), Int32(block)))
  }

  mutating func complete() {
    starts = [Int32](repeating: 0, count: lastBlock.count + 1)
    for pair in pairs { starts[Int(pair.source) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    var next = starts
    blocks = [Int32](repeating: 0, count: pairs.count)
    for pair in pairs {
      blocks[Int(next[Int(pair.source)])] = pair.block
      next[Int(pair.source)] += 1
    }
    pairs = []
  }

  /// The number of the set of a source's readers; sources with the same readers have the same one.
  mutating func set(of source: Int) -> Int {
    if lastBlock[source] < 0 { return Self.emptySet }
    return number(of: Array(blocks[Int(starts[source])..<Int(starts[source + 1])]))
  }

  /// Where the readers of a set are.
  func range(of set: Int) -> (first: UInt32, count: UInt32) { ranges[set] }

  private mutating func number(of blocks: [Int32]) -> Int {
    if let known = setIndexes[blocks] { return Int(known) }
    let number = ranges.count
    setIndexes[blocks] = Int32(number)
    let first = readers.count
    for block in blocks {
      let bit: UInt64 = 1 << UInt64(block & 63)
      let word = UInt32(block >> 6)
      if readers.count > first, readers[readers.count - 1].word == word {
        readers[readers.count - 1].blocks |= bit
      } else {
        readers.append(KernelReaders(blocks: bit, word: word))
      }
    }
    ranges.append((UInt32(first), UInt32(readers.count - first)))
    return number
  }
}
