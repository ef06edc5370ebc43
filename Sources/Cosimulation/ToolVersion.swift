/// A version number such as `5.006` or `4.8.12`, ordered part by part.
public struct ToolVersion: Hashable, Sendable {
  /// As the tool spells it.
  public var text: String

  public init(_ text: String) {
    self.text = text
  }

  /// The first version number in what a tool says of itself: digits, a point, digits.
  public init?(foundIn output: String) {
    let words = output.split { !(("0"..."9").contains($0) || $0 == ".") }
    let isVersion = { (word: Substring) in
      word.first != "." && word.contains(".") && word.split(separator: ".").count > 1
    }
    guard let word = words.first(where: isVersion) else { return nil }
    self.text = word.split(separator: ".").joined(separator: ".")
  }

  private var parts: [Int] { text.split(separator: ".").map { Int($0) ?? 0 } }
}

extension ToolVersion: Comparable {
  public static func < (left: ToolVersion, right: ToolVersion) -> Bool {
    let leftParts = left.parts
    let rightParts = right.parts
    for index in 0..<max(leftParts.count, rightParts.count) {
      let leftPart = index < leftParts.count ? leftParts[index] : 0
      let rightPart = index < rightParts.count ? rightParts[index] : 0
      if leftPart != rightPart { return leftPart < rightPart }
    }
    return false
  }
}

extension ToolVersion: CustomStringConvertible {
  public var description: String { text }
}
