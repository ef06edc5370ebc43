import Bitloom

/// Makes rows of full and half adders until no column of a heap has more than two bits.
///
/// Dadda's scheme: each level brings the highest column down to the next of 2, 3, 4, 6, 9, 13, ..., with as few adders as that
/// needs. Adders of neighbouring columns are written as one operation on vectors. In a column the bits that are there first
/// are added first, and the latest of three goes where a full adder is fastest.
struct HeapReduction {
  private typealias Bit = BitHeap.Bit

  /// An adder of one column.
  private struct Adder {
    var column: Int
    /// Two or three bits, the latest last.
    var operands: [Bit]
  }

  private let name: String
  private var columns: [[Bit]]
  private var vectors: [Signal]
  private var level = 0

  init(_ heap: BitHeap) {
    name = heap.name
    columns = heap.columns
    vectors = heap.vectors
    guard !heap.offset.isZero else { return }
    vectors.append(constant(heap.offset))
    for index in columns.indices where heap.offset[index] {
      columns[index].append(Bit(vector: vectors.count - 1, index: index, arrival: 0))
    }
  }

  private var height: Int { columns.map(\.count).max() ?? 0 }

  /// Two numbers whose sum is that of the heap.
  mutating func reduce() -> [Signal] {
    while height > 2 {
      var target = 2
      while target * 3 / 2 < height { target = target * 3 / 2 }
      level += 1
      addLevel(target)
    }
    return rows(2)
  }

  /// As many numbers as the highest column has bits.
  var allRows: [Signal] { rows(height) }

  private func rows(_ count: Int) -> [Signal] {
    (0..<count).map { row in gather(columns.map { $0.count > row ? $0[row] : nil }) }
  }

  /// The columns that have one bit or none, from the lowest on: there the first number alone is the sum.
  var singleColumns: Int { columns.prefix { $0.count < 2 }.count }

  /// Adds bits until no column has more than `target`.
  private mutating func addLevel(_ target: Int) {
    var left = [[Bit]](repeating: [], count: columns.count)
    var carryCount = 0
    // By the number that an adder has in its column, full and half adders apart.
    var full: [[Adder]] = []
    var half: [[Adder]] = []
    for (column, bits) in columns.enumerated() {
      var bits = bits.enumerated().sorted { ($0.element.arrival, $0.offset) < ($1.element.arrival, $1.offset) }
        .map(\.element)[...]
      var excess = bits.count + carryCount - target
      var (fullCount, halfCount) = (0, 0)
      while excess > 0, bits.count > 1 {
        if excess == 1 || bits.count == 2 {
          Self.insert(Adder(column: column, operands: Array(bits.prefix(2))), halfCount, into: &half)
          bits = bits.dropFirst(2)
          halfCount += 1
          excess -= 1
        } else {
          Self.insert(Adder(column: column, operands: Array(bits.prefix(3))), fullCount, into: &full)
          bits = bits.dropFirst(3)
          fullCount += 1
          excess -= 2
        }
      }
      carryCount = fullCount + halfCount
      left[column] = Array(bits)
    }
    columns = left
    for (number, adders) in (full + half).flatMap(Self.runs).enumerated() {
      add(adders, "\(name)_level\(level)", number)
    }
  }

  private static func insert(_ adder: Adder, _ index: Int, into adders: inout [[Adder]]) {
    if adders.count == index { adders.append([]) }
    adders[index].append(adder)
  }

  /// The adders of a row, those of neighbouring columns together.
  private static func runs(_ row: [Adder]) -> [[Adder]] {
    var result: [[Adder]] = []
    for adder in row {
      if let last = result.last?.last, last.column + 1 == adder.column {
        result[result.count - 1].append(adder)
      } else {
        result.append([adder])
      }
    }
    return result
  }

  /// Makes adders of neighbouring columns.
  private mutating func add(_ adders: [Adder], _ prefix: String, _ number: Int) {
    let x = operand(adders, 0, "\(prefix)_x\(number)")
    let y = operand(adders, 1, "\(prefix)_y\(number)")
    let half = x ^ y
    let sum: Signal
    let carry: Signal
    if adders[0].operands.count == 3 {
      let z = operand(adders, 2, "\(prefix)_z\(number)")
      let half = half.named("\(prefix)_half\(number)")
      sum = half ^ z
      // Where x and y differ, z decides: a multiplexer, which is smaller than a majority.
      let same = (~half & x).named("\(prefix)_same\(number)")
      carry = (half & z) | same
    } else {
      sum = half
      carry = x & y
    }
    vectors.append(sum.named("\(prefix)_sum\(number)"))
    vectors.append(carry.named("\(prefix)_carry\(number)"))
    for (index, adder) in adders.enumerated() {
      let early = adder.operands.prefix(2).map(\.arrival).max() ?? 0
      let late = adder.operands.count == 3 ? adder.operands[2].arrival : -1
      let arrival = adder.operands.count == 3 ? max(early + 2, late + 1) : early + 1
      columns[adder.column].append(Bit(vector: vectors.count - 2, index: index, arrival: arrival))
      if columns.indices.contains(adder.column + 1) {
        columns[adder.column + 1].append(Bit(vector: vectors.count - 1, index: index, arrival: arrival))
      }
    }
  }

  /// An operand of neighbouring adders, with a name where it is put together.
  private func operand(_ adders: [Adder], _ index: Int, _ name: String) -> Signal {
    let parts = parts(of: adders.map { $0.operands[index] })
    return parts.count == 1 ? parts[0] : cat(parts).named(name)
  }

  private func gather(_ bits: [BitHeap.Bit?]) -> Signal { cat(parts(of: bits)) }

  /// Bits as parts of a number, the least significant bit first, the most significant part first; 0 where there is none.
  private func parts(of bits: [BitHeap.Bit?]) -> [Signal] {
    var parts: [Signal] = []
    var start = 0
    while start < bits.count {
      var end = start + 1
      if let first = bits[start] {
        while end < bits.count, let next = bits[end], next.vector == first.vector,
          next.index == first.index + end - start
        {
          end += 1
        }
        parts.append(vectors[first.vector][(first.index + end - start - 1)...first.index])
      } else {
        while end < bits.count, bits[end] == nil { end += 1 }
        parts.append(constant(0).repeated(end - start))
      }
      start = end
    }
    return parts.reversed()
  }
}
