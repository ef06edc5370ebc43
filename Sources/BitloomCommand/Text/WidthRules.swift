import Bitloom
import Cosimulation

/// How the widths of ports and parameters follow from the parameters of a Verilog module, found by trying other values.
struct WidthRules {
  /// `factor * parameter + offset`.
  struct Rule: Equatable {
    var parameter: String
    var factor: Int
    var offset: Int
  }

  private(set) var ports: [String: Rule] = [:]
  private(set) var parameters: [String: Rule] = [:]

  /// The parameters that widths follow from.
  var leading: Set<String> { Set((Array(ports.values) + Array(parameters.values)).map(\.parameter)) }

  init() {}

  /// Tries the next two values of each whole number. A width that follows from several parameters has no rule.
  ///
  /// - Parameter read: The module with one parameter changed; nil when the Verilog does not allow that.
  init(_ interface: VerilogInterface, read: (BlackBoxParameter) -> VerilogInterface?) {
    var portRules: [String: [Rule]] = [:]
    var parameterRules: [String: [Rule]] = [:]
    let start = Self.widths(interface)
    for parameter in interface.parameters {
      guard let value = parameter.value.wholeNumber, let next = parameter.adding(1), let second = parameter.adding(2),
        let nextInterface = read(next), let secondInterface = read(second)
      else { continue }
      let all = [start, Self.widths(nextInterface), Self.widths(secondInterface)]
      func rules(_ widths: [[String: Int]], _ note: (String, Rule) -> Void) {
        for (name, width) in widths[0] {
          guard let first = widths[1][name], let last = widths[2][name] else { continue }
          let factor = first - width
          if first == width, last == width { continue }
          // A width that follows otherwise than in a line has a rule that no other agrees with.
          let isLine = factor != 0 && last - first == factor
          note(name, Rule(parameter: isLine ? parameter.name : "", factor: factor, offset: width - factor * value))
        }
      }
      rules(all.map(\.ports)) { portRules[$0, default: []].append($1) }
      rules(all.map(\.parameters)) { parameterRules[$0, default: []].append($1) }
    }
    ports = Self.single(portRules)
    parameters = Self.single(parameterRules)
  }

  private static func single(_ rules: [String: [Rule]]) -> [String: Rule] {
    rules.compactMapValues { $0.count == 1 && !$0[0].parameter.isEmpty ? $0[0] : nil }
  }

  private static func widths(_ interface: VerilogInterface) -> (ports: [String: Int], parameters: [String: Int]) {
    var parameters: [String: Int] = [:]
    for parameter in interface.parameters {
      if case .bits(let bits) = parameter.value { parameters[parameter.name] = bits.width }
    }
    let ports = interface.ports.map { ($0.name, $0.width) }
    return (Dictionary(ports) { first, _ in first }, parameters)
  }
}

extension BlackBoxParameter.Value {
  /// The number that it is, when it is a small one.
  var wholeNumber: Int? {
    switch self {
    case .integer(let number): number
    case .bits(let bits): bits.width <= 32 ? Int(bits.word(0)) : nil
    case .text, .real: nil
    }
  }
}

extension BlackBoxParameter {
  /// The parameter with a larger number; nil when that has no place.
  fileprivate func adding(_ amount: Int) -> BlackBoxParameter? {
    guard let number = value.wholeNumber else { return nil }
    switch value {
    case .integer: return Int32(exactly: number + amount).map { BlackBoxParameter(name, .integer(Int($0))) }
    case .bits(let bits):
      guard number + amount < 1 << bits.width else { return nil }
      return BlackBoxParameter(name, .bits(Bits(number + amount, width: bits.width)))
    case .text, .real: return nil
    }
  }
}

extension WidthRules.Rule {
  /// The width in Swift, with the property that has the parameter's value.
  func text(_ property: String) -> String {
    let product = abs(factor) == 1 ? property : "\(abs(factor)) * \(property)"
    if factor < 0 { return "\(offset) - \(product)" }
    if offset == 0 { return product }
    return "\(product) \(offset > 0 ? "+" : "-") \(abs(offset))"
  }
}
