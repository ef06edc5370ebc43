import Dispatch
import Synchronization

/// Runs steps of a build side by side, on as many threads as there are cores, and returns their results in order.
///
/// `ToolTimeLimit` holds in all of them.
func concurrently<Value: Sendable>(
  _ count: Int, _ body: @Sendable (Int) throws(CosimulationError) -> Value
) -> [Result<Value, CosimulationError>] {
  let results = Mutex<[Int: Result<Value, CosimulationError>]>([:])
  let limit = ToolTimeLimit.seconds
  DispatchQueue.concurrentPerform(iterations: count) { index in
    let result = ToolTimeLimit.$seconds.withValue(limit) {
      Result { () throws(CosimulationError) in try body(index) }
    }
    results.withLock { $0[index] = result }
  }
  let finished = results.withLock { $0 }
  return (0..<count).compactMap { finished[$0] }
}
