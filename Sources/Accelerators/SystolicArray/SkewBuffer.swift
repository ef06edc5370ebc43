import Bitloom

/// Delays lane `i` by `delays[i]` cycles: the triangle of registers that lets operands enter an array as a wave, or straightens
/// a wave that comes out. The registers have no reset.
func skewed(_ name: String, _ lanes: [Signal], by delays: [Int], while enable: Signal) -> [Signal] {
  zip(lanes.indices, zip(lanes, delays)).map { index, lane in
    delayed("\(name)_\(index)", lane.0, by: lane.1, while: enable)
  }
}

/// Delays a signal by `cycles` of those in which `enable` is 1.
func delayed(_ name: String, _ signal: Signal, by cycles: Int, while enable: Signal, reset: Int? = nil) -> Signal {
  var current = signal
  for stage in 0..<max(cycles, 0) {
    let type = SignalType(width: signal.width, isSigned: signal.isSigned)
    let label = cycles == 1 ? name : "\(name)_\(stage)"
    let next = reset.map { register(label, type, reset: $0) } ?? register(label, type)
    when(enable) { next <== current }
    current = next
  }
  return current
}
