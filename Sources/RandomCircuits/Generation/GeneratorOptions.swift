/// How large random circuits become.
public struct GeneratorOptions: Hashable, Sendable {
  /// Seeds that this divides give circuits that are synthesised to gates too: narrow ones, since a simulation of gates takes
  /// minutes for a wide multiplier.
  public static let gateInterval = 20

  /// Operations of a circuit, at least; conversions that operands need come on top.
  public var operators: Int
  /// Clock cycles of a circuit.
  public var cycles: Int

  public init(operators: Int = 60, cycles: Int = 100) {
    self.operators = operators
    self.cycles = cycles
  }
}

/// The widths of a circuit. Most circuits are narrow, for wide ones take simulators much longer.
enum WidthProfile {
  case narrow, medium, wide
  /// For what is simulated gate by gate.
  case gates

  init(_ random: inout RandomSource) {
    switch random.number(below: 10) {
    case 0..<4: self = .narrow
    case 4..<8: self = .medium
    default: self = .wide
    }
  }

  func width(_ random: inout RandomSource) -> Int {
    let choice = random.number(below: 10)
    switch self {
    case .gates: return choice < 2 ? 1 : random.number(1...16)
    case .narrow: return choice < 2 ? 1 : random.number(1...8)
    case .medium: return choice < 2 ? 1 : choice < 4 ? random.number(2...8) : random.number(1...64)
    case .wide:
      if choice < 2 { return 1 }
      // Around the words of 32 and 64 bits that simulators compute in.
      if choice == 2 { return random.element(of: [31, 32, 33, 63, 64, 65, 95, 96, 127, 128, 129, 191, 192, 193]) }
      return choice < 5 ? random.number(1...64) : random.number(65...OperatorRules.widestOperand)
    }
  }

  /// The widest operand of a multiplication or division; nil for any.
  var widestFactor: Int? { self == .gates ? 16 : nil }
  /// The widest result of an operation; nil for any.
  var widestResult: Int? { self == .gates ? 64 : nil }

  func type(_ random: inout RandomSource) -> NumberType {
    NumberType(width: width(&random), isSigned: random.oneIn(2))
  }
}
