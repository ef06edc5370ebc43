import RTL

/// The statements of a module's body that drive a signal, themselves or within.
struct BodyDrivers {
  private var statements: [Int] = []
  /// Those of signal `i` are `starts[i]..<starts[i + 1]`.
  private var starts: [Int]

  init(of module: ModuleDefinition) {
    var found: [(signal: SignalID, statement: Int)] = []
    var last = [Int](repeating: -1, count: module.signals.count)
    starts = [Int](repeating: 0, count: module.signals.count + 1)
    for (index, statement) in module.blocks[ModuleDefinition.body].statements.enumerated() {
      module.visitAssignmentsAndWrites(of: statement) { inner in
        guard case .assign(let assignment) = inner else { return }
        let signal = assignment.target.signal
        if last[signal.index] == index { return }
        last[signal.index] = index
        found.append((signal, index))
        starts[signal.index + 1] += 1
      }
    }
    for index in module.signals.indices { starts[index + 1] += starts[index] }
    var next = starts
    statements = [Int](repeating: 0, count: found.count)
    for (signal, statement) in found {
      statements[next[signal.index]] = statement
      next[signal.index] += 1
    }
  }

  /// The indexes of the statements, ascending.
  subscript(signal: SignalID) -> ArraySlice<Int> { statements[starts[signal.index]..<starts[signal.index + 1]] }
}
