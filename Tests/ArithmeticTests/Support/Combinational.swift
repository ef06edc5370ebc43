import Bitloom
import Testbench

/// All pairs of values of two types.
func allPairs(_ a: SignalType, _ b: SignalType) -> (a: [Int], b: [Int]) {
  var pairs: (a: [Int], b: [Int]) = ([], [])
  for x in a.allValues {
    for y in b.allValues {
      pairs.a.append(x)
      pairs.b.append(y)
    }
  }
  return pairs
}

extension SignalType {
  /// All numbers that the type holds; for narrow types.
  var allValues: ClosedRange<Int> {
    isSigned ? -(1 << (width - 1))...(1 << (width - 1)) - 1 : 0...(1 << width) - 1
  }
}

/// What a module without registers answers to each of some values of its inputs.
func answers<M: Module>(
  of module: M, _ stimulus: Stimulus<M>, _ output: KeyPath<M.IO, Signal>, on engine: Engine = .native
) throws -> [Int] {
  try simulate(module, on: engine) { $0.run(stimulus, sampling: output) }
}
