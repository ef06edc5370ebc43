/// The assignments of a module, by the signal they drive.
public struct DriverTable: Sendable {
  /// An assignment with the block it stands in.
  public struct Driver: Sendable {
    public var target: AssignmentTarget
    public var value: ExpressionID
    public var place: PlaceID
    public var block: BlockID
    /// The index of the statement in its block.
    public var statement: Int

    /// The bits of the signal that are driven.
    public var bits: Range<Int> { target.range }
  }

  private var drivers: [Driver]
  private var starts: [Int]

  public init(of module: ModuleDefinition) {
    var written: [Driver] = []
    var starts = [Int](repeating: 0, count: module.signals.count + 1)
    module.walkStatements { statement, block, index in
      guard case .assign(let assignment) = statement else { return }
      starts[assignment.target.signal.index + 1] += 1
      written.append(
        Driver(
          target: assignment.target, value: assignment.value, place: assignment.place, block: block, statement: index))
    }
    for index in module.signals.indices { starts[index + 1] += starts[index] }
    var next = starts
    var order = [Int](repeating: 0, count: written.count)
    for (index, driver) in written.enumerated() {
      let signal = driver.target.signal.index
      order[next[signal]] = index
      next[signal] += 1
    }
    drivers = order.map { written[$0] }
    self.starts = starts
  }

  /// The assignments to a signal, in the order in which they are written.
  public subscript(signal: SignalID) -> ArraySlice<Driver> {
    drivers[starts[signal.index]..<starts[signal.index + 1]]
  }
}
