import Arithmetic
import Bitloom
import ToolTestSupport

/// What the documentation of the functions of the arithmetic shows, and that of the types that are no modules.
enum FunctionSheets {
  typealias Sheet = (declaration: String, sheet: ComponentSheet)

  /// With the beginnings of their declarations.
  static let all: [Sheet] = sums + products + recoders + bits

  private static let sums: [Sheet] = [
    ("public func prefixSum(", ComponentSheet(of: "prefixSum", widths: "16 bits", PrefixSumExample())),
    ("public struct BitHeap ", ComponentSheet(of: "BitHeap", widths: "operands of 16 bits", BitHeapExample())),
    (
      "public func compressed(",
      ComponentSheet(of: "compressed", widths: "five numbers of 16 bits", CompressedExample())
    ),
    (
      "public struct CarrySave ",
      ComponentSheet(of: "CarrySave", widths: "16 bits, the adder behind it included", CarrySaveExample())
    ),
  ]

  private static let products: [Sheet] = [
    (
      "public mutating func addProduct(_ value: Signal, by factor: Int",
      ComponentSheet(of: "addProduct", widths: "8 bits", ConstantProductExample())
    ),
    (
      "public mutating func addProduct(_ a: Signal, _ b: Signal",
      ComponentSheet(of: "addProduct", widths: "operands of 8 bits", ProductsExample())
    ),
  ]

  private static let recoders: [Sheet] = [
    ("public struct BoothDigit ", ComponentSheet(of: "BoothDigit", widths: "8 bits", BoothExample())),
    ("public struct ENTDigits ", ComponentSheet(of: "ENTDigits", widths: "8 bits", ENTExample())),
    ("public struct NonAdjacentForm ", ComponentSheet(of: "NonAdjacentForm", widths: "8 bits", NonAdjacentExample())),
  ]

  private static let bits: [Sheet] = [
    sheet("public func", "populationCount(", CountExample(function: .ones)),
    sheet("public var", "leadingZeroCount:", CountExample(function: .leading)),
    sheet("public var", "trailingZeroCount:", CountExample(function: .trailing)),
    sheet("public var", "lowestOne:", OneExample(isLowest: true)),
    sheet("public var", "highestOne:", OneExample(isLowest: false)),
    sheet("public func", "rotatedLeft(by amount: Signal", RotationExample(isLeft: true)),
    sheet("public func", "rotatedRight(by amount: Signal", RotationExample(isLeft: false)),
  ]

  private static func sheet(_ kind: String, _ declaration: String, _ example: any Module & Sendable) -> Sheet {
    let name = String(declaration.prefix { $0.isLetter })
    return ("\(kind) \(declaration)", ComponentSheet(of: name, widths: "8 bits", example))
  }

  /// What is public and has no sheet of its own, by the beginning of the declaration, and why.
  static let others: [String: String] = [
    "public mutating func add(_ value": "put on a heap, whose sheet has the cost of the sum",
    "public mutating func add(constant": "put on a heap, whose sheet has the cost of the sum",
    "public mutating func subtract(": "put on a heap, whose sheet has the cost of the sum",
    "public func sum(": "the sheet of a heap has the cost of its sum",
    "public static func digits(of value: Signal)": "the sheet of BoothDigit is that of its digits",
    "public static func digits(of value: Int)": "numbers of Swift, no hardware",
    "public var reversed:": "no hardware",
    "public func rotatedLeft(by places: Int)": "no hardware",
  ]
}
