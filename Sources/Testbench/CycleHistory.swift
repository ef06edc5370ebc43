import RTL
import Simulation

/// The values of all ports in the last cycles of a simulation, for the picture that a failure shows.
///
/// A cycle costs reading each port once, which in a debug build is up to 1 µs a port. So that long runs keep their speed, recording
/// ends after `limit` cycles.
final class CycleHistory {
  let depth: Int
  private let engine: any SimulationEngine
  private let ports: [PortDefinition]
  /// Where the words of each port begin among those of a cycle.
  private let offsets: [Int]
  private let wordCount: Int
  private let isTwoState: Bool
  /// Values, then for a four-state engine as many words of unknown bits, of `depth` cycles.
  private let words: UnsafeMutablePointer<UInt64>
  private let size: Int
  private var cycles: [Int]
  private var count = 0
  private var next = 0
  private var recordedCount = 0
  private let limit: Int?

  init(_ engine: any SimulationEngine, depth: Int, limit: Int?) {
    self.engine = engine
    self.depth = max(depth, 1)
    self.limit = limit
    ports = engine.ports
    isTwoState = engine.isTwoState
    var offsets: [Int] = []
    var total = 0
    for port in ports {
      offsets.append(total)
      total += (port.type.width + 63) / 64
    }
    self.offsets = offsets
    wordCount = total
    size = isTwoState ? total : 2 * total
    words = .allocate(capacity: max(1, size * self.depth))
    words.initialize(repeating: 0, count: max(1, size * self.depth))
    cycles = [Int](repeating: 0, count: self.depth)
  }

  deinit { words.deallocate() }

  /// Whether the run has become so long that it is not recorded any more.
  var isOver: Bool { limit.map { recordedCount >= $0 } ?? false }

  /// Forgets what was recorded: the cycles to come do not follow it.
  func clear() { count = 0 }

  /// Records the values of a cycle, as they are now.
  func record(cycle: Int) {
    fill(words + next * size)
    cycles[next] = cycle
    next = next + 1 == depth ? 0 : next + 1
    count = min(count + 1, depth)
    recordedCount += 1
  }

  private func fill(_ target: UnsafeMutablePointer<UInt64>) {
    let portCount = offsets.count
    // Without the iterators of a `for`, which cost more than the rest in a debug build.
    var port = 0
    if isTwoState, wordCount == portCount {
      while port < portCount {
        target[port] = engine.readWord(port)
        port += 1
      }
      return
    }
    while port < portCount {
      let offset = offsets[port]
      let end = port + 1 < portCount ? offsets[port + 1] : wordCount
      let bits = engine.read(port)
      for word in 0..<end - offset {
        target[offset + word] = bits.value.word(word)
        if !isTwoState { target[wordCount + offset + word] = bits.unknown.word(word) }
      }
      port += 1
    }
  }

  private func value(_ cycle: UnsafeMutablePointer<UInt64>, _ port: Int) -> LogicBits {
    let width = ports[port].type.width
    let range = 0..<(width + 63) / 64
    let value = Bits(words: range.map { cycle[offsets[port] + $0] }, width: width)
    if isTwoState { return LogicBits(value) }
    let unknown = Bits(words: range.map { cycle[wordCount + offsets[port] + $0] }, width: width)
    return LogicBits(value: value, unknown: unknown)
  }

  /// The recorded cycles and the values of some ports in each, the oldest first, and last what the ports are now.
  func samples(of chosen: [Int], now cycle: Int) -> [(cycle: Int, values: [LogicBits])] {
    var result: [(cycle: Int, values: [LogicBits])] = []
    for index in 0..<count {
      let slot = (next - count + index + depth) % depth
      result.append((cycles[slot], chosen.map { value(words + slot * size, $0) }))
    }
    result.append((cycle, chosen.map { engine.read($0) }))
    // What is shown follows on from one another: a run of many cycles at once was recorded at its end alone.
    let first = result.indices.dropFirst().last { result[$0].cycle != result[$0 - 1].cycle + 1 } ?? 0
    return Array(result[first...])
  }
}
