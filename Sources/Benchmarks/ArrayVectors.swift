import Foundation
import Testbench

/// The stimulus of a `PlainArray` that all programs of a comparison are given, and the checksum that all of them compute.
struct ArrayVectors {
  static let rowCount = 4096
  /// Cycles after which the sums start anew.
  private static let period = 64

  let size: Int
  /// Row by row: the numbers of `a`, those of `b`, `clear`, `shift`.
  let values: [Int8]

  init(size: Int) {
    self.size = size
    var random = SeededGenerator(seed: 7)
    var values: [Int8] = []
    for row in 0..<Self.rowCount {
      for _ in 0..<2 * size { values.append(Int8.random(in: .min ... .max, using: &random)) }
      let step = row % Self.period
      values += [step == 0 ? 1 : 0, step >= Self.period - size ? 1 : 0]
    }
    self.values = values
  }

  /// Numbers in a row.
  var width: Int { 2 * size + 2 }

  /// The values of one input, as numbers.
  func column(_ index: Int) -> [Int] { (0..<Self.rowCount).map { Int(values[$0 * width + index]) } }

  /// The values of some inputs, row by row.
  func part(_ range: Range<Int>) -> [Int8] {
    (0..<Self.rowCount).flatMap { row in range.map { values[row * width + $0] } }
  }

  func write(to path: String) throws {
    try Data(values.map { UInt8(bitPattern: $0) }).write(to: URL(fileURLWithPath: path))
  }

  /// What the outputs of one cycle add to the checksum: the sum of their partial sums, as in Fletcher's. Two additions a number, so
  /// that little of what is measured is the checksum.
  struct RowSum {
    private var sum: UInt64 = 0
    private var sums: UInt64 = 0

    @inline(__always)
    mutating func add(_ number: some FixedWidthInteger) {
      sum &+= UInt64(truncatingIfNeeded: number)
      sums &+= sum
    }

    @inline(__always)
    func end(_ checksum: inout UInt64) { checksum = checksum &* 31 &+ sums }
  }
}
