import Bitloom
import Testbench
import Testing

@testable import Examples

/// The sum of products in whole numbers, and what becomes of it.
private struct IntegerModel {
  let filter: FIRFilter
  private var history: [Int] = []

  init(_ filter: FIRFilter) { self.filter = filter }

  mutating func result(of sample: Int) -> Int {
    history.insert(sample, at: 0)
    let sum = zip(filter.coefficients, history).map { $0 * $1 }.reduce(0, +)
    let scale = Double(1 << filter.fractionBits)
    let rule: FloatingPointRoundingRule =
      switch filter.rounding {
      case .down: .down
      case .halfToEven: .toNearestOrEven
      // The nearest one, and the upper one of two.
      case .halfUp: .down
      }
    let shift = filter.rounding == .halfUp ? 0.5 : 0
    let rounded = Int((Double(sum) / scale + shift).rounded(rule))
    let limit = 1 << (filter.outputWidth - 1)
    if filter.overflow == .saturates { return max(-limit, min(limit - 1, rounded)) }
    let wrapped = (rounded % (2 * limit) + 2 * limit) % (2 * limit)
    return wrapped < limit ? wrapped : wrapped - 2 * limit
  }
}

@Suite struct FIRTests {
  /// Random samples, extreme ones and pauses; each result two cycles after its sample.
  private func check(_ filter: FIRFilter, _ lockstep: Lockstep, cycles: Int, seed: UInt64) throws {
    try simulate(filter, on: lockstep) { dut in
      var random = SeededGenerator(seed: seed)
      var model = IntegerModel(filter)
      let limit = 1 << (filter.inputWidth - 1)
      var due: [Int?] = [nil, nil]
      for cycle in 0..<cycles {
        let expected = due.removeFirst()
        try require(dut.resultValid, expected == nil ? 0 : 1, "seed \(seed), cycle \(cycle): 'resultValid'")
        if let expected { try require(dut.result, expected, "seed \(seed), cycle \(cycle): the result") }
        let isExtreme = random.chance(0.3)
        dut.sample = isExtreme ? (random.chance(0.5) ? -limit : limit - 1) : random.number(below: 2 * limit) - limit
        dut.sampleValid = random.chance(0.8) ? 1 : 0
        due.append(dut.sampleValid == 1 ? model.result(of: dut.sample) : nil)
        dut.step()
      }
    }
  }

  @Test func theStandardFilterOnThreeEngines() throws { try check(FIRFilter(), threeEngines(), cycles: 600, seed: 71) }

  @Test(
    arguments: [FIRFilter.Rounding.down, .halfUp, .halfToEven], [FIRFilter.Overflow.wraps, .saturates])
  func roundingAndOverflow(_ rounding: FIRFilter.Rounding, _ overflow: FIRFilter.Overflow) throws {
    for (coefficients, fractionBits, structure) in [
      ([3], 1, FIRFilter.Structure.direct), ([-5, 7, 2], 2, .direct), ([1, -6, 1], 3, .symmetric),
      ([9, 4, 4, 9], 2, .symmetric), ([0, 1], 1, .direct), ([1], 9, .symmetric),
    ] {
      let filter = FIRFilter(
        coefficients: coefficients, fractionBits: fractionBits, inputWidth: 5, outputWidth: 5, structure: structure,
        rounding: rounding, overflow: overflow)
      try check(filter, Lockstep([.native]), cycles: 300, seed: 72)
    }
  }

  /// All numbers of 6 bits, by a factor that makes every remainder of eighths.
  @Test(arguments: [FIRFilter.Rounding.down, .halfUp, .halfToEven])
  func everySample(_ rounding: FIRFilter.Rounding) throws {
    let filter = FIRFilter(
      coefficients: [3], fractionBits: 3, inputWidth: 6, outputWidth: 5, structure: .direct, rounding: rounding)
    func check(_ dut: Testbench<FIRFilter>) {
      dut.sampleValid = 1
      for sample in -32..<32 {
        dut.sample = sample
        dut.step(2)
        var model = IntegerModel(filter)
        #expect(dut.result == model.result(of: sample), "\(sample)")
      }
    }
    try simulate(filter) { check($0) }
  }

  @Test func bothStructuresAreOneFilter() throws {
    let symmetric = FIRFilter()
    var direct = symmetric
    direct.structure = .direct
    try check(direct, Lockstep([.native]), cycles: 300, seed: 71)
    let reversed: [Int] = symmetric.coefficients.reversed()
    #expect(symmetric.coefficients == reversed)
  }

  /// The filter against real numbers: off by half of the last place at most, and by what the coefficients lost in rounding, each
  /// half of 2^-10, times the largest sample.
  @Test func errorAgainstRealNumbers() throws {
    let response = FIRResponse.lowPass(taps: 15, cutoff: 0.2)
    let filter = FIRFilter(overflow: .saturates)
    let bound = 0.5 + 15 * 0.5 / 1024 * 1800
    #expect(bound < 14)
    try simulate(filter) { dut in
      var random = SeededGenerator(seed: 73)
      var history = [Double](repeating: 0, count: 15)
      var largest = 0.0
      dut.sampleValid = 1
      var due: [Double] = []
      for cycle in 0..<2000 {
        if cycle >= 2 { largest = max(largest, abs(Double(dut.result) - due.removeFirst())) }
        dut.sample = random.number(below: 3601) - 1800
        history = [Double(dut.sample)] + history.dropLast()
        due.append(zip(response.taps, history).map { $0 * $1 }.reduce(0, +))
        dut.step()
      }
      #expect(largest <= bound)
      #expect(largest > 0.1, "a bound that nothing comes near proves little")
    }
  }

  @Test func passesLowAndStopsHighFrequencies() throws {
    func check(_ dut: Testbench<FIRFilter>) {
      dut.sampleValid = 1
      var peak = 0
      for cycle in 0..<60 {
        dut.sample = cycle % 2 == 0 ? 2000 : -2000
        dut.step()
        if cycle > 20 { peak = max(peak, abs(dut.result)) }
      }
      #expect(peak < 20)
      dut.sample = 1000
      dut.step(20)
      let error: Int = abs(dut.result - 1000)
      #expect(error < 10)
    }
    try simulate(FIRFilter()) { check($0) }
  }

  @Test func impossibleParameters() {
    expectProblems(of: FIRFilter(coefficients: []), ["coefficients are missing"])
    expectProblems(
      of: FIRFilter(coefficients: [1, 2], fractionBits: 0, inputWidth: 0, outputWidth: -1),
      [
        "coefficients are not symmetric; structure must be direct", "fractionBits is 0; it must be at least 1",
        "inputWidth is 0; it must be at least 1", "outputWidth is -1; it must be at least 1",
      ])
  }
}
