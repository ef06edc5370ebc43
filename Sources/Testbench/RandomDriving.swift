import RTL

extension Testbench {
  /// Gives all inputs random numbers in each of some cycles: what compares engines or a netlist with the design where nobody has
  /// to understand what comes out. The numbers are those of `random`.
  ///
  /// ```swift
  /// let module = StreamFork(payload: .unsigned(8), outputs: 2)
  /// try simulate(module, on: Lockstep(netlistsFor: [.ice40, .ecp5])) { dut in dut.driveRandomly(cycles: 1000) }
  /// ```
  /// - Parameter resetProbability: How likely a reset is before a cycle.
  public func driveRandomly(cycles: Int, resetProbability: Double = 0) {
    let inputs = access.engine.ports.enumerated().filter { $0.element.direction == .input }
    for _ in 0..<max(cycles, 0) {
      if resetProbability > 0, Double.random(in: 0..<1, using: &random) < resetProbability { reset() }
      for (number, port) in inputs {
        var words: [UInt64] = []
        for _ in 0..<(port.type.width + 63) / 64 { words.append(random.next()) }
        access.engine.write(number, Bits(words: words, width: port.type.width))
      }
      step()
    }
  }
}
