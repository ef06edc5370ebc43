import RTL
import Simulation

/// Takes the answers of a bench out of what its process writes; what the design prints stands between them.
struct IcarusAnswers {
  private static let mark: UInt8 = 1
  private static let lineEnd = UInt8(ascii: "\n")

  private var bytes: [UInt8] = []
  private var start = 0
  /// What came of a line of the design's own output.
  private var printedLine: [UInt8] = []
  /// The first line of the design's output that tells an error, as `$error` and `$fatal` write it.
  private(set) var errorLine: String?
  /// What the checks of the design have told.
  private var reports: [CheckReport] = []

  /// Appends what `fill` appends.
  mutating func receive<Result>(_ fill: (inout [UInt8]) -> Result) -> Result {
    if start > 1 << 16, start > bytes.count / 2 {
      bytes.removeFirst(start)
      start = 0
    }
    return fill(&bytes)
  }

  /// The next whole answer, without its mark and line end. What the design printed before it goes to standard output.
  mutating func next() -> ArraySlice<UInt8>? {
    while true {
      let markIndex = bytes[start...].firstIndex(of: Self.mark)
      forward(bytes[start..<(markIndex ?? bytes.count)])
      start = markIndex ?? bytes.count
      guard let markIndex, let end = bytes[markIndex...].firstIndex(of: Self.lineEnd) else { return nil }
      if !printedLine.isEmpty { forwardLine(terminator: "") }
      start = end + 1
      let answer = bytes[markIndex + 1..<end]
      let isSignOfLife = answer.first == UInt8(ascii: ".")
      if !isSignOfLife { return answer }
    }
  }

  /// What the checks of the design have told since the last call.
  mutating func takeReports() -> [CheckReport] {
    defer { reports = [] }
    return reports
  }

  private mutating func forward(_ output: ArraySlice<UInt8>) {
    for byte in output {
      if byte == Self.lineEnd { forwardLine(terminator: "\n") } else { printedLine.append(byte) }
    }
  }

  private mutating func forwardLine(terminator: String) {
    if printedLine.first == CheckReport.mark, let report = CheckReport(printedLine.dropFirst()) {
      reports.append(report)
      printedLine.removeAll(keepingCapacity: true)
      return
    }
    let line = String(decoding: printedLine, as: UTF8.self)
    printedLine.removeAll(keepingCapacity: true)
    // The simulator's own word that it opened the waveform, which was asked for.
    if line.hasPrefix("VCD info: ") || line.hasPrefix("FST info: ") { return }
    if errorLine == nil, line.hasPrefix("ERROR: ") || line.hasPrefix("FATAL: ") { errorLine = line }
    print(line, terminator: terminator)
  }

  /// The values in an answer: binary numbers of the given widths, separated by blanks. Nil when it is anything else.
  static func values(in answer: ArraySlice<UInt8>, widths: [Int]) -> [LogicBits]? {
    let fields = answer.split(separator: UInt8(ascii: " "))
    guard fields.count == widths.count else { return nil }
    var values: [LogicBits] = []
    for (field, width) in zip(fields, widths) {
      guard field.count == width else { return nil }
      values.append(LogicBits(binaryDigits: field))
    }
    return values
  }
}
