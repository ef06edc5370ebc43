import TensorNests
import Testing

@Suite struct RewriteTests {
  static func mac() throws -> TensorLoopNest { try .mac(operandWidth: 8, accumulatorWidth: 32) }
  static func opt1() throws -> TensorLoopNest { try .opt1(operandWidth: 8, accumulatorWidth: 32) }
  static func opt3() throws -> TensorLoopNest { try .opt3(operandWidth: 8, accumulatorWidth: 32) }

  /// A rewrite that is refused, and why.
  struct Refusal: Sendable {
    let rule: RewriteRule
    let sentence: String
    let rewrite: @Sendable () throws -> TensorLoopNest

    init(_ rule: RewriteRule, _ sentence: String, _ rewrite: @escaping @Sendable () throws -> TensorLoopNest) {
      self.rule = rule
      self.sentence = sentence
      self.rewrite = rewrite
    }
  }

  static let refusals: [Refusal] = [
    Refusal(.encodingIsTheSame, "the digits are in this encoding already") { try opt1().recoded(as: .booth) },
    Refusal(.accumulatorIsFolded, "the accumulator is in the compressor already") { try opt1().foldingAccumulator() },
    Refusal(
      .accumulatorTakesNumbers,
      "the addition cannot leave K: the accumulator takes a number with every k; fold the accumulator into the "
        + "compressor first"
    ) { try mac().hoistingAddition() },
    Refusal(.additionIsOutside, "the addition stands outside K already") { try opt1().hoistingAddition() },
    Refusal(.bitWeightIsOutside, "BW stands outside K already") { try opt3().swappingBitWeightAndK() },
    Refusal(
      .additionNeedsAllWeights,
      "K cannot go inside BW: the addition inside K needs the terms of all weights with every k; hoist the addition "
        + "out of K first"
    ) { try mac().foldingAccumulator().swappingBitWeightAndK() },
    Refusal(
      .digitsAreSkippedInsideK,
      "K cannot go inside BW: each k goes through its own digits, so that no cycle has the same weight for all; swap "
        + "BW and K before zero digits are skipped"
    ) { try opt1().sequencingBitWeights().skippingZeroDigits().swappingBitWeightAndK() },
    Refusal(.bitWeightIsTemporal, "BW is temporal already") { try opt3().sequencingBitWeights() },
    Refusal(
      .lanesWouldAccumulate,
      "BW cannot be temporal inside a lane: each lane would need an accumulator over BW of its own; swap BW and K "
        + "first, or unroll K afterwards"
    ) { try opt1().unrollingK(by: 4).sequencingBitWeights() },
    Refusal(
      .noPasses,
      "there is no pass to end: BW is not a temporal loop outside K, so that no sum has one weight alone"
    ) { try opt1().resolvingPasses() },
    Refusal(.passesAreResolved, "each pass ends with an addition already") { try opt3().resolvingPasses() },
    Refusal(
      .pairsDoNotWiden,
      "the accumulator over K cannot be narrower than the output: its pair is shifted and summed, and the halves of a "
        + "pair do not extend by their signs; end each pass with an addition first"
    ) { try opt1().swappingBitWeightAndK().sequencingBitWeights().narrowingPasses(to: 26) },
    Refusal(
      .digitsAreSpatial,
      "zero digits cannot be skipped: all digits of an element have their places in the same cycle, so that a zero "
        + "leaves a place idle and saves no cycle; make BW temporal first"
    ) { try opt1().swappingBitWeightAndK().skippingZeroDigits(among: 4) },
    Refusal(.digitsAreSkipped, "zero digits are skipped already") { try opt3().skippingZeroDigits(among: 4) },
    Refusal(
      .groupsMixWeights,
      "zero digits of several k's cannot be skipped together: BW stands inside K, so that their weights differ; swap "
        + "BW and K first"
    ) { try opt1().sequencingBitWeights().skippingZeroDigits(among: 4) },
    Refusal(
      .lanesAreSummedBeforeTheShift,
      "zero digits cannot be skipped: the lanes are summed before the shift, so that they share its weight, while "
        + "each has its zeros elsewhere; swap BW and K first"
    ) { try opt1().unrollingK(by: 4).swappingBitWeightAndK().sequencingBitWeights().skippingZeroDigits() },
    Refusal(.noEncoder, "there is no encoder to share: the digits are the bits of A; recode them first") {
      try mac().sharingEncoder(columns: 8)
    },
    Refusal(.encoderIsShared, "the encoder is shared already") {
      try opt3().sharingEncoder(columns: 8).sharingEncoder(columns: 2)
    },
    Refusal(.kIsUnrolled, "K is unrolled already") { try opt1().unrollingK(by: 4).unrollingK(by: 2) },
  ]

  @Test(arguments: refusals.indices)
  func refusesWhatIsNotLegal(_ index: Int) {
    let refusal = Self.refusals[index]
    let error = #expect(throws: NestError.self) { try refusal.rewrite() }
    #expect(error == .illegal(refusal.rule))
    let found: String? = error?.description
    #expect(found == refusal.sentence)
  }

  @Test func everyRuleIsBrokenAbove() {
    let broken = Set(Self.refusals.map(\.rule))
    #expect(broken == Set(RewriteRule.allCases))
  }

  @Test func aSharedEncoderDoesNotGoAway() throws {
    let shared = try Self.opt1().sharingEncoder(columns: 8)
    expect("there is no encoder to share: the digits are the bits of A; recode them first") {
      _ = try shared.recoded(as: .binary)
    }
  }

  @Test func numbersOutOfRange() throws {
    let opt1 = try Self.opt1()
    let passes = try opt1.swappingBitWeightAndK().sequencingBitWeights().resolvingPasses()
    expect("operandWidth is 1, but must be in 2...16") {
      _ = try TensorLoopNest.mac(operandWidth: 1, accumulatorWidth: 8)
    }
    expect("operandWidth is 17, but must be in 2...16") {
      _ = try TensorLoopNest.opt3(operandWidth: 17, accumulatorWidth: 8)
    }
    expect("accumulatorWidth is 65, but must be in 2...64") {
      _ = try TensorLoopNest.mac(operandWidth: 8, accumulatorWidth: 65)
    }
    expect("lanes is 1, but must be in 2...256") { _ = try opt1.unrollingK(by: 1) }
    expect("columns is 257, but must be in 2...256") { _ = try opt1.sharingEncoder(columns: 257) }
    expect("group is 0, but must be in 1...64") { _ = try passes.skippingZeroDigits(among: 0) }
    expect("the width of the accumulator over K is 9, but must be in 10...31") {
      _ = try passes.narrowingPasses(to: 9)
    }
    expect("the width of the accumulator over K is 32, but must be in 10...31") {
      _ = try passes.narrowingPasses(to: 32)
    }
  }
}

/// Every nest that rewriting reaches, in whatever order, computes the product, and has a structure of its own or none.
@Suite struct ReachableNestTests {
  typealias Rewrite = @Sendable (TensorLoopNest) throws -> TensorLoopNest

  static let rewrites: [Rewrite] = [
    { try $0.recoded(as: .booth) }, { try $0.recoded(as: .naf) }, { try $0.recoded(as: .binary) },
    { try $0.foldingAccumulator() }, { try $0.hoistingAddition() }, { try $0.unrollingK(by: 3) },
    { try $0.swappingBitWeightAndK() }, { try $0.sequencingBitWeights() }, { try $0.resolvingPasses() },
    { try $0.narrowingPasses(to: 9) }, { try $0.skippingZeroDigits(among: 2, zeroGroups: .takeNone) },
    { try $0.skippingZeroDigits() }, { try $0.sharingEncoder(columns: 2) },
  ]

  static let reachable: [TensorLoopNest] = {
    guard let mac = try? TensorLoopNest.mac(operandWidth: 4, accumulatorWidth: 12) else { return [] }
    var known: Set<TensorLoopNest> = [mac]
    var order = [mac]
    var index = 0
    while index < order.count {
      for rewrite in rewrites {
        guard let next = try? rewrite(order[index]), known.insert(next).inserted else { continue }
        order.append(next)
      }
      index += 1
    }
    return order
  }()

  @Test func eachComputesTheProduct() throws {
    var random = SplitMix64(seed: 6)
    let a = random.matrix(2, 7, width: 4)
    let b = random.matrix(7, 3, width: 4)
    let expected = product(a, b, width: 12)
    #expect(Self.reachable.count > 200)
    for nest in Self.reachable {
      let run = try nest.interpret(a: a, b: b)
      #expect(run.product == expected, "\(nest)")
    }
  }

  @Test func eachHasAStructureOfItsOwnOrAReason() throws {
    var seen: [NestStructure: TensorLoopNest] = [:]
    var reasons: Set<HardwareRule> = []
    for nest in Self.reachable {
      do {
        let structure = try nest.structure
        #expect(seen[structure] == nil, "\(nest)\nand\n\(seen[structure]?.description ?? "")")
        seen[structure] = nest
      } catch {
        guard case .noHardware(let rule) = error else {
          Issue.record("\(error)")
          continue
        }
        reasons.insert(rule)
      }
    }
    #expect(seen.count > 50)
    #expect(reasons == Set(HardwareRule.allCases))
  }
}
