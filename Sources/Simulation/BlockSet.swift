import SimulationKernel

/// A set of blocks, a bit for each: what the kernel reads.
struct BlockSet {
  private(set) var words: [UInt64]

  init(blockCount: Int) { words = [UInt64](repeating: 0, count: max(1, (blockCount + 63) / 64)) }

  /// The set of all blocks.
  init(all blockCount: Int) {
    self.init(blockCount: blockCount)
    for block in 0..<blockCount { insert(block) }
  }

  mutating func insert(_ block: Int) { words[block >> 6] |= 1 << UInt64(block & 63) }

  func contains(_ block: Int) -> Bool { words[block >> 6] >> UInt64(block & 63) & 1 == 1 }

  func union(_ other: BlockSet) -> BlockSet {
    var result = self
    for index in words.indices { result.words[index] |= other.words[index] }
    return result
  }
}
