import RTL

/// What each value of a module depends on without a clock between, word by word.
///
/// The nodes are the signals, then the expressions, then the blocks; a block stands for the conditions under which it holds.
struct DependencyGraph {
  let signalCount: Int
  let expressionCount: Int
  private(set) var graph = NumberedGraph()

  /// `children` says which inputs the outputs of the modules below depend on.
  init(_ facts: ModuleFacts, overridden: Set<StatementPosition>, children: [PortDependencies]) {
    let module = facts.module
    signalCount = module.signals.count
    expressionCount = module.expressions.count
    var graph = NumberedGraph()
    for signal in facts.signalIDs {
      switch module.signals[signal].kind {
      case .register: break
      case .instancePort(let id, let port) where !module.isDrivenHere(signal, in: facts.design):
        let instance = module.instances[id]
        for input in children[instance.module.index].inputs(ofOutput: port) {
          graph.targets.append(Int32(instance.signal(ofPort: Int(input)).index))
        }
      case .port, .wire, .instancePort:
        for driver in facts.drivers[signal] {
          let position = StatementPosition(block: driver.block, statement: driver.statement)
          if !overridden.isEmpty, overridden.contains(position) { continue }
          graph.targets.append(Int32(signalCount + driver.value.index))
          if driver.block != ModuleDefinition.body {
            graph.targets.append(Int32(signalCount + expressionCount + driver.block.index))
          }
        }
      }
      graph.endNode()
    }
    let firstExpression = signalCount
    for expression in module.expressions {
      if case .signal(let signal) = expression.operation { graph.targets.append(Int32(signal.index)) }
      module.forEachOperand(of: expression.operation) { graph.targets.append(Int32(firstExpression + $0.index)) }
      graph.endNode()
    }
    for block in module.blocks.indices {
      if let position = facts.blocks.position(of: BlockID(block)) {
        if let condition = position.condition { graph.targets.append(Int32(firstExpression + condition.index)) }
        if position.guardedBy != ModuleDefinition.body {
          graph.targets.append(Int32(firstExpression + expressionCount + position.guardedBy.index))
        }
      }
      graph.endNode()
    }
    self.graph = graph
  }

  func node(_ signal: SignalID) -> Int { signal.index }
  func node(_ expression: ExpressionID) -> Int { signalCount + expression.index }
  func node(_ block: BlockID) -> Int { signalCount + expressionCount + block.index }

  /// The node of the word that some bits belong to.
  func node(_ bits: BitsNode) -> Int {
    switch bits.value {
    case .signal(let signal): node(signal)
    case .expression(let expression): node(expression)
    case .conditions(let block): node(block)
    }
  }
}
