import RTL

/// A kind of thing that is covered, with how many there are and how many were exercised.
public struct CoverageFigure: Hashable, Sendable {
  public var covered: Int
  public var total: Int

  /// In percent; 100 when there is nothing.
  public var percentage: Double { total == 0 ? 100 : 100 * Double(covered) / Double(total) }
}

extension CoverageData {
  /// Changes of bits: each bit counts twice, from 0 to 1 and from 1 to 0.
  public var toggleFigure: CoverageFigure {
    let covered = toggles.reduce(0) { $0 + Self.ones($1.rose) + Self.ones($1.fell) }
    return CoverageFigure(covered: covered, total: toggles.reduce(0) { $0 + 2 * $1.width })
  }

  /// Branches that were taken.
  public var branchFigure: CoverageFigure { Self.figure(branches.map(\.count)) }

  /// States that were reached.
  public var stateFigure: CoverageFigure { Self.figure(states.map(\.count)) }

  /// Transitions that were made.
  public var transitionFigure: CoverageFigure { Self.figure(transitions.map(\.count)) }

  private static func figure(_ counts: [Int]) -> CoverageFigure {
    CoverageFigure(covered: counts.count { $0 > 0 }, total: counts.count)
  }

  private static func ones(_ mask: String) -> Int {
    mask.reduce(0) { $0 + ($1.hexDigitValue ?? 0).nonzeroBitCount }
  }

  /// What was never exercised, one thing a line: its path, what did not happen, and where it stands.
  public var neverExercised: [String] {
    var lines: [String] = []
    for toggle in toggles {
      let missing = [("rose", Self.unset(toggle.rose, toggle.width)), ("fell", Self.unset(toggle.fell, toggle.width))]
      let texts = missing.filter { !$0.1.isEmpty }.map { "never \($0.0)\(Self.text(of: $0.1, toggle.width))" }
      if texts.isEmpty { continue }
      let isAll = missing.allSatisfy { $0.1.count == toggle.width }
      lines.append("toggle      '\(toggle.path)' \(isAll ? "never changed" : texts.joined(separator: ", "))")
      lines[lines.count - 1] += Self.at(toggle.place)
    }
    for branch in branches where branch.count == 0 {
      let instance = branch.path.isEmpty ? design : branch.path
      lines.append("branch      \(branch.text) in '\(instance)' never held\(Self.at(branch.place))")
    }
    for state in states where state.count == 0 {
      lines.append("state       '\(state.path)' was never \(state.state)")
    }
    for transition in transitions where transition.count == 0 {
      lines.append(
        "transition  '\(transition.path)' never went from \(transition.from) to \(transition.to)"
          + Self.at(transition.place))
    }
    return lines
  }

  private static func at(_ place: String?) -> String { place.map { " (\($0))" } ?? "" }

  /// The bits of a mask that are 0, the highest first.
  private static func unset(_ mask: String, _ width: Int) -> [Int] {
    var result: [Int] = []
    for (digit, character) in mask.reversed().enumerated() {
      let bits = character.hexDigitValue ?? 0
      for bit in 0..<4 where 4 * digit + bit < width && bits >> bit & 1 == 0 { result.append(4 * digit + bit) }
    }
    return result.reversed()
  }

  /// ` in bits 11-8, 3`; nothing when it is all of them.
  private static func text(of bits: [Int], _ width: Int) -> String {
    if bits.count == width { return "" }
    var runs: [ClosedRange<Int>] = []
    for bit in bits {
      if let last = runs.last, last.lowerBound == bit + 1 {
        runs[runs.count - 1] = bit...last.upperBound
      } else {
        runs.append(bit...bit)
      }
    }
    let texts = runs.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.upperBound)-\($0.lowerBound)" }
    return " in bit\(bits.count == 1 ? "" : "s") \(texts.joined(separator: ", "))"
  }

  /// The figures, then what was never exercised.
  public var report: String {
    let title = "coverage of \(design): \(runs == 1 ? "1 run" : "\(runs) runs"), \(cycles) cycles"
    var lines = [title]
    let figures = [
      ("toggle", toggleFigure, "changes of bits"), ("branch", branchFigure, "branches taken"),
      ("state", stateFigure, "states reached"), ("transition", transitionFigure, "transitions made"),
    ]
    let width = figures.map { "\($0.1.total)".count }.max() ?? 0
    func padded(_ number: Int) -> String { String(repeating: " ", count: width - "\(number)".count) + "\(number)" }
    for (name, figure, text) in figures where figure.total > 0 {
      let padding = String(repeating: " ", count: 12 - name.count)
      let tenths = Int((10 * figure.percentage).rounded(.down))
      lines.append(
        "  \(name)\(padding)\(padded(figure.covered)) of \(padded(figure.total)) \(text) (\(tenths / 10).\(tenths % 10) %)"
      )
    }
    let missing = neverExercised
    if !missing.isEmpty { lines += ["never exercised:"] + missing.map { "  \($0)" } }
    return lines.joined(separator: "\n") + "\n"
  }
}
