import Bitloom

/// A linear feedback shift register: a sequence of bits that repeats after 2^n - 1 of them, n being the number of stages, when the
/// polynomial is primitive.
///
/// It shifts towards bit 0, whose bits are the sequence. In both forms the sequence follows the same rule, bit t being the sum modulo
/// 2 of the bits t - tap for all taps; the states in between differ. `randomBits` has the bits that leave in this cycle, the first
/// one lowest: after the reset those of the seed. With `bitsPerCycle` of more than one the feedback of all steps is computed
/// at once from the bits of the register, with shared terms, in place of one step after the other.
///
/// | form | feedback | per step, taps t |
/// |---|---|---|
/// | `galois` | bit 0 is added to the stages before the taps | t - 1 exclusive ORs in a row, one deep |
/// | `fibonacci` | the sum of the stages enters at the top | t - 1 exclusive ORs, a tree; all n stages are the next n bits |
///
/// Latency 0 from the register, `bitsPerCycle` bits a cycle. Registers: n bits. Reset: the seed. A step is made while `enable` is 1;
/// `load` comes before it. A register of zeros stays as it is: a seed of zero is refused, `load` with zero is a violation in
/// simulation. With `recoversFromZero` it takes the seed at the next step instead, for one comparison of all stages with zero.
/// Resources of `LFSR(width: 16)`: 4 LUT4, 16 FF of an iCE40 (Yosys 0.23).
/// ```
/// cycle       0    1    2    3    4
/// enable      ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔
/// state       ┃ 1  ┃ 12 ┃ 6  ┃ 3  ┃ 13 ┃
/// randomBits  ▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔
/// ```
/// ```swift
/// let noise = Instance("noise", LFSR(width: 32, bitsPerCycle: 8))
/// noise.enable <== io.advance
/// io.dither <== noise.randomBits
/// ```
/// See P. Alfke, "Efficient Shift Registers, LFSR Counters, and Long Pseudo-Random Sequence Generators", XAPP 052, 1996.
public struct LFSR: Module {
  /// Where the feedback is added.
  public enum Form: String, Hashable, Sendable, CaseIterable { case galois, fibonacci }

  public var polynomial: FeedbackPolynomial
  public var form: Form
  /// Number of steps in a cycle, 1 to 256.
  public var bitsPerCycle: Int
  /// What the register holds after the reset; not 0.
  public var seed: UInt64
  /// Whether there are `load` and `loadValue`.
  public var hasLoad: Bool
  /// Whether a register of zeros takes the seed at the next step.
  public var recoversFromZero: Bool

  /// - Parameter seed: All ones when not given.
  public init(
    _ polynomial: FeedbackPolynomial, form: Form = .galois, bitsPerCycle: Int = 1, seed: UInt64? = nil,
    hasLoad: Bool = false, recoversFromZero: Bool = false
  ) {
    self.polynomial = polynomial
    self.form = form
    self.bitsPerCycle = bitsPerCycle
    self.seed = seed ?? Self.ones(polynomial.degree)
    self.hasLoad = hasLoad
    self.recoversFromZero = recoversFromZero
  }

  /// A register that runs through all 2^width - 1 states but zero.
  ///
  /// - Parameters:
  ///   - width: Number of stages, 2 to 64.
  ///   - seed: All ones when not given.
  public init(
    width: Int, form: Form = .galois, bitsPerCycle: Int = 1, seed: UInt64? = nil, hasLoad: Bool = false,
    recoversFromZero: Bool = false
  ) {
    self.init(
      .maximalLength(width) ?? FeedbackPolynomial(taps: [width]), form: form, bitsPerCycle: bitsPerCycle, seed: seed,
      hasLoad: hasLoad, recoversFromZero: recoversFromZero)
  }

  public struct IO: Interface {
    @Input public var enable: Signal = .bit
    /// Whether the register takes `loadValue`.
    @Input public var load: Signal?
    @Input public var loadValue: Signal?
    /// The bits that leave with the next step, the first one lowest.
    @Output public var randomBits: Signal
    /// What the register holds.
    @Output public var state: Signal
  }

  /// A width that can be built, for the ports of a module whose mistakes are told.
  private var width: Int { min(max(polynomial.degree, 2), 64) }

  public var ports: IO {
    let word = SignalType.unsigned(width)
    return IO(
      load: hasLoad ? .bit : nil, loadValue: hasLoad ? .of(word) : nil,
      randomBits: .unsigned(min(max(bitsPerCycle, 1), 256)), state: .of(word))
  }

  public var summary: String {
    "Linear feedback shift register for \(polynomial), \(bitsPerCycle == 1 ? "a bit" : "\(bitsPerCycle) bits") a cycle."
  }

  public var moduleName: String {
    var name = "lfsr_\(polynomial.nameComponent)_\(form.rawValue)"
    if bitsPerCycle != 1 { name += "_by_\(bitsPerCycle)".replacing("-", with: "m") }
    if seed != Self.ones(polynomial.degree) { name += "_from_\(String(seed, radix: 16))" }
    if hasLoad { name += "_with_load" }
    if recoversFromZero { name += "_recovering" }
    return name.replacing("-", with: "m")
  }

  public var parameterProblems: [String] {
    var problems = polynomial.problems
    if !(1...256 ~= bitsPerCycle) { problems.append("bitsPerCycle is \(bitsPerCycle); it must be from 1 to 256") }
    if seed == 0 { problems.append("seed is 0; the register would stay at 0") }
    if seed & ~Self.ones(width) != 0 { problems.append("seed is \(seed); it must fit in \(width) bits") }
    return problems
  }

  public func build(_ io: IO) {
    let seedBits = Bits(seed, width: width)
    let state = register("stages", .unsigned(width), reset: seedBits)
    let next = wire("next", .unsigned(width))
    let ahead = LookAhead(polynomial, form, steps: bitsPerCycle)
    let sums = (ahead.next + ahead.leaving).map { sum in
      sum.sorted().map { ParitySums.Input(vector: 0, bit: $0) }
    }
    ParitySums(vectors: [("stages", state)], sums: sums).drive(("next", next), ("random_bits", io.randomBits))
    io.state <== state

    let step = { state <== (recoversFromZero ? mux(state == 0, constant(seedBits), next) : next) }
    if let load = io.load, let value = io.loadValue {
      if !recoversFromZero {
        assume(!load || value != 0, "zero is loaded, where the register stays", named: "not_zero")
      }
      when(load) { state <== value }.elseWhen(io.enable, step)
    } else {
      when(io.enable, step)
    }
  }

  private static func ones(_ count: Int) -> UInt64 { 1...64 ~= count ? .max >> UInt64(64 - count) : 1 }
}
