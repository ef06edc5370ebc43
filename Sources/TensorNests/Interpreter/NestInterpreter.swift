/// Executes a nest on matrices, loop by loop and primitive by primitive.
///
/// Rounds of a spatial loop are executed one after the other, each with values of its own: a place in the arrays below
/// for each column, digit and lane.
struct NestInterpreter {
  private let nest: TensorLoopNest
  private let program: [NestProgram.Instruction]
  private let a: [[Int]]
  private let b: [Int]
  private let depth: Int
  private let width: Int

  // Where the loops are.
  private var m = 0
  private var n = 0
  private var k = 0
  private var column = 0
  private var lane = 0
  private var digitPlace = 0
  /// The place of a value in the arrays: stored, since a getter would copy all of this in a debug build.
  private var place = 0
  /// The element of its group that a lane is at, -1 for none.
  private var elements: [Int]
  /// The digit that a lane is at, -1 for none.
  private var weights: [Int]

  // What has been computed.
  private var table: DigitTable
  private var digits: [Int]
  private var values: [CarrySave]
  private var constants: [UInt64]
  private var sumsOverK: [CarrySave]
  private var sumsOverDigits: [CarrySave]
  private(set) var product: [[Int]] = []
  private(set) var counts = NestCounts()

  private let lanes: Int
  private let group: Int
  private let digitCount: Int
  private let digitPlaces: Int

  init(_ nest: TensorLoopNest, a: [[Int]], b: [[Int]]) {
    self.nest = nest
    program = NestProgram(nest).instructions
    self.a = a
    self.b = b.flatMap { $0 }
    depth = b.count
    width = b.first?.count ?? 0
    lanes = nest.lanes
    group = nest.group
    digitCount = nest.digitCount
    digitPlaces = nest.column.containsLoop { $0.axis == .bitWeight && $0.isSpatial } ? nest.digitCount : 1
    elements = Array(repeating: 0, count: lanes)
    weights = elements
    table = DigitTable(encoding: nest.encoding, width: nest.operandWidth)
    digits = Array(repeating: 0, count: lanes * group * nest.digitCount)
    let places = nest.columns * digitPlaces * lanes
    values = Array(repeating: CarrySave(), count: places)
    constants = Array(repeating: 0, count: places)
    sumsOverK = values
    sumsOverDigits = values
  }

  mutating func run() { run(0, program.count) }

  private mutating func run(_ start: Int, _ end: Int) {
    var index = start
    while index < end {
      let instruction = program[index]
      execute(instruction, body: index + 1)
      index = instruction.end
    }
  }

  private mutating func execute(_ instruction: NestProgram.Instruction, body: Int) {
    let end = instruction.end
    switch instruction.operation {
    case .rows: runRows(body, end)
    case .columnTiles(let step): runColumnTiles(step, body, end)
    case .depth(let step): runDepth(step, body, end, counts: instruction.countsCycles)
    case .groups(let zeroGroups): runGroups(zeroGroups, body, end)
    case .lanes: runLanes(body, end)
    case .columns: runColumns(body, end)
    case .digitsInTime: runDigits(body, end, counts: instruction.countsCycles)
    case .digitsInPlaces: runDigitPlaces(body, end)
    case .nonzeroDigits(let zeroGroups): runNonzeroDigits(zeroGroups, body, end)
    case .encode: encode()
    case .map: map()
    case .shift: shift()
    case .reduceLanes: reduceLanes()
    case .reduceLanesNarrowly(let width): reduceLanesNarrowly(width: width)
    case .reduceDigits: reduceDigits()
    case .add(let intoAccumulator): add(intoAccumulator: intoAccumulator)
    case .accumulateOverK(let accumulator, let beforeAddition):
      accumulateOverK(accumulator, beforeAddition: beforeAddition)
    case .accumulateOverDigits(let accumulator): accumulateOverDigits(accumulator)
    }
  }
}

// MARK: - Loops

extension NestInterpreter {
  private mutating func runRows(_ body: Int, _ end: Int) {
    for row in a.indices {
      m = row
      product.append(Array(repeating: 0, count: width))
      run(body, end)
    }
  }

  private mutating func runColumnTiles(_ step: Int, _ body: Int, _ end: Int) {
    for first in stride(from: 0, to: width, by: step) {
      n = first
      run(body, end)
      for offset in 0..<min(step, width - first) {
        product[m][first + offset] = values[offset * digitPlaces * lanes].number(width: nest.outputWidth)
      }
    }
  }

  private mutating func runDepth(_ step: Int, _ body: Int, _ end: Int, counts countsCycles: Bool) {
    for column in 0..<nest.columns {
      let first = (column * digitPlaces + digitPlace) * lanes
      for other in first..<first + lanes {
        values[other] = CarrySave()
        sumsOverK[other] = CarrySave()
      }
    }
    for first in stride(from: 0, to: depth, by: step) {
      k = first
      run(body, end)
      if countsCycles && digitPlace == 0 { counts.cycles += 1 }
    }
  }

  /// Lets each lane go through the elements of its group whose digit is not 0.
  private mutating func runGroups(_ zeroGroups: NestLoop.ZeroGroups, _ body: Int, _ end: Int) {
    var lists: [[Int]] = []
    for lane in 0..<lanes {
      let first = lane * group * digitCount + weights[lane]
      lists.append((0..<group).filter { digits[first + $0 * digitCount] != 0 })
    }
    for round in 0..<Self.rounds(lists, zeroGroups) {
      for lane in 0..<lanes {
        elements[lane] = round < lists[lane].count ? lists[lane][round] : -1
      }
      run(body, end)
      counts.cycles += 1
    }
    for lane in 0..<lanes { elements[lane] = 0 }
  }

  /// Lets each lane go through the digits of its element that are not 0.
  private mutating func runNonzeroDigits(_ zeroGroups: NestLoop.ZeroGroups, _ body: Int, _ end: Int) {
    clearSumsOverDigits()
    var lists: [[Int]] = []
    for lane in 0..<lanes {
      let first = lane * digitCount
      lists.append((0..<digitCount).filter { digits[first + $0] != 0 })
    }
    for round in 0..<Self.rounds(lists, zeroGroups) {
      for lane in 0..<lanes {
        weights[lane] = round < lists[lane].count ? lists[lane][round] : -1
      }
      run(body, end)
      counts.cycles += 1
    }
  }

  /// Returns the rounds that the slowest lane takes.
  private static func rounds(_ lists: [[Int]], _ zeroGroups: NestLoop.ZeroGroups) -> Int {
    var longest = zeroGroups == .takeACycle ? 1 : 0
    for list in lists where list.count > longest { longest = list.count }
    return longest
  }

  private mutating func runLanes(_ body: Int, _ end: Int) {
    for index in 0..<lanes {
      lane = index
      run(body, end)
      place += 1
    }
    lane = 0
    place -= lanes
  }

  private mutating func runColumns(_ body: Int, _ end: Int) {
    let stride = digitPlaces * lanes
    for index in 0..<nest.columns {
      column = index
      run(body, end)
      place += stride
    }
    column = 0
    place -= nest.columns * stride
  }

  private mutating func runDigits(_ body: Int, _ end: Int, counts countsCycles: Bool) {
    clearSumsOverDigits()
    for digit in 0..<digitCount {
      for lane in 0..<lanes { weights[lane] = digit }
      run(body, end)
      if countsCycles { counts.cycles += 1 }
    }
  }

  private mutating func runDigitPlaces(_ body: Int, _ end: Int) {
    for digit in 0..<digitCount {
      digitPlace = digit
      for lane in 0..<lanes { weights[lane] = digit }
      run(body, end)
      place += lanes
    }
    digitPlace = 0
    place -= digitPlaces * lanes
  }

  private mutating func clearSumsOverDigits() {
    for other in values.indices {
      values[other] = CarrySave()
      sumsOverDigits[other] = CarrySave()
    }
  }
}

// MARK: - Primitives

extension NestInterpreter {
  private mutating func encode() {
    for element in 0..<lanes * group {
      let isInside = k + element < depth
      if isInside { counts.encodings += 1 }
      let start = isInside ? table.start(of: a[m][k + element]) : -1
      for digit in 0..<digitCount {
        digits[element * digitCount + digit] = isInside ? Int(table.codes[start + digit]) : 0
      }
    }
  }

  private mutating func map() {
    let element = elements[lane]
    let weight = weights[lane]
    let row = k + lane * group + element
    guard element >= 0, weight >= 0, row < depth, n + column < width else {
      values[place] = CarrySave()
      return
    }
    let digit = digits[(lane * group + element) * digitCount + weight]
    values[place] = CarrySave(digit * b[row * width + n + column])
    counts.partialProducts += 1
  }

  private mutating func shift() {
    let amount = nest.weightStep * max(weights[lane], 0)
    values[place].shift(by: amount)
    constants[place] <<= UInt64(amount)
  }

  private mutating func reduceLanes() {
    var sum = CarrySave()
    let first = place
    for lane in 0..<lanes { sum.compress(values[first + lane]) }
    sum.truncate(to: nest.accumulatorWidth)
    values[first] = sum
  }

  /// Sums terms that a constant has made positive: no bit of the pair means more than it does in a wider one.
  private mutating func reduceLanesNarrowly(width: Int) {
    let constant = 1 << (nest.encoding.termWidth(width: nest.operandWidth) - 1)
    var sum = CarrySave()
    let first = place
    for lane in 0..<lanes {
      let term = values[first + lane].number(width: 64)
      sum.compress(CarrySave(term + constant))
    }
    sum.truncate(to: width)
    values[first] = sum
    constants[first] = UInt64(lanes * constant)
  }

  private mutating func reduceDigits() {
    var sum = CarrySave()
    let first = place
    var constant: UInt64 = 0
    for digit in 0..<digitPlaces {
      sum.compress(values[first + digit * lanes])
      constant &+= constants[first + digit * lanes]
      constants[first + digit * lanes] = 0
    }
    if constant != 0 { sum.compress(0 &- constant) }
    sum.truncate(to: nest.outputWidth)
    values[first] = sum
  }

  private mutating func add(intoAccumulator: Bool) {
    let number = CarrySave(values[place].number(width: nest.accumulatorWidth))
    values[place] = number
    if intoAccumulator { sumsOverK[place] = number }
    counts.carryPropagatingAdditions += 1
  }

  private mutating func accumulateOverK(_ accumulator: NestPrimitive.Accumulator, beforeAddition: Bool) {
    let sum = accumulated(sumsOverK[place], accumulator, width: nest.accumulatorWidth, staysPair: beforeAddition)
    values[place] = sum
    // With an addition behind the compressor, its result is written.
    if !beforeAddition { sumsOverK[place] = sum }
  }

  private mutating func accumulateOverDigits(_ accumulator: NestPrimitive.Accumulator) {
    let sum = accumulated(sumsOverDigits[place], accumulator, width: nest.outputWidth, staysPair: false)
    values[place] = sum
    sumsOverDigits[place] = sum
  }

  /// Returns an accumulator with the value of this place added to it.
  private mutating func accumulated(
    _ old: CarrySave, _ accumulator: NestPrimitive.Accumulator, width: Int, staysPair: Bool
  ) -> CarrySave {
    counts.accumulations += 1
    var sum = old
    sum.compress(values[place])
    if constants[place] != 0 { sum.compress(0 &- constants[place]) }
    constants[place] = 0
    sum.truncate(to: width)
    guard accumulator == .number && !staysPair else { return sum }
    counts.carryPropagatingAdditions += 1
    return CarrySave(sum.number(width: width))
  }
}
