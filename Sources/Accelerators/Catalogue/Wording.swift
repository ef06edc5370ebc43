/// Parts of sentences.
public enum Wording {
  /// `a`, `a or b`, `a, b or c`.
  public static func alternatives(_ names: [String]) -> String { list(names, "or") }

  /// `a`, `a and b`, `a, b and c`.
  public static func enumeration(_ names: [String]) -> String { list(names, "and") }

  private static func list(_ names: [String], _ conjunction: String) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return "\(names.dropLast().joined(separator: ", ")) \(conjunction) \(last)"
  }

  /// `1 cycle`, `2 cycles`.
  public static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
