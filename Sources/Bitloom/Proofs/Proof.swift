import RTL

/// A claim about hardware that a solver can prove: a module whose `assert`s hold whenever its `assume`s do.
///
/// ```swift
/// /// The carry network adds, whatever the operands are.
/// struct AdderClaim: Module {
///   struct IO: Interface {
///     @Input var a: Signal = .unsigned(16)
///     @Input var b: Signal = .unsigned(16)
///   }
///   var ports: IO { IO() }
///   func build(_ io: IO) { assert(prefixSum(io.a, io.b) == io.a + io.b) }
/// }
///
/// let proof = Proof("adder", "a prefix sum is the sum", AdderClaim(), by: .cases)
/// ```
/// The inputs of the module take all values in every cycle. `Prover` of `FPGAFlow` proves it. What instances within the module
/// assume is proven, too: they are the surroundings that the claim makes.
public struct Proof: Sendable {
  public enum Method: Hashable, Sendable {
    /// All values of all inputs in the first cycle after the reset: all there is to prove of combinational logic.
    case cases
    /// The first cycles after the reset, so many of them.
    case bounded(Int)
    /// All cycles: the first ones after the reset, and that so many cycles without a failure are followed by another one,
    /// whatever the registers held before.
    case induction(Int)

    /// How many cycles from the reset on are looked at.
    public var cycles: Int {
      switch self {
      case .cases: 1
      case .bounded(let cycles), .induction(let cycles): cycles
      }
    }
  }

  /// By this name the proof is found, such as `adder/sklansky/16`.
  public let name: String
  /// What is proven, in a sentence.
  public let claim: String
  public let method: Method
  private let elaboration: @Sendable () throws -> Design

  /// - Parameter module: What asserts the claim.
  public init(_ name: String, _ claim: String, _ module: some Module, by method: Method) {
    self.name = name
    self.claim = claim
    self.method = method
    elaboration = { try elaborate(module) }
  }

  /// The same claim about a design that is made from the one of another proof.
  package init(
    _ proof: Proof, by method: Method? = nil, changing change: @escaping @Sendable (Design) throws -> Design
  ) {
    (name, claim, self.method) = (proof.name, proof.claim, method ?? proof.method)
    let original = proof.elaboration
    elaboration = { try change(original()) }
  }

  /// The design of the claim.
  ///
  /// - Throws: A `DesignError` with all mistakes in it.
  public func design() throws -> Design { try elaboration() }
}
