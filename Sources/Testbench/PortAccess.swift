import RTL
import Simulation

/// Reading and writing the ports of an engine as numbers.
final class PortAccess {
  let engine: any SimulationEngine
  let ports: [PortDefinition]
  /// Number of cycles run since the reset.
  var cycle: Int {
    get { pace.pointee.cycle }
    set { pace.pointee.cycle = newValue }
  }
  /// The run as failures tell it.
  var run = RunDescription()
  /// The last cycles; nil when they are not recorded, or not any more.
  var history: CycleHistory?
  let failures = FailureList()
  /// What looks for failures when the simulation is completed.
  var finishers: [() -> Void] = []
  /// The simulator that collects coverage, and what takes it at the end.
  var coverage: (simulator: NativeSimulator, sink: Coverage)?
  private var problems: [String] = []
  private var problemCount = 0

  /// A loop that makes a mistake in every cycle tells the first ones.
  private static let problemLimit = 20

  /// How each port is reached in memory; one more for a port that does not exist.
  private let directAccesses: UnsafeMutablePointer<DirectAccess>
  /// Behind a pointer because the accesses of a class's own variables are checked for exclusivity in every cycle.
  let pace: UnsafeMutablePointer<Pace>

  /// What every call of `step` looks at.
  struct Pace {
    /// Cycles since the reset.
    var cycle = 0
    /// Whether somebody looks at each cycle.
    var isWatched = false
    var clock: DirectClock?
  }

  init(_ engine: any SimulationEngine) {
    self.engine = engine
    let ports = engine.ports
    self.ports = ports
    directAccesses = .allocate(capacity: ports.count + 1)
    for (index, port) in ports.enumerated() {
      (directAccesses + index).initialize(to: DirectAccess(engine.directPort(index), port, number: index))
    }
    (directAccesses + ports.count).initialize(to: DirectAccess(nil, nil, number: nil))
    pace = .allocate(capacity: 1)
    pace.initialize(to: Pace(clock: engine.directClock))
  }

  deinit {
    directAccesses.deallocate()
    pace.deallocate()
  }

  func directAccess(_ port: Int?) -> UnsafePointer<DirectAccess> {
    UnsafePointer(directAccesses + (port ?? ports.count))
  }

  /// Runs cycles of all clocks in the engine, without a call through it where it can do without.
  @inline(__always)
  func step(_ cycles: Int) {
    guard let clock = pace.pointee.clock, cycles > 0, clock.canStep else { return engine.step(cycles, clocks: .all) }
    if let message = clock.step(cycles) { engine.directClockEnded(message) }
  }

  /// Ends the engine and hands on what was covered, once.
  func finish() {
    engine.finish()
    if let coverage, let data = coverage.simulator.coverageData { coverage.sink.merge(data) }
    coverage = nil
  }

  /// Notes what the test bench did wrong, for the end of the simulation.
  func report(_ problem: String) {
    problemCount += 1
    if problems.count < Self.problemLimit { problems.append(problem) }
  }

  /// All that was noted; nil when nothing was.
  var problemText: String? {
    if problems.isEmpty { return nil }
    let rest = problemCount - problems.count
    return (problems + (rest > 0 ? ["and \(rest) more"] : [])).joined(separator: "\n")
  }

  func read(_ port: Int?) -> Int {
    guard let port else { return 0 }
    let type = ports[port].type
    guard type.width <= 64, engine.isTwoState else {
      return engine.read(port).number(type)
    }
    return type.number(engine.readWord(port))
  }

  func write(_ port: Int?, _ value: Int) {
    guard let port, isInput(port, "\(value)") else { return }
    let type = ports[port].type
    if !fits(value, type) { reportMisfit("\(value)", port) }
    if type.width <= 64 {
      engine.writeWord(port, UInt64(bitPattern: Int64(value)))
    } else {
      engine.write(port, Bits(value, width: type.width))
    }
  }

  /// The values of inputs for a bulk run, as wide as the ports; without those that cannot be set.
  ///
  /// - Parameters:
  ///   - ports: One, or as many as there are numbers in a row.
  ///   - range: That of the values that are numbers.
  func columns(
    _ ports: [Int?], _ values: BulkStimulus.Column.Values, _ range: ClosedRange<Int>, count: Int
  ) -> [BulkStimulus.Column] {
    guard case .rows(let rows, _) = values else {
      return ports.compactMap { column($0, values, range, count: count) }
    }
    guard rows.width == ports.count else {
      let first = ports.first.flatMap { $0 }.map { " from '\(self.ports[$0].path)' on" } ?? ""
      report("\(rows.width) numbers a row were given for \(ports.count) ports\(first)")
      return []
    }
    return ports.enumerated().compactMap { place, port in
      column(port, .rows(rows, place: place), range, count: count)
    }
  }

  private func column(
    _ port: Int?, _ values: BulkStimulus.Column.Values, _ range: ClosedRange<Int>, count: Int
  ) -> BulkStimulus.Column? {
    guard let port, isInput(port, "\(values.count) values") else { return nil }
    let type = ports[port].type
    if values.count != count {
      report("\(values.count) values were given for '\(ports[port].path)' in a run of \(count) cycles")
    }
    let allFit = fits(range.lowerBound, type) && fits(range.upperBound, type)
    switch values {
    case .numbers(let numbers):
      if !allFit { for number in numbers where !fits(number, type) { reportMisfit("\(number)", port) } }
      return BulkStimulus.Column(port: port, values: values)
    case .rows(let rows, let place):
      if !allFit {
        for row in 0..<rows.rowCount {
          let number = rows.number(row: row, place: place)
          if !fits(number, type) { reportMisfit("\(number)", port) }
        }
      }
      return BulkStimulus.Column(port: port, values: values)
    case .bits(let bits):
      for value in bits where value.width > type.width { reportMisfit("\(value)", port) }
      let resized = bits.map { $0.width == type.width ? $0 : $0.resized(to: type.width, signed: false) }
      return BulkStimulus.Column(port: port, values: .bits(resized))
    }
  }

  /// Sets ports to as many numbers.
  func write(_ ports: [Port], _ values: [Int]) {
    checkCount(ports, values.count)
    for (port, value) in zip(ports, values) { port.value = value }
  }

  /// Reports another number of numbers than there are ports.
  func checkCount(_ ports: [Port], _ count: Int) {
    if ports.count == count { return }
    let first = ports.first.map { " from '\($0.path)' on" } ?? ""
    report("\(count) numbers were given for \(ports.count) ports\(first)")
  }

  func readBits(_ port: Int?) -> LogicBits {
    guard let port else { return LogicBits(Bits(zeroOfWidth: 1)) }
    return engine.read(port)
  }

  func writeBits(_ port: Int?, _ value: Bits) {
    guard let port, isInput(port, "\(value)") else { return }
    let width = ports[port].type.width
    if value.width > width { reportMisfit("\(value)", port) }
    engine.write(port, value.resized(to: width, signed: false))
  }

  private func isInput(_ port: Int, _ value: String) -> Bool {
    if ports[port].direction == .input { return true }
    report("'\(ports[port].path)' is an output and cannot be set to \(value)")
    return false
  }

  private func reportMisfit(_ value: String, _ port: Int) {
    report("\(value) does not fit port '\(ports[port].path)', which is \(ports[port].type)")
  }

  func fits(_ value: Int, _ type: SignalType) -> Bool {
    // All 64 bits of an `Int` can be given for a port of 64 bits: there is no other way to write its upper half.
    if type.width >= 64 { return type.isSigned || value >= 0 || type.width == 64 }
    if type.isSigned { return value >= -(1 << (type.width - 1)) && value < 1 << (type.width - 1) }
    return value >= 0 && (type.width == 63 || value < 1 << type.width)
  }
}
