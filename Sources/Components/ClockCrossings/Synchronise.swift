import Bitloom

/// The value of a register of another clock, as the current domain sees it behind `stages` registers, `name_0` and up.
///
/// Of a word, only one bit may change at a time, as in a Gray code: each bit arrives on its own.
func synchronise(_ name: String, _ value: Signal, stages: Int, reset: Int) -> Signal {
  synchroniserStages(name, value, stages: stages, reset: reset).last ?? value
}

/// The registers of a synchroniser, the one that takes the value first.
func synchroniserStages(_ name: String, _ value: Signal, stages: Int, reset: Int) -> [Signal] {
  var registers: [Signal] = []
  for stage in 0..<max(stages, 1) {
    let register = register("\(name)_\(stage)", SignalType.unsigned(value.width), reset: reset)
    let crossing = register.mayCross(as: .synchroniser)
    crossing <== registers.last ?? value
    registers.append(crossing)
  }
  return registers
}

/// What is wrong with a number of stages. One register alone would hand an undecided value on.
func problems(ofStages stages: Int) -> [String] {
  (2...8).contains(stages) ? [] : ["stages is \(stages); it must be from 2 to 8"]
}
