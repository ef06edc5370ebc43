import RTL

extension RegisterMap {
  /// The registers for people: a page of Markdown with a table of the registers and, for each of them, one of its fields.
  ///
  /// Descriptions may hold Markdown themselves.
  /// - Throws: `RegisterMapError` with all `problems` of the map, if there are any.
  public func markdown() throws(RegisterMapError) -> String {
    let problems = problems
    guard problems.isEmpty else { throw RegisterMapError(problems: problems) }
    let entries = RegisterLayout(of: self).entries
    var lines = ["# Registers of \(name)", ""]
    if !description.isEmpty { lines += [description, ""] }
    lines += ["Words of \(dataWidth) bits behind AXI4-Lite, with addresses of \(addressWidth) bits.", ""]
    lines += ["| offset | register | access | reset | description |", "|---|---|---|---|---|"]
    for entry in entries {
      let cells = [offsetText(of: entry), entry.nameText, entry.register.accessText, resetText(of: entry.register)]
      lines.append(row(cells + [entry.register.description]))
    }
    for entry in entries { lines += section(of: entry) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func section(of entry: RegisterLayout.Entry) -> [String] {
    var lines = ["", "## \(entry.name)", ""]
    if !entry.register.description.isEmpty { lines += [entry.register.description, ""] }
    lines += ["\(entry.count == 1 ? "Offset" : "Offsets") \(offsetText(of: entry)).", ""]
    lines += ["| bits | field | access | reset | description |", "|---|---|---|---|---|"]
    for field in entry.register.fields.sorted(by: { $0.low > $1.low }) {
      let bits = field.width == 1 ? "\(field.low)" : "\(field.high):\(field.low)"
      let reset = field.access.hasReset ? hexadecimal(field.reset) : ""
      let values = field.values.map { value in
        "`\(value.number)` \(EmittedName.snakeCase(value.name))"
          + (value.description.isEmpty ? "" : ": \(value.description)")
      }
      let text = ([field.description] + values).filter { !$0.isEmpty }.joined(separator: "<br>")
      lines.append(row([bits, "`\(EmittedName.snakeCase(field.name))`", field.access.shortName, reset, text]))
    }
    return lines
  }

  /// All digits, so that the offsets of a table stand below each other.
  private func offsetText(of entry: RegisterLayout.Entry) -> String {
    let last = RegisterLayout(of: self).entries.map(\.end).max() ?? 0
    let digits = max(2, String(last, radix: 16).count)
    func text(_ offset: Int) -> String {
      let number = String(offset, radix: 16)
      return "0x" + String(repeating: "0", count: digits - number.count) + number
    }
    guard entry.count > 1 else { return text(entry.offset) }
    let step = entry.stride == wordBytes ? "" : " in steps of \(hexadecimal(entry.stride))"
    return "\(text(entry.offset)) to \(text(entry.end))\(step)"
  }

  private func resetText(of register: Register) -> String {
    register.fields.contains { $0.access.hasReset && $0.access.isRead } ? hexadecimal(register.reset) : ""
  }

  /// A row of a table: neither a line end nor a bar ends a cell.
  private func row(_ cells: [String]) -> String {
    let texts = cells.map { cell in
      String(cell.map { $0.isNewline ? " " : $0 }).replacing("|", with: "\\|")
    }
    return "| \(texts.joined(separator: " | ")) |"
  }
}

extension RegisterLayout.Entry {
  fileprivate var nameText: String {
    let text = register.count.map { "\(name)[\($0)]" } ?? name
    return "[`\(text)`](#\(name))"
  }
}

extension Register {
  /// What software does to any of its fields.
  fileprivate var accessText: String {
    let reads = fields.contains(where: \.access.isRead)
    switch (reads, isWritten) {
    case (true, true): return "read, write"
    case (false, _): return "write"
    case (true, false): return "read"
    }
  }
}
