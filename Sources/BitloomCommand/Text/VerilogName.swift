import RTL

/// The words of names of Verilog.
enum VerilogName {
  /// `DATA_IN`, `data_in` and `dataIn` as `data` and `in`.
  static func words(_ name: String) -> [String] {
    var words: [String] = [""]
    var previous: Character = "_"
    for character in name {
      let isStart = character.isUppercase && (previous.isLowercase || previous.isNumber)
      if character == "_" || isStart || character == "$" { words.append("") }
      if character != "_", character != "$" { words[words.count - 1].append(contentsOf: character.lowercased()) }
      previous = character
    }
    return words.filter { !$0.isEmpty }
  }

  /// How Bitloom emits a name of Swift.
  static func snakeCase(_ name: String) -> String { EmittedName.snakeCase(name) }
}
