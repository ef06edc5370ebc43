import Bitloom
import Components
import RTL

/// Feeds a stream input from a queue, with pauses.
///
/// A transfer is one beat: the numbers of the payload in their declared order. Once `valid` is raised, it and the payload stay
/// until the beat is taken, as the protocol demands.
public final class StreamDriver {
  /// What is still to be sent.
  public private(set) var queue: ArraySlice<[Int]>
  /// The cycle in which the first beat was taken.
  public private(set) var firstCycle: Int?
  public private(set) var sentCount = 0
  private let valid: Port
  private let ready: Port
  private let payload: [Port]
  private let pauseProbability: Double
  private var random: any RandomNumberGenerator
  private var isOffering = false

  /// - Parameter pauseProbability: How often a cycle passes before a beat is offered.
  public init<M: Module, Payload: Bundle>(
    _ stream: PortGroup<M, Stream<Payload>>, beats: [[Int]], pauseProbability: Double = 0,
    random: (any RandomNumberGenerator)? = nil
  ) {
    valid = stream.port(\.valid)
    ready = stream.port(\.ready)
    payload = stream.payload.allPorts
    queue = beats[...]
    self.pauseProbability = pauseProbability
    self.random = random ?? stream.bench.access.run.nextGenerator()
  }

  public var isDone: Bool { queue.isEmpty }

  /// Puts more beats at the end of the queue.
  public func append(_ beats: [[Int]]) { queue += beats }

  func offer() {
    if !isOffering, let beat = queue.first, Double.random(in: 0..<1, using: &random) >= pauseProbability {
      isOffering = true
      valid.access.write(payload, beat)
    }
    valid.value = isOffering ? 1 : 0
  }

  func observe(cycle: Int) -> Bool { isOffering && ready.value == 1 }

  func advance(cycle: Int) {
    if firstCycle == nil { firstCycle = cycle }
    sentCount += 1
    isOffering = false
    queue.removeFirst()
  }
}

/// Takes the beats of a stream output, with pauses.
public final class StreamMonitor {
  /// The beats taken so far.
  public private(set) var beats: [[Int]] = []
  /// The cycle in which the last beat was taken.
  public private(set) var lastCycle: Int?
  private let valid: Port
  private let ready: Port
  private let payload: [Port]
  private let pauseProbability: Double
  private var random: any RandomNumberGenerator

  /// - Parameter pauseProbability: How often `ready` is low for a cycle.
  public init<M: Module, Payload: Bundle>(
    _ stream: PortGroup<M, Stream<Payload>>, pauseProbability: Double = 0,
    random: (any RandomNumberGenerator)? = nil
  ) {
    valid = stream.port(\.valid)
    ready = stream.port(\.ready)
    payload = stream.payload.allPorts
    self.pauseProbability = pauseProbability
    self.random = random ?? stream.bench.access.run.nextGenerator()
  }

  func offer() {
    isReady = pauseProbability == 0 || Double.random(in: 0..<1, using: &random) >= pauseProbability
    ready.value = isReady ? 1 : 0
  }

  private var isReady = false

  func observe(cycle: Int) {
    guard isReady, valid.value == 1 else { return }
    beats.append(payload.map(\.value))
    lastCycle = cycle
  }
}

/// The generator of reproducible random numbers: SplitMix64 (Steele, Lea, Flood, 2014).
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

extension Testbench {
  /// Runs cycle by cycle, drivers and monitors taking part, until `isDone` holds.
  ///
  /// - Throws: An `ExpectationFailure` when it does not within `limit` cycles.
  public func run(
    _ drivers: [StreamDriver], _ monitors: [StreamMonitor], limit: Int, fileID: String = #fileID,
    filePath: String = #filePath, line: Int = #line, column: Int = #column, until isDone: () -> Bool
  ) throws {
    for _ in 0..<limit {
      if isDone() { return }
      for driver in drivers { driver.offer() }
      for monitor in monitors { monitor.offer() }
      let taken = drivers.filter { $0.observe(cycle: cycle) }
      for monitor in monitors { monitor.observe(cycle: cycle) }
      let now = cycle
      step()
      for driver in taken { driver.advance(cycle: now) }
    }
    if isDone() { return }
    let sent = drivers.map { "\($0.sentCount)" }.joined(separator: ", ")
    let received = monitors.map { "\($0.beats.count)" }.joined(separator: ", ")
    let place = SourcePosition(fileID: fileID, filePath: filePath, line: line, column: column)
    let finding = "not done within \(limit) cycles: sent \(sent) beats, received \(received)"
    throw access.failure(finding, marking: [], at: place)
  }
}
