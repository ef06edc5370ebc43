import Arithmetic
import Bitloom

// What an engineer writes who leaves the arithmetic to the tool: the reference of the cost table.

/// Any function of some unsigned numbers.
struct PlainBlock: Module {
  enum Function: String, Hashable, Sendable {
    case add, multiply, accumulate, populationCount, leadingZeros, rotate, lowestOne
    case fourSum, constantProduct, booth, ent, nonAdjacent
  }

  var function: Function
  var width: Int

  /// What `constantProduct` multiplies with.
  static let factor = 201

  struct IO: Interface {
    @Input var a: Signal
    @Input var b: Signal
    @Output var result: Signal
  }

  private var isSigned: Bool { [.multiply, .accumulate, .booth, .ent, .nonAdjacent].contains(function) }

  private var resultType: SignalType {
    switch function {
    case .add: .unsigned(width + 1)
    case .multiply: .signed(2 * width)
    case .accumulate: .signed(4 * width)
    case .populationCount, .leadingZeros: .unsigned(below: width + 1)
    case .rotate, .lowestOne: .unsigned(width)
    case .fourSum: .unsigned(width / 2 + 2)
    case .constantProduct: .unsigned(width + 8)
    case .booth: .unsigned(width / 2 * 3)
    case .ent: .unsigned(width + 1)
    case .nonAdjacent: .unsigned(2 * width)
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
    case .fourSum:
      let parts = fourParts(io)
      io.result <== ((parts[0] + parts[1]) + (parts[2] + parts[3]))
    case .constantProduct: io.result <== io.a * Self.factor
    case .booth: booth(io)
    case .ent: ent(io)
    case .nonAdjacent: nonAdjacent(io)
    }
  }

  /// The halves of both operands.
  func fourParts(_ io: IO) -> [Signal] {
    let half = width / 2
    return [io.a, io.b].flatMap { [$0[(half - 1)...0], $0[(width - 1)...half]] }
  }

  /// A table of the three bits of each digit.
  private func booth(_ io: IO) {
    let padded = cat(io.a.asUnsigned, constant(0))
    var selects: [Signal] = []
    for digit in 0..<width / 2 {
      let code = padded[(2 * digit + 2)...(2 * digit)]
      let isOne = code == 1 || code == 2 || code == 5 || code == 6
      let isTwo = code == 3 || code == 4
      selects += [isOne, isTwo, code >= 4]
    }
    io.result <== cat(selects.reversed())
  }

  /// The magnitude, and a carry from each digit of 3 or more to the next.
  private func ent(_ io: IO) {
    let isNegative = io.a < 0
    let magnitude = mux(isNegative, (-io.a).truncated(to: width), io.a).asUnsigned
    var carry = constant(0)
    var digits: [Signal] = []
    for digit in 0..<width / 2 {
      let sum = magnitude[(2 * digit + 1)...(2 * digit)] + carry
      carry = sum >= 3
      digits.append(sum.truncated(to: 2))
    }
    io.result <== cat([isNegative] + digits.reversed())
  }

  /// Reitwiesner's recurrence, from the lowest bit up.
  private func nonAdjacent(_ io: IO) {
    let wide = io.a.extended(to: width + 1)
    var carry = constant(0)
    var (positive, negative): ([Signal], [Signal]) = ([], [])
    for place in 0..<width {
      let isOdd = wide[place] ^ carry
      positive.append(isOdd && !wide[place + 1])
      negative.append(isOdd && wide[place + 1])
      carry = (wide[place] && wide[place + 1]) || (carry && (wide[place] || wide[place + 1]))
    }
    io.result <== cat(negative.reversed() + positive.reversed())
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
    case fourSum, constantProduct, booth, ent, nonAdjacent, nonAdjacentRipple

    var plain: PlainBlock.Function {
      switch self {
      case .populationCount: .populationCount
      case .leadingZeros: .leadingZeros
      case .rotate: .rotate
      case .lowestOne: .lowestOne
      case .fourSum: .fourSum
      case .constantProduct: .constantProduct
      case .booth: .booth
      case .ent: .ent
      case .nonAdjacent, .nonAdjacentRipple: .nonAdjacent
      }
    }
  }

  var function: Function
  var width: Int
  var profile: HeapProfile

  private var plain: PlainBlock { PlainBlock(function: function.plain, width: width) }
  var ports: PlainBlock.IO { plain.ports }

  func build(_ io: PlainBlock.IO) {
    switch function {
    case .populationCount: io.result <== io.a.populationCount(for: profile)
    case .leadingZeros: io.result <== io.a.leadingZeroCount
    case .rotate: io.result <== io.a.rotatedLeft(by: io.b)
    case .lowestOne: io.result <== io.a.lowestOne
    case .fourSum:
      var heap = BitHeap("sum", width: io.result.width, for: profile)
      for part in plain.fourParts(io) { heap.add(part) }
      io.result <== heap.sum()
    case .constantProduct:
      var heap = BitHeap("product", width: io.result.width, for: profile)
      heap.addProduct(io.a, by: PlainBlock.factor)
      io.result <== heap.sum()
    case .booth:
      let selects = BoothDigit.digits(of: io.a).flatMap { [$0.isOne, $0.isTwo, $0.isNegative] }
      io.result <== cat(selects.reversed())
    case .ent:
      let digits = ENTDigits(of: io.a)
      io.result <== cat([digits.isNegative] + digits.codes.reversed())
    case .nonAdjacent, .nonAdjacentRipple:
      let form = NonAdjacentForm(of: io.a, network: function == .nonAdjacent ? .sklansky : .ripple)
      io.result <== cat(form.negative, form.positive)
    }
  }
}
