import RTL
import Simulation

/// What the checks of a design have told in a simulation.
final class CheckLog {
  private static let maximumViolations = 1000

  /// The first ones that nobody has taken.
  private var violations: [SimulationViolation] = []
  private(set) var coverPoints: [CoverPoint]
  private var numbers: [Point: Int] = [:]
  var sink: (CheckEvent) -> Void = { print($0.message) }

  private struct Point: Hashable {
    var path: String
    var name: String
  }

  init(_ table: CheckTable) {
    coverPoints = table.coverPoints
    for (index, point) in coverPoints.enumerated() { numbers[Point(path: point.path, name: point.name)] = index }
  }

  func add(_ events: [CheckEvent]) {
    for event in events {
      switch event.kind {
      case .display: sink(event)
      case .cover:
        if let number = numbers[Point(path: event.path, name: event.name)] { coverPoints[number].count += 1 }
      case .assert, .assume, .memoryAccess:
        if violations.count < Self.maximumViolations, let violation = event.violation { violations.append(violation) }
      }
    }
  }

  func takeViolations() -> [SimulationViolation] {
    defer { violations = [] }
    return violations
  }
}

extension Testbench {
  /// What the design did and must not do since the last call: an `assert` or `assume` that did not hold, a word of a memory
  /// that does not exist, or that is read while it must not be. All engines tell the same. A test that provokes this takes it;
  /// what nobody has taken is an error when the simulation is completed.
  public func takeViolations() -> [SimulationViolation] {
    collectEvents(waits: true)
    return log?.takeViolations() ?? []
  }

  /// Every `cover` of the design with the number of cycles in which its condition held: the outer instances first, each in the
  /// order of its statements.
  public var coverPoints: [CoverPoint] {
    collectEvents(waits: true)
    return log?.coverPoints ?? []
  }

  /// In how many cycles the condition of a `cover` held, in all instances together; nil when there is no `cover` of this name.
  public func coverCount(_ name: String) -> Int? {
    let points = coverPoints.filter { $0.name == name }
    return points.isEmpty ? nil : points.reduce(0) { $0 + $1.count }
  }

  /// What is done with the messages of `display`: by default they are printed. They come in the order of the cycles; Icarus tells
  /// them when an output is read, or at the end.
  public var displaySink: (CheckEvent) -> Void {
    get { log?.sink ?? { _ in } }
    set { log?.sink = newValue }
  }

  func collectEvents(waits: Bool) {
    guard let log else { return }
    log.add(access.engine.takeEvents(waits: waits))
  }
}
