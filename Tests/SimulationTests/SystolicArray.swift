import RTL

/// An output-stationary array: operands go right and down, each element accumulates 32 bits.
enum SystolicArray {
  static func processingElement() -> ModuleDefinition {
    var b = DesignBuilder("pe")
    let a = b.input("a", .signed(8))
    let w = b.input("w", .signed(8))
    let clear = b.input("clear", .bit)
    let right = b.output("right", .signed(8))
    let down = b.output("down", .signed(8))
    let sum = b.output("sum", .signed(32))
    let rightRegister = b.register("right_register", .signed(8), reset: Bits(0, width: 8))
    let downRegister = b.register("down_register", .signed(8), reset: Bits(0, width: 8))
    let accumulator = b.register("accumulator", .signed(32), reset: Bits(0, width: 32))
    b.assign(rightRegister, b.read(a))
    b.assign(downRegister, b.read(w))
    let left = b.extend(b.read(a), to: 16)
    let top = b.extend(b.read(w), to: 16)
    let product = b.extend(b.binary(.multiply, left, top), to: 32)
    let total = b.binary(.add, b.read(accumulator), product)
    let zero = b.constant(0, .signed(32))
    b.when([(b.read(clear), { $0.assign(accumulator, zero) })], otherwise: { $0.assign(accumulator, total) })
    b.assign(right, b.read(rightRegister))
    b.assign(down, b.read(downRegister))
    b.assign(sum, b.read(accumulator))
    return b.module
  }

  /// Inputs `a<row>`, `w<column>` and `clear`; outputs `sum_<row>_<column>`, or one that is the exclusive or of all.
  static func design(rows: Int, columns: Int, separateSums: Bool = true) -> Design {
    let pe = processingElement()
    var b = DesignBuilder("array")
    let a = (0..<rows).map { b.input("a\($0)", .signed(8)) }
    let w = (0..<columns).map { b.input("w\($0)", .signed(8)) }
    let clear = b.input("clear", .bit)
    let sums = (0..<(separateSums ? rows * columns : 1)).map { index in
      b.output("sum_\(index / columns)_\(index % columns)", .signed(32))
    }
    var grid: [[SignalID]] = []
    for index in 0..<rows * columns { grid.append(b.instance("pe_\(index / columns)_\(index % columns)", 1, of: pe)) }
    var mixed: ExpressionID?
    for row in 0..<rows {
      for column in 0..<columns {
        let ports = grid[row * columns + column]
        let left = column == 0 ? a[row] : grid[row * columns + column - 1][3]
        let above = row == 0 ? w[column] : grid[(row - 1) * columns + column][4]
        b.assign(ports[0], b.read(left))
        b.assign(ports[1], b.read(above))
        b.assign(ports[2], b.read(clear))
        let sum = b.read(ports[5])
        if separateSums {
          b.assign(sums[row * columns + column], sum)
        } else {
          mixed = mixed.map { b.binary(.xor, $0, sum) } ?? sum
        }
      }
    }
    if let mixed, !separateSums { b.assign(sums[0], mixed) }
    return b.design([pe])
  }
}
