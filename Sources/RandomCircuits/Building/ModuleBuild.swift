import Bitloom
import RTL

/// The building of one module: the signals of its values, and the statements.
struct ModuleBuild {
  let circuit: CircuitReference
  let module: ModulePlan
  let io: RecipeModule.IO
  private var signals: [Signal] = []
  private var states: [Int: any StateSignal] = [:]
  private var memories: [Memory<SignalType>] = []
  private var inputCount = 0

  init(circuit: CircuitReference, module: ModulePlan, io: RecipeModule.IO) {
    self.circuit = circuit
    self.module = module
    self.io = io
  }

  mutating func run() {
    for step in module.steps { build(step) }
  }

  /// Lets a body declare and write in a domain of the circuit.
  private func clocked<Result>(_ area: PlannedArea, _ body: () -> Result) -> Result {
    switch (area.domain.map { circuit.plan.clockDomain($0) }, area.enable.map { signal($0) }) {
    case (nil, nil): body()
    case (let domain?, nil): Bitloom.clocked(by: domain, body)
    case (nil, let enable?): Bitloom.clocked(enable: enable, body)
    case (let domain?, let enable?): Bitloom.clocked(by: domain, enable: enable, body)
    }
  }

  /// The steps make the values in the order of their numbers.
  private mutating func add(_ signal: Signal) {
    let value = signals.count
    signals.append(signal)
    circuit.mismatches.compare(signal.type, module.types[value], "step \(module.stepIDs[value])")
  }

  private func name(_ letter: String, _ value: Int) -> String { "\(letter)\(module.stepIDs[value])" }

  private mutating func build(_ step: PlannedStep) {
    switch step {
    case .input:
      add(io.x[inputCount])
      inputCount += 1
    case .output(let number, let operand): io.y[number] <== signal(operand)
    case .constant(let value, let number): add(constant(number, SignalType(module.types[value])))
    case .pattern(let value, let words): add(constant(Bits(words: words, width: module.types[value].width)))
    case .operation(let value, let op, let operands, let arranged):
      add(BuildOperation.build(op, operands.map(operand), arranged.parameters, name: name("v", value)))
    case .register(let number):
      let planned = module.registers[number]
      let (name, type) = (name("r", planned.value), SignalType(module.types[planned.value]))
      add(
        clocked(planned.area) {
          planned.reset.map { register(name, type, reset: $0) } ?? register(name, type)
        })
    case .registerArray(let first, let count):
      let planned = module.registers[first]
      let (name, type) = (name("a", planned.value), SignalType(module.types[planned.value]))
      let registers = clocked(planned.area) {
        planned.reset.map { register(name, type, count: count, reset: $0) } ?? register(name, type, count: count)
      }
      for register in registers { add(register) }
    case .stateRegister(let number, let kind):
      let planned = module.registers[number]
      let value = planned.value
      let name = name("s", value)
      states[value] = clocked(planned.area) { kind.makeRegister(name, reset: planned.reset) }
      // The code itself is not read; this keeps the place of the value.
      signals.append(constant(0))
    case .stateIs(_, let state, _, let code, let isNegated):
      if let state = states[state] { add(state.holds(code, isNegated: isNegated)) }
    case .wire(let value, let first):
      let wire = Bitloom.wire(name("w", value), SignalType(module.types[value]))
      wire <== signal(first)
      add(wire)
    case .memory(let number):
      let planned = module.memories[number]
      let contents = planned.contents.map { words in
        MemoryContents.words(words.map { Bits(words: $0, width: planned.type.width) })
      }
      memories.append(
        memory("m\(planned.stepID)", SignalType(planned.type), depth: planned.depth, contents: contents))
    case .memoryRead(_, let memory, let address): add(memories[memory].read(at: signal(address)))
    case .memoryPort(_, let port): build(port)
    case .crossing(let source, let registers, let kind): build(registers, from: signal(source), kind)
    case .element(_, let elements, let index): add(elements.map { signal($0) }[signal(index)])
    case .instance(_, let child, let inputs, _, let isInlined, let stepID, let area):
      let instance = clocked(area) {
        Instance("u\(stepID)", RecipeModule(circuit: circuit, index: child), inlined: isInlined)
      }
      for (input, operand) in zip(instance.x, inputs) { input <== signal(operand) }
      for output in instance.y { add(output) }
    case .statements(let statements, let area): clocked(area) { build(statements) }
    }
  }

  private mutating func build(_ port: PlannedMemoryPort) {
    let memory = memories[port.memory]
    let last = port.registers.count - 1
    let name = name("v", module.registers[port.registers[last]].value)
    let mode: ReadDuringWrite =
      switch port.duringWrite {
      case .old: .old
      case .new: .new
      case .undefined: .undefined
      }
    var word = clocked(port.area) {
      memory.read(
        at: signal(port.address), latency: last + 1, enable: port.enable.map(signal), duringWrite: mode, named: name)
    }
    // A memory that another clock writes is left alone by the circuit's rules where it is read.
    if port.area.domain != module.memories[port.memory].domain { word = word.mayCross(as: .heldStill) }
    // The values of the registers before the last one are not read.
    for _ in 0..<last { signals.append(constant(0)) }
    add(word)
  }

  private mutating func build(_ registers: [Int], from source: Signal, _ kind: CrossingKind) {
    var source = source
    for number in registers {
      let planned = module.registers[number]
      let name = name("k", planned.value) + (registers.count > 1 ? "_\(number - registers[0])" : "")
      let type = SignalType(module.types[planned.value])
      let crossing: ClockCrossing = kind == .heldStill ? .heldStill : .synchroniser
      let stage = clocked(planned.area) { register(name, type).mayCross(as: crossing) }
      stage <== source
      add(stage)
      source = stage
    }
  }

  private func operand(_ operand: PlannedOperand) -> BuildOperation.Operand {
    if case .literal(let number) = operand.source { .literal(number) } else { .signal(signal(operand)) }
  }

  private func signal(_ operand: PlannedOperand) -> Signal {
    guard case .value(let value) = operand.source else { return constant(0) }
    var signal = signals[value]
    for conversion in operand.conversions {
      switch conversion {
      case .truncated(let width): signal = signal.truncated(to: width)
      case .extended(let width): signal = signal.extended(to: width)
      case .asSigned: signal = signal.asSigned
      case .asUnsigned: signal = signal.asUnsigned
      case .orReduced: signal = signal.orReduced
      }
    }
    return signal
  }

  private func build(_ statements: [PlannedStatement]) {
    for statement in statements { build(statement) }
  }

  private func build(_ statement: PlannedStatement) {
    switch statement {
    case .assign(let target, let operand): signals[target] <== signal(operand)
    case .assignBits(let target, let high, let low, let operand):
      if high == low {
        signals[target][low] <== signal(operand)
      } else {
        signals[target][high...low] <== signal(operand)
      }
    case .increment(let target, let limit): signals[target].increment(wrappingAt: limit)
    case .when(let branches, let otherwise):
      var chain = when(signal(branches[0].condition)) { build(branches[0].body) }
      for branch in branches.dropFirst() { chain = chain.elseWhen(signal(branch.condition)) { build(branch.body) } }
      if let otherwise { chain.otherwise { build(otherwise) } }
    case .match(let state, _, let arms): states[state]?.match { build(arms[$0]) }
    case .setState(let state, _, let code): states[state]?.drive(code)
    case .chooseState(let state, _, let condition, let code, let otherwise):
      states[state]?.drive(signal(condition), code, otherwise)
    case .writeMemory(let memory, let address, let operand):
      memories[memory].write(signal(operand), at: signal(address))
    case .writeLanes(let memory, let address, let operand, let mask, _):
      memories[memory].write(signal(operand), at: signal(address), mask: signal(mask))
    case .assignElement(let first, let count, let index, let operand):
      Array(signals[first..<first + count])[signal(index)] <== signal(operand)
    case .assignPart(let target, let width, let index, let operand):
      if width == 1 {
        signals[target][signal(index)] <== signal(operand)
      } else {
        signals[target].parts(of: width)[signal(index)] <== signal(operand)
      }
    }
  }
}
