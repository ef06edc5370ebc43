import RTL
import Simulation
import Testing

/// The design that the simulator's speed is measured with.
@Test func systolicArrayMultipliesMatrices() throws {
  let (rows, columns, depth) = (3, 4, 5)
  let simulator = try NativeSimulator(SystolicArray.design(rows: rows, columns: columns))
  var seed = Randomness(seed: 11)
  let left = (0..<rows).map { _ in (0..<depth).map { _ in Int(seed.next() % 256) - 128 } }
  let right = (0..<depth).map { _ in (0..<columns).map { _ in Int(seed.next() % 256) - 128 } }
  for cycle in 0..<rows + columns + depth {
    for row in 0..<rows {
      let step = cycle - row
      simulator.writeWord(row, UInt64(truncatingIfNeeded: (0..<depth).contains(step) ? left[row][step] : 0))
    }
    for column in 0..<columns {
      let step = cycle - column
      let value = (0..<depth).contains(step) ? right[step][column] : 0
      simulator.writeWord(rows + column, UInt64(truncatingIfNeeded: value))
    }
    simulator.step(1)
  }
  for row in 0..<rows {
    for column in 0..<columns {
      var expected = 0
      for step in 0..<depth { expected += left[row][step] * right[step][column] }
      let port: Int = rows + columns + 1 + row * columns + column
      let found: Int? = simulator.read(port).value.int(signed: true)
      #expect(found == expected)
    }
  }
  // A clear takes one cycle.
  simulator.writeWord(rows + columns, 1)
  simulator.step(1)
  #expect(simulator.readWord(rows + columns + 1) == 0)
}
