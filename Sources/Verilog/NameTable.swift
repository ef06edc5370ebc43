import RTL

/// The names that a module has given away.
struct NameTable {
  private var taken: Set<String> = []
  /// The first number that was not tried yet for a name that was taken.
  private var nextNumbers: [String: Int] = [:]

  mutating func reserve(_ name: String) {
    taken.insert(name)
  }

  /// `name`, or `name_2`, `name_3`... when it is taken or reserved by Verilog.
  mutating func unique(_ name: String) -> String {
    var candidate = name
    var number = nextNumbers[name] ?? 2
    while taken.contains(candidate) || EmittedName.isReserved(candidate) {
      candidate = "\(name)_\(number)"
      number += 1
    }
    if number > 2 { nextNumbers[name] = number }
    taken.insert(candidate)
    return candidate
  }
}
