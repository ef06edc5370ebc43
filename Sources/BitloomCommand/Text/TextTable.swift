/// Lines whose columns are aligned.
struct TextTable {
  private var rows: [[String]] = []
  /// Spaces before each line.
  var indent = 0

  init(indent: Int = 0) {
    self.indent = indent
  }

  mutating func add(_ cells: String...) { rows.append(cells) }

  mutating func add(_ cells: [String]) { rows.append(cells) }

  /// The lines, without spaces at their ends.
  var lines: [String] {
    let columns = rows.map(\.count).max() ?? 0
    let widths: [Int] = (0..<columns).map { column in
      let cells: [String] = rows.compactMap { column < $0.count ? $0[column] : nil }
      return cells.map(\.count).max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        cell + String(repeating: " ", count: widths[column] - cell.count)
      }
      let line = String(repeating: " ", count: indent) + cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}

extension TextOutput {
  func write(_ table: TextTable) {
    for line in table.lines { writeLine(line) }
  }
}
