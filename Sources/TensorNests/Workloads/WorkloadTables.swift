import Foundation

extension OperandSample {
  /// Returns a table of the digits of samples, in Markdown: a row for each sample.
  ///
  /// The columns are the digits other than 0 that an operand has on average in each encoding, which are the cycles of
  /// a product where nothing else takes any, and the cycles with groups of four, a group of zeros taking one.
  public static func digitTable(_ samples: [OperandSample], width: Int = 8) throws(NestError) -> String {
    let encodings: [DigitEncoding] = [.ent, .booth, .naf, .binary]
    let names = encodings.map { " \($0) |" }.joined()
    let scheduled: [DigitEncoding] = [.ent, .booth, .naf]
    let cycles = scheduled.map { " cycles, \($0) |" }.joined()
    var lines = ["| operands |\(names)\(cycles)", "|---|" + String(repeating: "---|", count: 7)]
    for sample in samples {
      var figures = encodings.map { DigitStatistics(of: sample.operands, encoding: $0, width: width).average }
      for encoding in scheduled {
        let schedule = try DigitSchedule(encoding: encoding, width: width)
        try figures.append(schedule.cyclesPerProduct(sample.operands))
      }
      lines.append("| \(sample.name) |" + figures.map { " \(text($0)) |" }.joined())
    }
    return lines.joined(separator: "\n")
  }

  /// Returns a table of the utilisation of columns, in Markdown: a row for each sample.
  ///
  /// A sample is cut into `columns` rows of A, which go through tiles of so many k's.
  public static func synchronisationTable(
    _ samples: [OperandSample], columns: Int, schedule: DigitSchedule,
    _ choices: [(name: String, tile: Int, synchronisation: ColumnSynchronisation)]
  ) throws(NestError) -> String {
    let names = choices.map { " \($0.name) |" }.joined()
    var lines = ["| operands |\(names)", "|---|" + String(repeating: "---|", count: choices.count)]
    for sample in samples {
      let rows = sample.rows(columns)
      var line = "| \(sample.name) |"
      for choice in choices {
        let run = try schedule.run(rows, tile: choice.tile, synchronisation: choice.synchronisation)
        line += " \(text(run.utilisation)) |"
      }
      lines.append(line)
    }
    return lines.joined(separator: "\n")
  }

  /// Returns the sample cut into rows of equal length, without what is left over.
  public func rows(_ count: Int) -> [[Int]] {
    let length = count < 1 ? 0 : operands.count / count
    return (0..<max(count, 0)).map { Array(operands[$0 * length..<($0 + 1) * length]) }
  }

  private static func text(_ figure: Double) -> String {
    String(format: "%.3f", figure)
  }
}
