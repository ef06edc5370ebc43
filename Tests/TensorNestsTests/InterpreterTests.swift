import Foundation
import TensorNests
import Testing

@Suite struct InterpreterTests {
  /// Every number of A with every number of B.
  static func pairs(width: Int) -> (a: [[Int]], b: [[Int]]) {
    let numbers = Array(DigitEncodingTests.range(width))
    return (numbers.map { [$0] }, [numbers])
  }

  @Test(arguments: 2...5)
  func allPairsOfNarrowOperands(width: Int) throws {
    let (a, b) = Self.pairs(width: width)
    // Wide enough for every product, and so narrow that most wrap.
    let accumulatorWidths: [Int] = [2 * width, width]
    for accumulatorWidth in accumulatorWidths {
      let expected = product(a, b, width: accumulatorWidth)
      for named in try NamedNest.all(operandWidth: width, accumulatorWidth: accumulatorWidth) {
        let run = try named.nest.interpret(a: a, b: b)
        #expect(run.product == expected, "\(named.name)")
      }
    }
  }

  /// All rows and columns of two elements: products are summed.
  @Test func allPairsOfPairsOfTwoBits() throws {
    let numbers = Array(DigitEncodingTests.range(2))
    let a = numbers.flatMap { x in numbers.map { [x, $0] } }
    let b = [a.map { $0[0] }, a.map { $0[1] }]
    let expected = product(a, b, width: 5)
    for named in try NamedNest.all(operandWidth: 2, accumulatorWidth: 5) {
      let run = try named.nest.interpret(a: a, b: b)
      #expect(run.product == expected, "\(named.name)")
    }
  }

  /// Three nests; all of them with BITLOOM_ALL_FAMILIES.
  static func nestsOfBytes() throws -> [NamedNest] {
    let nests = try NamedNest.all(operandWidth: 8, accumulatorWidth: 20)
    if ProcessInfo.processInfo.environment["BITLOOM_ALL_FAMILIES"] != nil { return nests }
    return nests.filter { ["mac", "opt1, Booth", "opt3, EN-T"].contains($0.name) }
  }

  @Test(arguments: try nestsOfBytes())
  func allPairsOfBytes(_ named: NamedNest) throws {
    let (a, b) = Self.pairs(width: 8)
    let run = try named.nest.interpret(a: a, b: b)
    let expected: [[Int]] = a.map { row in b[0].map { row[0] * $0 } }
    #expect(run.product == expected)
  }

  /// -128 times -128 is the largest product, -2 times -128 the term that needs ten bits: a tree over 16 k's with 13
  /// bits has the wrong sign here.
  @Test(arguments: [1, 15, 16, 33, 64])
  func theSmallestOperandsEverywhere(depth: Int) throws {
    let a = [Array(repeating: -128, count: depth)]
    let b = Array(repeating: [-128, 127], count: depth)
    let expected = [[depth * 16384, depth * -16256]]
    var nests = try NamedNest.all(operandWidth: 8, accumulatorWidth: 32)
    for encoding in [DigitEncoding.booth, .ent, .naf] {
      let tile = try TensorLoopNest.opt2(encoding: encoding, tile: 16, operandWidth: 8, accumulatorWidth: 32)
      nests.append(NamedNest(name: "opt2 of 16, \(encoding)", nest: tile))
    }
    for named in nests {
      let run = try named.nest.interpret(a: a, b: b)
      #expect(run.product == expected, "\(named.name)")
    }
  }

  @Test(arguments: 0..<4)
  func randomMatrices(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for operandWidth in [3, 8, 13, 16] {
      let accumulatorWidth = Int.random(in: 2...64, using: &random)
      let rows = Int.random(in: 1...3, using: &random)
      let depth = Int.random(in: 0...19, using: &random)
      let columns = Int.random(in: 1...4, using: &random)
      let a = random.matrix(rows, depth, width: operandWidth)
      let b = random.matrix(depth, columns, width: operandWidth)
      let expected = product(a, b, width: accumulatorWidth)
      for named in try NamedNest.all(operandWidth: operandWidth, accumulatorWidth: accumulatorWidth) {
        let run = try named.nest.interpret(a: a, b: b)
        #expect(run.product == expected, "seed \(seed), \(named.name), \(operandWidth) bits, \(accumulatorWidth)")
      }
    }
  }

  /// A row whose groups are zeros at some weights, at all weights, and at the end.
  @Test(arguments: [NestLoop.ZeroGroups.takeACycle, .takeNone])
  func groupsOfZeros(_ zeroGroups: NestLoop.ZeroGroups) throws {
    let a = [[0, 0, 0, 0, 16, 0, 0, 64, 1, 0, -1, 0, 0, 0, 0, 0]]
    let b = (0..<16).map { [$0 - 8, -128] }
    let nest = try TensorLoopNest.opt3(operandWidth: 8, accumulatorWidth: 32, zeroGroups: zeroGroups)
    let run = try nest.interpret(a: a, b: b)
    #expect(run.product == product(a, b, width: 32))
    // Weight 0 has two digits in the third group, weight 2 one in the second, weight 3 one, weight 1 none.
    let cyclesOfAnOutput: Int = zeroGroups == .takeACycle ? 5 + 4 + 4 + 4 : 4
    #expect(run.counts.cycles == 2 * cyclesOfAnOutput)
    let allZero = try nest.interpret(a: [Array(repeating: 0, count: 16)], b: b)
    #expect(allZero.product == [[0, 0]])
    #expect(allZero.counts.cycles == (zeroGroups == .takeACycle ? 32 : 0))
  }

  /// A pass of 26 bits is exact as long as its sum fits, and its sum is widened as a number.
  @Test func passesNarrowerThanTheOutput() throws {
    let nest = try TensorLoopNest.opt3(operandWidth: 8, accumulatorWidth: 32, passWidth: 26)
    #expect(nest.largestDepth == 131_071)
    // 127 times 256 is below 2^15, 128 times is it.
    let narrow = try TensorLoopNest.opt3(operandWidth: 8, accumulatorWidth: 32, passWidth: 16)
    #expect(narrow.largestDepth == 127)
    let a = [Array(repeating: -128, count: 127)]
    let b = Array(repeating: [-128, 127, 1], count: 127)
    #expect(try narrow.interpret(a: a, b: b).product == product(a, b, width: 32))
    expect("K is 128, but an accumulator of 16 bits is sure not to wrap up to 127") {
      _ = try narrow.interpret(a: [a[0] + [0]], b: b + [[0, 0, 0]])
    }
    #expect(try TensorLoopNest.opt3(operandWidth: 8, accumulatorWidth: 32).largestDepth == nil)
  }

  @Test func matricesWithoutElements() throws {
    let nest = try TensorLoopNest.opt2(tile: 4, operandWidth: 8, accumulatorWidth: 32)
    #expect(try nest.interpret(a: [], b: [[1, 2]]).product == [])
    #expect(try nest.interpret(a: [[], []], b: []).product == [[], []])
    #expect(try nest.interpret(a: [[1]], b: [[]]).product == [[]])
  }

  @Test func matricesThatDoNotFit() throws {
    let nest = try TensorLoopNest.mac(operandWidth: 4, accumulatorWidth: 8)
    expect("a row of A has 2 elements, but B has 1 rows") { _ = try nest.interpret(a: [[1, 2]], b: [[1]]) }
    expect("row 1 of A has 1 elements, but row 0 has 2") { _ = try nest.interpret(a: [[1, 2], [1]], b: [[1], [2]]) }
    expect("row 1 of B has 2 elements, but row 0 has 1") { _ = try nest.interpret(a: [[1, 2]], b: [[1], [2, 3]]) }
    expect("A[0][1] is 8, which does not fit 4 signed bits") { _ = try nest.interpret(a: [[7, 8]], b: [[1], [2]]) }
    expect("B[0][0] is -9, which does not fit 4 signed bits") { _ = try nest.interpret(a: [[-8]], b: [[-9]]) }
  }
}

@Suite struct NestCountTests {
  static let a = [[3, -1, 85, 0, 0, 2], [1, 1, 1, 1, 1, 1]]
  static let b = Array(repeating: [1, 2, 3, 4], count: 6)

  static func counts(_ nest: TensorLoopNest) throws -> NestCounts { try nest.interpret(a: a, b: b).counts }

  /// M, N and K are 2, 4 and 6: 48 products of 8 outputs.
  @Test func additionsLeaveK() throws {
    let mac = try Self.counts(.mac(operandWidth: 8, accumulatorWidth: 32))
    #expect(mac.carryPropagatingAdditions == 96)
    #expect(mac.partialProducts == 8 * 48)
    #expect(mac.accumulations == 48)
    #expect(mac.cycles == 48)
    let booth = try Self.counts(.boothMAC(operandWidth: 8, accumulatorWidth: 32))
    #expect(booth.carryPropagatingAdditions == 48)
    #expect(booth.partialProducts == 4 * 48)
    let opt1 = try Self.counts(.opt1(operandWidth: 8, accumulatorWidth: 32))
    #expect(opt1.carryPropagatingAdditions == 8)
    #expect(opt1.encodings == 48)
    #expect(opt1.cycles == 48)
  }

  @Test func aTileTakesItsLanesInACycle() throws {
    let opt2 = try Self.counts(.opt2(tile: 4, operandWidth: 8, accumulatorWidth: 32))
    #expect(opt2.cycles == 8 * 2)
    #expect(opt2.accumulations == 8 * 2)
    #expect(opt2.encodings == 48)
    #expect(opt2.carryPropagatingAdditions == 8)
  }

  /// The digits other than 0: 2 1 4 0 0 1 in the first row with EN-T, 1 in each element of the second.
  @Test func zeroDigitsTakeNoCycles() throws {
    let opt3 = try Self.counts(
      .opt3(group: 2, operandWidth: 8, accumulatorWidth: 32, zeroGroups: .takeNone))
    #expect(opt3.partialProducts == 4 * (8 + 6))
    #expect(opt3.cycles == 4 * (8 + 6))
    // An addition ends each of four passes, and one sums the passes.
    #expect(opt3.carryPropagatingAdditions == 8 * 4 * 2)
    let bubbling = try Self.counts(.opt3(group: 2, operandWidth: 8, accumulatorWidth: 32))
    // Zero groups: the third at weights 1, 2, 3 and the first at 2, 3; in the second row all at weights 1, 2, 3.
    #expect(bubbling.cycles == 4 * (8 + 5 + 6 + 9))
    #expect(bubbling.partialProducts == 4 * (8 + 6))
    #expect(bubbling.encodings == 4 * 48)
  }

  @Test func columnsShareAnEncoder() throws {
    let alone = try Self.counts(.opt3(operandWidth: 8, accumulatorWidth: 32))
    let shared = try Self.counts(.opt4c(columns: 4, operandWidth: 8, accumulatorWidth: 32))
    #expect(shared.encodings * 4 == alone.encodings)
    #expect(shared.cycles * 4 == alone.cycles)
    #expect(shared.partialProducts == alone.partialProducts)
    // Three columns do four n's in two rounds.
    let three = try Self.counts(.opt4c(columns: 3, operandWidth: 8, accumulatorWidth: 32))
    #expect(three.cycles * 2 == alone.cycles)
  }

  @Test func lanesWaitForTheSlowest() throws {
    let lanes = try TensorLoopNest.opt4e(lanes: 2, columns: 4, group: 2, operandWidth: 8, accumulatorWidth: 32)
    let counts = try Self.counts(lanes)
    // Row 0: 3 -1 against 85 0 (digits 2 1 0 0, weight by weight, against 1 1 1 1), then 0 2 against nothing. Row 1: 2
    // for weight 0 of each block, else 1.
    #expect(counts.cycles == 2 + 1 + 1 + 1 + 4 + 5 + 5)
    #expect(counts.partialProducts == 4 * (8 + 6))
  }

  /// The model that needs no product takes the cycles that the interpreter counts.
  @Test(arguments: [NestLoop.ZeroGroups.takeACycle, .takeNone])
  func theScheduleCountsTheSame(_ zeroGroups: NestLoop.ZeroGroups) throws {
    var random = SplitMix64(seed: 11)
    let a = random.matrix(3, 26, width: 8)
    let b = random.matrix(26, 1, width: 8)
    let nest = try TensorLoopNest.opt3(group: 4, operandWidth: 8, accumulatorWidth: 32, zeroGroups: zeroGroups)
    let schedule = try DigitSchedule(zeroGroups: zeroGroups)
    let expected: Int = try a.map { try schedule.groupCycles($0).joined().reduce(0, +) }.reduce(0, +)
    #expect(try nest.interpret(a: a, b: b).counts.cycles == expected)
    let lanes = try TensorLoopNest.opt4e(
      lanes: 4, columns: 2, operandWidth: 8, accumulatorWidth: 32, zeroGroups: zeroGroups)
    var met = 0
    for row in a {
      let rows = try schedule.deal(row, lanes: 4)
      met += try schedule.run(rows, tile: 8, synchronisation: .barrier(.group)).cycles
    }
    #expect(try lanes.interpret(a: a, b: b).counts.cycles == met)
  }
}
