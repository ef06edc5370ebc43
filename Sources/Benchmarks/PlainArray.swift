import Bitloom

/// An output-stationary array with nothing around it, small enough to be written in other languages line by line:
/// `Scripts/peers/amaranth_array.py` has it for Amaranth.
///
/// Operands enter at the left and at the top and move on by one element a cycle. `clear` starts all sums anew, `shift` moves
/// them down one row; `sums` are those of the lowest row.
struct PlainArray: Module {
  var size: Int

  struct IO: Interface {
    @Input var a: [Signal]
    @Input var b: [Signal]
    @Input var clear: Signal = .bit
    @Input var shift: Signal = .bit
    @Output var sums: [Signal]
  }

  var ports: IO {
    IO(a: .signed(8, count: size), b: .signed(8, count: size), sums: .signed(32, count: size))
  }

  func build(_ io: IO) {
    var left = io.a
    var top = io.b
    var above = [Signal](repeating: constant(0, .signed(32)), count: size)
    for row in 0..<size {
      for column in 0..<size {
        let element = Instance("element_\(row)_\(column)", PlainElement())
        element.a <== left[row]
        element.b <== top[column]
        element.clear <== io.clear
        element.shift <== io.shift
        element.above <== above[column]
        left[row] = element.nextA
        top[column] = element.nextB
        above[column] = element.sum
      }
    }
    for column in 0..<size { io.sums[column] <== above[column] }
  }
}

/// An element of `PlainArray`.
struct PlainElement: Module {
  struct IO: Interface {
    @Input var a: Signal = .signed(8)
    @Input var b: Signal = .signed(8)
    @Input var clear: Signal = .bit
    @Input var shift: Signal = .bit
    @Input var above: Signal = .signed(32)
    @Output var nextA: Signal = .signed(8)
    @Output var nextB: Signal = .signed(8)
    @Output var sum: Signal = .signed(32)
  }

  var ports: IO { IO() }

  func build(_ io: IO) {
    let a = register("held_a", .signed(8), reset: 0)
    let b = register("held_b", .signed(8), reset: 0)
    let sum = register("accumulator", .signed(32), reset: 0)
    a <== io.a
    b <== io.b
    when(io.shift) {
      sum <== io.above
    } otherwise: {
      sum <== mux(io.clear, 0, sum) &+ (a * b)
    }
    io.nextA <== a
    io.nextB <== b
    io.sum <== sum
  }
}
