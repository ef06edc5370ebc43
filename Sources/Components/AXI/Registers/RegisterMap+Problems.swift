import RTL

extension RegisterMap {
  /// What cannot be about the declaration, a sentence each; empty for a map from which everything can be made.
  public var problems: [String] {
    let sizes = sizeProblems
    // Where nothing can be counted there are no places to compare.
    guard sizes.isEmpty else { return sizes }
    let names = nameProblems
    let places = placeProblems + fieldProblems
    return names + places + (names.isEmpty && places.isEmpty ? cNameProblems : [])
  }

  // MARK: Sizes

  private var sizeProblems: [String] {
    var result: [String] = []
    guard dataWidth == 32 || dataWidth == 64 else { return ["dataWidth is \(dataWidth); it must be 32 or 64"] }
    let least = dataWidth == 32 ? 3 : 4
    if !(least...64 ~= addressWidth) {
      result.append("addressWidth is \(addressWidth); it must be from \(least) to 64")
    }
    if registers.isEmpty { result.append("register map '\(name)' has no registers") }
    let limit = RegisterLayout.maximumCount
    for register in registers {
      if let count = register.count, !(1...limit ~= count) {
        result.append("register '\(register.name)' has a count of \(count); it must be from 1 to \(limit)")
      }
      if let offset = register.offset { result += alignmentProblem("offset", offset, of: register, least: 0) }
      if let stride = register.stride { result += alignmentProblem("stride", stride, of: register, least: wordBytes) }
    }
    guard result.isEmpty else { return result }
    let count = registers.reduce(0) { $0 + ($1.count ?? 1) }
    return count <= limit ? [] : ["register map '\(name)' has \(count) registers; it may have \(limit)"]
  }

  private func alignmentProblem(_ what: String, _ number: Int, of register: Register, least: Int) -> [String] {
    // So that no sum overflows.
    let most = 1 << 48
    if number >= least, number <= most, number.isMultiple(of: wordBytes) { return [] }
    return [
      "register '\(register.name)' has the \(what) \(number); it must be a multiple of \(wordBytes) from \(least) to \(most)"
    ]
  }

  // MARK: Names

  private var nameProblems: [String] {
    var result = Self.spellingProblems("register map", name)
    result += Self.repetitions(of: registers.map(\.name), "registers")
    for register in registers {
      result += Self.spellingProblems("register", register.name)
      result += Self.repetitions(of: register.fields.map(\.name), "fields", in: register.name)
      for field in register.fields {
        let owner = "\(register.name).\(field.name)"
        result += Self.spellingProblems("field", field.name, in: register.name)
        result += Self.repetitions(of: field.values.map(\.name), "values", in: owner)
        result += field.values.flatMap { Self.spellingProblems("value", $0.name, in: owner, isAlone: false) }
      }
    }
    return result
  }

  /// - Parameter isAlone: Whether the name stands by itself in C or Swift, and not only behind others.
  private static func spellingProblems(
    _ kind: String, _ name: String, in owner: String? = nil, isAlone: Bool = true
  ) -> [String] {
    let thing = "\(kind) '\(name)'" + (owner.map { " of '\($0)'" } ?? "")
    guard EmittedName.isIdentifier(name), !name.hasPrefix("_"), !name.hasSuffix("_"), !name.contains("__") else {
      return ["\(thing) needs a name of letters, digits and single '_' within, and no digit first"]
    }
    let spelling = EmittedName.snakeCase(name)
    if isAlone, EmittedName.isWordOfC(spelling) { return ["\(thing) has a name that C or C++ reserves"] }
    return []
  }

  /// Names that are one when they are written as in Verilog and C.
  private static func repetitions(of names: [String], _ kind: String, in owner: String? = nil) -> [String] {
    var first: [String: String] = [:]
    let place = owner.map { " of '\($0)'" } ?? ""
    return names.compactMap { name in
      let spelling = EmittedName.snakeCase(name)
      guard let other = first[spelling] else {
        first[spelling] = name
        return nil
      }
      return other == name
        ? "two \(kind)\(place) are called '\(name)'"
        : "\(kind) '\(other)' and '\(name)'\(place) are both called '\(spelling)' in Verilog and C"
    }
  }

  // MARK: Places

  private var placeProblems: [String] {
    // Compared with the last byte of the space, which is no `Int` where addresses have 64 bits.
    let space = addressWidth >= 62 ? Int.max : 1 << addressWidth
    var result: [String] = []
    var owners: [Int: String] = [:]
    var overlaps: Set<[String]> = []
    for entry in RegisterLayout(of: self).entries {
      let last = entry.end + wordBytes
      if last > space {
        result.append(
          "register '\(entry.register.name)' ends at \(hexadecimal(last)), beyond the \(hexadecimal(space)) bytes of an "
            + "addressWidth of \(addressWidth)")
      }
      for offset in entry.offsets {
        guard let other = owners.updateValue(entry.register.name, forKey: offset) else { continue }
        if overlaps.insert([other, entry.register.name]).inserted {
          result.append("registers '\(other)' and '\(entry.register.name)' are both at \(hexadecimal(offset))")
        }
      }
    }
    return result
  }

  // MARK: Fields

  private var fieldProblems: [String] {
    var result: [String] = []
    for register in registers {
      if register.fields.isEmpty { result.append("register '\(register.name)' has no fields") }
      var earlier: [RegisterField] = []
      for field in register.fields {
        let name = "field '\(register.name).\(field.name)'"
        guard field.low >= 0, field.high >= field.low, field.high < dataWidth else {
          result.append(
            "\(name) has the bits \(field.high)...\(field.low); they must be from \(dataWidth - 1) down to 0, the most "
              + "significant first")
          continue
        }
        if let other = earlier.first(where: { $0.low <= field.high && field.low <= $0.high }) {
          result.append(
            "\(name) (\(field.high)...\(field.low)) overlaps field '\(register.name).\(other.name)' "
              + "(\(other.high)...\(other.low))")
        }
        earlier.append(field)
        result += numberProblems(field, name)
      }
    }
    return result
  }

  private func numberProblems(_ field: RegisterField, _ name: String) -> [String] {
    let most = field.largest
    var result: [String] = []
    if field.reset > most {
      result.append("\(name) has \(field.width) bits and a reset of \(field.reset); it must be from 0 to \(most)")
    } else if field.reset != 0, !field.access.hasReset {
      let kind = field.access == .pulse ? "is a pulse" : "is driven by the hardware"
      result.append("\(name) \(kind) and has a reset of \(field.reset); it has none")
    }
    var names: [UInt64: String] = [:]
    for value in field.values {
      if value.number > most {
        result.append(
          "value '\(value.name)' of \(name) is \(value.number); with \(field.width) bits it must be from 0 to \(most)")
      }
      if let other = names.updateValue(value.name, forKey: value.number) {
        result.append("values '\(other)' and '\(value.name)' of \(name) are both \(value.number)")
      }
    }
    return result
  }
}

/// `0x1c`.
func hexadecimal(_ number: some BinaryInteger) -> String { "0x\(String(number, radix: 16))" }
