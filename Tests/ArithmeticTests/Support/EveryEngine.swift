import Testbench

/// All engines that are installed, in lockstep. What is missing is told in the test's output.
func everyEngine() -> Lockstep {
  let lockstep = Lockstep()
  for sentence in lockstep.skipped { print(sentence) }
  return lockstep
}
