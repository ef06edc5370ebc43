import Accelerators
import Bitloom
import RTL
import Testbench

/// Reads the values of options. Options are taken as text, so that a wrong value gets a sentence of ours.
enum OptionText {
  /// The text, unless it is an option that stands where a value should.
  static func present(_ text: String?, _ option: String) throws -> String? {
    guard let text else { return nil }
    if text.isEmpty || text.hasPrefix("--") {
      throw CommandFailure.usage("\(option) needs a value\(text.isEmpty ? "" : ", and '\(text)' is an option")")
    }
    return text
  }

  /// A whole number in decimal, or in hexadecimal after `0x`.
  static func number<Number: FixedWidthInteger>(
    _ text: String?, _ option: String, in range: ClosedRange<Number>
  ) throws -> Number? {
    guard let text = try present(text, option) else { return nil }
    let isHexadecimal = text.hasPrefix("0x") || text.hasPrefix("0X")
    let number = isHexadecimal ? Number(text.dropFirst(2), radix: 16) : Number(text)
    guard let number, range.contains(number) else {
      throw CommandFailure.usage(
        "\(option) cannot be \(text); it must be an integer from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A name of a list.
  static func choice<Choice: RawRepresentable & CaseIterable>(
    _ text: String?, _ option: String, of type: Choice.Type = Choice.self
  ) throws -> Choice? where Choice.RawValue == String {
    guard let text = try present(text, option) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let names = Choice.allCases.map(\.rawValue)
    let nearest = NearestName(to: text, among: names)
    let hint = nearest.isLikely ? nearest.name.map { " (did you mean '\($0)'?)" } : nil
    throw CommandFailure.usage("\(option) cannot be \(text); it must be \(Wording.alternatives(names))\(hint ?? "")")
  }
}
