import Bitloom

extension Stream {
  /// The stream of those beats for which `isIncluded` is 1. The others are taken at once and go nowhere.
  ///
  /// Combinational: latency 0, a beat a cycle, no registers. `ready` depends on `valid` and the payload.
  /// Resources of the example with 8 bits: 2 LUT4 of an iCE40 (Yosys 0.23).
  /// ```swift
  /// io.output <== io.input.filter("odd") { $0[0] }
  /// ```
  /// ```
  /// cycle          0   1   2   3
  /// input.payload  ┃ 4 ┃ 5     ┃ 6 ┃
  /// input.ready    ▔▔▔▔╲▁▁▁╱▔▔▔▔▔▔▔
  /// output.valid   ▁▁▁▁╱▔▔▔▔▔▔▔╲▁▁▁
  /// output.ready   ▁▁▁▁▁▁▁▁╱▔▔▔╲▁▁▁
  /// ```
  ///
  /// - Parameters:
  ///   - name: What the wires of the choice and of the result's `ready` are named after.
  ///   - isIncluded: A bit.
  public func filter(
    _ name: String, fileID: String = #fileID, line: Int = #line, column: Int = #column,
    _ isIncluded: (Payload) -> Signal
  ) -> Stream {
    let taken = wire("\(name)_ready", .bit, fileID: fileID, line: line, column: column)
    let passes = wire("\(name)_passes", .bit, fileID: fileID, line: line, column: column)
    passes <== isIncluded(payload)
    // Not by the payload alone: it may be unknown while nothing is offered.
    ready <== (taken || (valid && !passes))
    return Stream(payload: payload, valid: valid && passes, ready: taken)
  }
}
