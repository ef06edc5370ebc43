import Bitloom
import RTL

extension Testbench {
  /// Runs until a port has a value, which is 1 when none is given.
  ///
  /// ```swift
  /// try dut.waitUntil(\.done, timeout: 100)
  /// ```
  /// - Returns: The number of cycles that it took; 0 when the port has the value now.
  /// - Throws: An `ExpectationFailure` with the ports and the last cycles when `timeout` cycles were not enough.
  @discardableResult
  public func waitUntil(
    _ path: KeyPath<M.IO, Signal>, is value: Int = 1, timeout: Int, fileID: String = #fileID,
    filePath: String = #filePath, line: Int = #line, column: Int = #column
  ) throws -> Int {
    let place = SourcePosition(fileID: fileID, filePath: filePath, line: line, column: column)
    let port = port(path)
    if let cycles = wait(timeout, until: { port.value == value }) { return cycles }
    let actual = port.index.map { access.text(of: port.bits, port: $0) } ?? "no port"
    let finding = "'\(port.path)' did not become \(value) within \(Self.cycles(timeout)): it is \(actual)"
    throw access.failure(finding, marking: Set([port.index].compactMap(\.self)), at: place)
  }

  /// Runs until `condition` holds.
  ///
  /// ```swift
  /// try dut.waitUntil("both sides are empty", timeout: 100) { dut.occupancy == 0 && receiver.beats.count == 8 }
  /// ```
  /// - Parameter what: The condition in words, for the failure.
  /// - Returns: The number of cycles that it took; 0 when it holds now.
  /// - Throws: An `ExpectationFailure` with the ports and the last cycles when `timeout` cycles were not enough.
  @discardableResult
  public func waitUntil(
    _ what: String, timeout: Int, fileID: String = #fileID, filePath: String = #filePath, line: Int = #line,
    column: Int = #column, _ condition: () -> Bool
  ) throws -> Int {
    let place = SourcePosition(fileID: fileID, filePath: filePath, line: line, column: column)
    if let cycles = wait(timeout, until: condition) { return cycles }
    throw access.failure("'\(what)' did not come true within \(Self.cycles(timeout))", marking: [], at: place)
  }

  private func wait(_ timeout: Int, until condition: () -> Bool) -> Int? {
    for waited in 0..<max(timeout, 0) {
      if condition() { return waited }
      step()
    }
    return condition() ? max(timeout, 0) : nil
  }

  private static func cycles(_ count: Int) -> String { count == 1 ? "1 cycle" : "\(count) cycles" }
}
