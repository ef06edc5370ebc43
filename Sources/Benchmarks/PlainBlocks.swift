import Arithmetic
import Bitloom

// What an engineer writes who leaves the arithmetic to the tool: the reference of the cost table.

/// Any function of some unsigned numbers.
struct PlainBlock: Module {
  enum Function: String, Hashable, Sendable {
    case add, multiply, accumulate, populationCount, leadingZeros, rotate, lowestOne
  }

  var function: Function
  var width: Int

  struct IO: Interface {
    @Input var a: Signal
    @Input var b: Signal
    @Output var result: Signal
  }

  private var isSigned: Bool { function == .multiply || function == .accumulate }

  private var resultType: SignalType {
    switch function {
    case .add: .unsigned(width + 1)
    case .multiply: .signed(2 * width)
    case .accumulate: .signed(4 * width)
    case .populationCount, .leadingZeros: .unsigned(below: width + 1)
    case .rotate, .lowestOne: .unsigned(width)
    }
  }

  var ports: IO {
    let operand = SignalType(width: width, isSigned: isSigned)
    let other = function == .rotate ? SignalType.unsigned(below: width) : operand
    return IO(a: operand.instantiate(), b: other.instantiate(), result: resultType.instantiate())
  }

  func build(_ io: IO) {
    switch function {
    case .add: io.result <== io.a + io.b
    case .multiply: io.result <== io.a * io.b
    case .accumulate: accumulate(io)
    case .populationCount:
      var sum = io.a[0]
      for index in 1..<width { sum = (sum + io.a[index]).truncated(to: min(sum.width + 1, resultType.width)) }
      io.result <== sum.truncated(to: resultType.width)
    case .leadingZeros:
      var count = constant(width)
      for index in 0..<width { count = mux(io.a[index], width - 1 - index, count) }
      io.result <== count
    case .rotate:
      // The upper half of both copies, moved up.
      io.result <== (cat(io.a, io.a) &<< io.b)[(2 * width - 1)...width]
    case .lowestOne: io.result <== (io.a & (~io.a &+ 1))
    }
  }

  /// As `MultiplyAccumulator`, with the operators of the language.
  private func accumulate(_ io: IO) {
    let a = register("a_held", .signed(width), reset: 0)
    let b = register("b_held", .signed(width), reset: 0)
    let sum = register("sum", resultType, reset: 0)
    a <== io.a
    b <== io.b
    sum <== (sum + a * b).truncated(to: resultType.width)
    io.result <== sum
  }
}

/// Those of the functions that are no modules of the library.
struct LibraryBlock: Module {
  enum Function: String, Hashable, Sendable {
    case populationCount, leadingZeros, rotate, lowestOne

    var plain: PlainBlock.Function {
      switch self {
      case .populationCount: .populationCount
      case .leadingZeros: .leadingZeros
      case .rotate: .rotate
      case .lowestOne: .lowestOne
      }
    }
  }

  var function: Function
  var width: Int
  var profile: HeapProfile

  var ports: PlainBlock.IO { PlainBlock(function: function.plain, width: width).ports }

  func build(_ io: PlainBlock.IO) {
    switch function {
    case .populationCount: io.result <== io.a.populationCount(for: profile)
    case .leadingZeros: io.result <== io.a.leadingZeroCount
    case .rotate: io.result <== io.a.rotatedLeft(by: io.b)
    case .lowestOne: io.result <== io.a.lowestOne
    }
  }
}
