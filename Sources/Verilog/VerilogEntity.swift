import RTL

/// Something of the emitted module that has a name and holds bits, and which of them are read.
struct VerilogEntity {
  let name: String
  let type: SignalType
  private(set) var isRead = false
  private var readRanges: [Range<Int>] = []

  init(name: String, type: SignalType) {
    self.name = name
    self.type = type
  }

  mutating func read() { isRead = true }

  mutating func read(_ bits: Range<Int>) {
    if !isRead, readRanges.last != bits { readRanges.append(bits) }
  }

  /// The runs of bits that nothing reads, the most significant first.
  var unreadRanges: [Range<Int>] {
    if isRead { return [] }
    var result: [Range<Int>] = []
    var low = 0
    for range in readRanges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > low { result.append(low..<range.lowerBound) }
      low = max(low, range.upperBound)
    }
    if low < type.width { result.append(low..<type.width) }
    return result.reversed()
  }
}
