/// A nest as a list of instructions, in the order in which they stand in its text.
struct NestProgram {
  enum Operation {
    // Loops, with the end of their bodies.
    case rows
    case columnTiles(step: Int)
    case depth(step: Int)
    case groups(NestLoop.ZeroGroups)
    case lanes
    case columns
    case digitsInTime
    case digitsInPlaces
    case nonzeroDigits(NestLoop.ZeroGroups)
    // Primitives.
    case encode
    case map
    case shift
    case reduceLanes
    case reduceLanesNarrowly(width: Int)
    case reduceDigits
    case add(intoAccumulator: Bool)
    case accumulateOverK(NestPrimitive.Accumulator, beforeAddition: Bool)
    case accumulateOverDigits(NestPrimitive.Accumulator)
  }

  struct Instruction {
    var operation: Operation
    /// The index after the last instruction of the loop's body.
    var end: Int
    /// Whether the rounds of this loop are cycles: there is no loop in time inside it.
    var countsCycles: Bool
  }

  private(set) var instructions: [Instruction] = []

  init(_ nest: TensorLoopNest) { append(nest.nodes) }

  private mutating func append(_ nodes: [NestNode]) {
    for (index, node) in nodes.enumerated() {
      let start = instructions.count
      switch node {
      case .loop(let loop, let body):
        let isInnermost = !loop.isSpatial && !body.containsLoop { !$0.isSpatial }
        instructions.append(Instruction(operation: Self.operation(loop), end: 0, countsCycles: isInnermost))
        append(body)
      case .primitive(let primitive):
        let previous = index > 0 ? nodes[index - 1].primitive : nil
        let next = index + 1 < nodes.count ? nodes[index + 1].primitive : nil
        let operation = Self.operation(primitive, previous: previous, next: next)
        instructions.append(Instruction(operation: operation, end: 0, countsCycles: false))
      }
      instructions[start].end = instructions.count
    }
  }

  private static func operation(_ loop: NestLoop) -> Operation {
    switch (loop.axis, loop.form) {
    case (.m, _): .rows
    case (.n, .spatial): .columns
    case (.n, _): .columnTiles(step: loop.number)
    case (.k, .spatial): .lanes
    case (.k, .temporal): .depth(step: loop.number)
    case (.k, .overNonzeroDigits(let zeroGroups)): .groups(zeroGroups)
    case (.bitWeight, .spatial): .digitsInPlaces
    case (.bitWeight, .temporal): .digitsInTime
    case (.bitWeight, .overNonzeroDigits(let zeroGroups)): .nonzeroDigits(zeroGroups)
    }
  }

  private static func operation(
    _ primitive: NestPrimitive, previous: NestPrimitive?, next: NestPrimitive?
  ) -> Operation {
    switch primitive {
    case .encode: .encode
    case .map: .map
    case .shift: .shift
    case .halfReduce(over: .k, narrow: let width?): .reduceLanesNarrowly(width: width)
    case .halfReduce(over: .k, narrow: nil): .reduceLanes
    case .halfReduce: .reduceDigits
    case .add: .add(intoAccumulator: previous == .accumulate(over: .k, in: .number))
    case .accumulate(over: .k, in: let accumulator):
      .accumulateOverK(accumulator, beforeAddition: next == .add && accumulator == .number)
    case .accumulate(over: _, in: let accumulator): .accumulateOverDigits(accumulator)
    }
  }
}
