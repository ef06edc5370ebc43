import Testbench

extension SeededGenerator {
  /// True in this fraction of all cases.
  mutating func chance(_ probability: Double) -> Bool { Double.random(in: 0..<1, using: &self) < probability }

  mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
}

/// The native engine, and the Verilog in Verilator and Icarus: the mixture that the examples compare.
func threeEngines() -> Lockstep {
  let lockstep = Lockstep(members: [.init(.native), .init(.verilator), .init(.icarus, dialect: .verilog2001)])
  for sentence in lockstep.skipped { print(sentence) }
  return lockstep
}

/// The native engine and Icarus, which sees unknown bits and starts at once.
func nativeAndIcarus() -> Lockstep { Lockstep(members: [.init(.native), .init(.icarus)]) }
