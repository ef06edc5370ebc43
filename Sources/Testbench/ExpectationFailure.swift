/// Something that a test bench expected and that was not so.
///
/// ```
/// 'sum' is -5, expected -6
/// in cycle 1 after the reset of multiply_accumulate_8_32, native engine
///   cycle  0    1
///   a      ┃ 3       ┃
///   b      ┃ -2      ┃
///   clear  ▁▁▁▁▁▁▁▁▁▁
/// > sum    ┃ 0  ┃ -5 ┃
///                ^^^
/// replay with a waveform: BITLOOM_SEED=1 BITLOOM_TRACE=run.vcd swift test --filter 'MACTests/accumulates'
/// ```
public struct ExpectationFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, in a sentence: `'sum' is -5, expected -6`.
  public var finding: String
  /// When, where, and in which engine.
  public var context: String
  /// The last cycles of the ports; empty when they were not recorded.
  public var waveform: String
  /// What the random numbers of the test bench were made from.
  public var seed: UInt64
  /// The waveform file that this run writes, if it does.
  public var trace: String?
  /// The command that repeats the run and writes a waveform.
  public var replay: String
  /// Where the expectation stands.
  public var place: SourcePosition

  public var description: String {
    var lines = [finding, context]
    if !waveform.isEmpty { lines.append(waveform.trimmingLineEnd) }
    if let trace {
      lines.append("waveform: \(trace) (seed \(seed))")
    } else {
      lines.append("replay with a waveform: \(replay)")
    }
    return lines.joined(separator: "\n")
  }
}

extension String {
  var trimmingLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}
