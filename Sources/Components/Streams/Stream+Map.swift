import Bitloom

extension Stream {
  /// The stream whose beats carry what `transform` makes of the beats of this one.
  ///
  /// Combinational: latency 0, a beat a cycle, no registers. `valid` and `ready` pass unchanged; what this stream takes part in
  /// is then the result's affair, so that each stream is mapped, filtered or connected once.
  /// Resources of the example with 8 bits: 8 LUT4, 8 carry cells of an iCE40 (Yosys 0.23).
  /// ```swift
  /// io.output <== io.input.map("scaled") { $0 * 3 }
  /// ```
  /// ```
  /// cycle           0    1    2
  /// input.payload   ┃ 4  ┃ 5       ┃
  /// output.payload  ┃ 12 ┃ 15      ┃
  /// output.ready    ▔▔▔▔▔╲▁▁▁▁╱▔▔▔▔
  /// ```
  ///
  /// - Parameter name: What the wire of the result's `ready` is named after.
  public func map<Result: Bundle>(
    _ name: String, fileID: String = #fileID, line: Int = #line, column: Int = #column,
    _ transform: (Payload) -> Result
  ) -> Stream<Result> {
    let taken = wire("\(name)_ready", .bit, fileID: fileID, line: line, column: column)
    ready <== taken
    return Stream<Result>(payload: transform(payload), valid: valid, ready: taken)
  }
}
