import Bitloom
import Foundation
import Testbench

/// The ways to drive a `PlainArray` from Swift. Each runs cycles and returns the checksum of what the outputs were.
enum DrivenArray {
  typealias Bench = Testbench<PlainArray>

  /// Arrays of ports through a handle each, every cycle.
  static func handles(_ dut: Bench, _ vectors: ArrayVectors, cycles: Int) -> UInt64 {
    let size = vectors.size
    let (a, b, clear, shift) = (dut.ports(\.a), dut.ports(\.b), dut.port(\.clear), dut.port(\.shift))
    let outputs = dut.ports(\.sums)
    var sums: [Int32] = []
    var checksum: UInt64 = 0
    vectors.values.withUnsafeBufferPointer { values in
      for cycle in 0..<cycles {
        let row = cycle % ArrayVectors.rowCount * vectors.width
        a.set(values[row..<row + size])
        b.set(values[row + size..<row + 2 * size])
        clear.value = Int(values[row + 2 * size])
        shift.value = Int(values[row + 2 * size + 1])
        dut.step()
        outputs.read(into: &sums)
        var sum = ArrayVectors.RowSum()
        for number in sums { sum.add(number) }
        sum.end(&checksum)
      }
    }
    return checksum
  }

  /// Every port through a handle of its own, every cycle.
  static func singleHandles(_ dut: Bench, _ vectors: ArrayVectors, cycles: Int) -> UInt64 {
    let inputs = dut.a.allPorts + dut.b.allPorts + [dut.port(\.clear), dut.port(\.shift)]
    let outputs = dut.sums.allPorts
    var checksum: UInt64 = 0
    vectors.values.withUnsafeBufferPointer { values in
      for cycle in 0..<cycles {
        let row = cycle % ArrayVectors.rowCount * vectors.width
        for index in inputs.indices { inputs[index].value = Int(values[row + index]) }
        dut.step()
        var sum = ArrayVectors.RowSum()
        for port in outputs { sum.add(port.value) }
        sum.end(&checksum)
      }
    }
    return checksum
  }

  /// Every port by its name, every cycle.
  static func members(_ dut: Bench, _ vectors: ArrayVectors, cycles: Int) -> UInt64 {
    let size = vectors.size
    var checksum: UInt64 = 0
    for cycle in 0..<cycles {
      let row = cycle % ArrayVectors.rowCount * vectors.width
      for index in 0..<size {
        dut.a[index] = Int(vectors.values[row + index])
        dut.b[index] = Int(vectors.values[row + size + index])
      }
      dut.clear = Int(vectors.values[row + 2 * size])
      dut.shift = Int(vectors.values[row + 2 * size + 1])
      dut.step()
      var sum = ArrayVectors.RowSum()
      for index in 0..<size { sum.add(dut.sums[index] as Int) }
      sum.end(&checksum)
    }
    return checksum
  }

  /// All cycles of the vectors in one call.
  static func bulk(_ dut: Bench, _ stimulus: Stimulus<PlainArray>, size: Int, cycles: Int) -> UInt64 {
    var checksum: UInt64 = 0
    var sums: [Int32] = []
    for _ in 0..<cycles / ArrayVectors.rowCount {
      dut.run(stimulus, samplingRows: \.sums, into: &sums)
      sums.withUnsafeBufferPointer { sums in
        for row in stride(from: 0, to: sums.count, by: size) {
          var sum = ArrayVectors.RowSum()
          for index in row..<row + size { sum.add(sums[index]) }
          sum.end(&checksum)
        }
      }
    }
    return checksum
  }

  /// The same with the values of each port apart.
  static func columns(_ dut: Bench, _ stimulus: Stimulus<PlainArray>, size: Int, cycles: Int) -> UInt64 {
    let outputs = (0..<size).map { index in \PlainArray.IO.sums[index] }
    var checksum: UInt64 = 0
    for _ in 0..<cycles / ArrayVectors.rowCount {
      let samples = dut.run(stimulus, sampling: outputs)
      let columns = outputs.map { samples[$0] }
      for cycle in 0..<ArrayVectors.rowCount {
        var sum = ArrayVectors.RowSum()
        for column in columns { sum.add(column[cycle]) }
        sum.end(&checksum)
      }
    }
    return checksum
  }

  static func rows(_ vectors: ArrayVectors) -> Stimulus<PlainArray> {
    let size = vectors.size
    var stimulus = Stimulus<PlainArray>()
    stimulus.set(\.a, rows: vectors.part(0..<size), of: size)
    stimulus.set(\.b, rows: vectors.part(size..<2 * size), of: size)
    stimulus[\.clear] = vectors.column(2 * size)
    stimulus[\.shift] = vectors.column(2 * size + 1)
    return stimulus
  }

  static func stimulus(_ vectors: ArrayVectors, cycles: Int = ArrayVectors.rowCount) -> Stimulus<PlainArray> {
    var stimulus = Stimulus<PlainArray>()
    for index in 0..<vectors.size {
      stimulus[\.a[index]] = Array(vectors.column(index).prefix(cycles))
      stimulus[\.b[index]] = Array(vectors.column(vectors.size + index).prefix(cycles))
    }
    stimulus[\.clear] = Array(vectors.column(2 * vectors.size).prefix(cycles))
    stimulus[\.shift] = Array(vectors.column(2 * vectors.size + 1).prefix(cycles))
    return stimulus
  }
}
