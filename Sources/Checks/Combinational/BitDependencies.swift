import RTL

/// Some bits of a signal or an expression, or the conditions of a block.
struct BitsNode: Hashable {
  enum Value: Hashable {
    case signal(SignalID)
    case expression(ExpressionID)
    case conditions(BlockID)
  }

  var value: Value
  var low: Int32
  var high: Int32

  init(_ value: Value, _ bits: Range<Int>) {
    self.value = value
    low = Int32(bits.lowerBound)
    high = Int32(bits.upperBound)
  }

  var bits: Range<Int> { Int(low)..<Int(high) }
}

/// What bits depend on which, without a clock between. Asked for only where whole words seem to form a loop.
final class BitDependencies {
  /// Some bits of a port.
  struct PortBits: Hashable {
    var port: Int
    var bits: Range<Int>
  }

  private let facts: [ModuleFacts]
  private let overridden: [Set<StatementPosition>]
  private let wordDependencies: [PortDependencies]
  private var known: [[PortBits: [PortBits]]]
  // Deeper hierarchies than this are answered port by port, so that the call stack is bounded.
  private var depth = 0
  private static let maximumDepth = 64

  init(facts: [ModuleFacts], overridden: [Set<StatementPosition>], wordDependencies: [PortDependencies]) {
    self.facts = facts
    self.overridden = overridden
    self.wordDependencies = wordDependencies
    known = Array(repeating: [:], count: facts.count)
  }

  /// The bits that `node` of a module depends on directly.
  func dependencies(of node: BitsNode, in module: ModuleID) -> [BitsNode] {
    let facts = facts[module]
    switch node.value {
    case .signal(let signal): return dependencies(ofSignal: signal, node.bits, in: module)
    case .expression(let expression): return facts.module.bitOperands(of: expression, node.bits)
    case .conditions(let block):
      guard let position = facts.blocks.position(of: block) else { return [] }
      var result: [BitsNode] = []
      if let condition = position.condition {
        result.append(BitsNode(.expression(condition), 0..<facts.module.type(of: condition).width))
      }
      if position.guardedBy != ModuleDefinition.body { result.append(BitsNode(.conditions(position.guardedBy), 0..<1)) }
      return result
    }
  }

  private func dependencies(ofSignal signal: SignalID, _ bits: Range<Int>, in id: ModuleID) -> [BitsNode] {
    let facts = facts[id]
    let module = facts.module
    if case .register = module.signals[signal].kind { return [] }
    if case .instancePort(let index, let port) = module.signals[signal].kind,
      !module.isDrivenHere(signal, in: facts.design)
    {
      let instance = module.instances[index]
      return inputBits(of: PortBits(port: port, bits: bits), in: instance.module).map {
        BitsNode(.signal(instance.signal(ofPort: $0.port)), $0.bits)
      }
    }
    var result: [BitsNode] = []
    for driver in facts.drivers[signal] {
      let common = bits.clamped(to: driver.bits)
      let position = StatementPosition(block: driver.block, statement: driver.statement)
      if common.isEmpty || overridden[id.index].contains(position) { continue }
      let low = common.lowerBound - driver.bits.lowerBound
      result.append(BitsNode(.expression(driver.value), low..<low + common.count))
      if driver.block != ModuleDefinition.body { result.append(BitsNode(.conditions(driver.block), 0..<1)) }
    }
    return result
  }

  /// The bits of the inputs of a module that some bits of an output depend on.
  private func inputBits(of output: PortBits, in id: ModuleID) -> [PortBits] {
    if let answer = known[id.index][output] { return answer }
    let module = facts[id].module
    if depth == Self.maximumDepth || module.isOpaque {
      return wordDependencies[id.index].inputs(ofOutput: output.port).map {
        PortBits(port: Int($0), bits: 0..<module.ports[Int($0)].type.width)
      }
    }
    depth += 1
    defer { depth -= 1 }
    var inputs: [PortBits] = []
    let start = BitsNode(.signal(SignalID(output.port)), output.bits)
    var seen: Set<BitsNode> = [start]
    var stack = [start]
    while let node = stack.popLast() {
      if case .signal(let signal) = node.value, case .port(let port) = module.signals[signal].kind,
        module.ports[port].direction == .input
      {
        inputs.append(PortBits(port: port, bits: node.bits))
        continue
      }
      for next in dependencies(of: node, in: id) where seen.insert(next).inserted { stack.append(next) }
    }
    known[id.index][output] = inputs
    return inputs
  }
}
