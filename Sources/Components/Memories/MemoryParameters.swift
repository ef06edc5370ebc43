import Bitloom

/// What can be wrong with the parameters of a memory.
enum MemoryParameters {
  static func depth(_ depth: Int) -> [String] {
    1...1 << 24 ~= depth ? [] : ["depth is \(depth); it must be from 1 to \(1 << 24)"]
  }

  static func latency(_ latency: Int, _ possible: ClosedRange<Int>) -> [String] {
    let range = possible == 1...2 ? "1 or 2" : "\(possible.lowerBound), 1 or 2"
    return possible ~= latency ? [] : ["latency is \(latency); it must be \(range)"]
  }

  /// - Parameter lanes: Number of bits of the mask; 0 for no mask.
  static func lanes(_ lanes: Int, of word: some Shape) -> [String] {
    if lanes == 0 { return [] }
    guard let type = word as? SignalType else {
      return ["lanes is \(lanes); only words that are numbers have lanes, and 0 stands for none"]
    }
    let divides = lanes > 0 && type.width % lanes == 0
    return divides ? [] : ["lanes is \(lanes); it must divide the \(type.width) bits of a word"]
  }

  static func contents(_ contents: MemoryContents?, depth: Int) -> [String] {
    guard let count = contents?.count, count != depth else { return [] }
    return ["contents has \(count) words; it must have as many as depth, \(depth)"]
  }

  static func storage(_ storage: MemoryStorage?, latency: Int) -> [String] {
    storage == .block && latency == 0 ? ["storage is block; a read of latency 0 has no block memory"] : []
  }
}

extension Memory {
  /// Writes a word, or the lanes of it that a mask chooses.
  func write(_ value: S.Value, at address: Signal, lanes mask: Signal?) {
    if let mask { write(value, at: address, mask: mask) } else { write(value, at: address) }
  }
}
