import RTL

extension Memory {
  /// The word at an address, in the same cycle.
  public func read(
    at address: Signal, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) -> S.Value {
    read(at: address, latency: 0, fileID: fileID, line: line, column: column)
  }

  /// The word at an address, in the same cycle.
  public subscript(
    address: Signal, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) -> S.Value {
    read(at: address, latency: 0, fileID: fileID, line: line, column: column)
  }

  /// The word at an address, `latency` clock edges later.
  ///
  /// Hardware: latency 1 is the register that every block memory has, latency 2 another one behind it, which most block memories
  /// have as well and which shortens the path from the memory. None of them has a reset. While `enable` or a condition of
  /// the surrounding `when` is 0 the port keeps its word.
  ///
  /// What a read gives when the same word is written at the same edge, `duringWrite`:
  /// - `.old`: the word before the edge. Block memories without this mode get a comparator and a bypass register.
  /// - `.new`: the word after the edge. Without `enable` it is a registered address, which suits most block memories. With
  ///   `enable`, or in a domain with a clock enable, the last word is kept in a register of its own.
  /// - `.undefined`: what is cheapest. Simulation gives the old word, and reports the collision as an error.
  ///
  /// - Parameters:
  ///   - latency: 0, 1 or 2. A read of latency 0 gives the word as it is, and has neither `enable` nor `duringWrite`.
  ///   - named: The name of the word in the emitted Verilog; by default the memory's with `_read` behind it.
  public func read(
    at address: Signal, latency: Int, enable: Signal? = nil, duringWrite: ReadDuringWrite = .old,
    named: String? = nil, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) -> S.Value {
    let place = Place(file: fileID, line: line, column: column)
    guard let builder = BuilderContext.builder, builder.accepts(address, at: place) else { return poisoned }
    guard isPossible(latency: latency, enable: enable, duringWrite, builder, at: place) else { return poisoned }
    guard builder.isAddress(address, of: self, at: place) else { return poisoned }
    let port = ReadPort(
      memory: self, builder: builder, address: address, enable: enable, latency: latency, duringWrite: duringWrite,
      givenName: named, place: place)
    return port.value()
  }

  private func isPossible(
    latency: Int, enable: Signal?, _ duringWrite: ReadDuringWrite, _ builder: ModuleBuilder, at place: Place
  ) -> Bool {
    guard (0...2).contains(latency) else {
      builder.report(MemoryDiagnostics.impossibleLatency(name, latency, at: place))
      return false
    }
    if latency == 0, enable != nil || duringWrite != .old {
      let option = enable != nil ? "enable" : "duringWrite"
      builder.report(MemoryDiagnostics.needsLatency(name, option, at: place))
      return false
    }
    guard let enable else { return true }
    return builder.accepts(enable, at: place) && builder.isBit(enable, .condition(of: "enable"), at: place)
  }

  private var poisoned: S.Value { BuilderContext.builder?.poisoned(shape) ?? shape.instantiate() }
}

/// Makes the registers and statements of one read port.
private struct ReadPort<S: Shape> {
  let memory: Memory<S>
  let builder: ModuleBuilder
  let address: Signal
  let enable: Signal?
  let latency: Int
  let duringWrite: ReadDuringWrite
  let givenName: String?
  let place: Place

  /// Whether there are cycles in which nothing is read.
  private var hasEnable: Bool { enable != nil || builder.currentBlock != ModuleDefinition.body }
  /// Whether the port's domain has an enable.
  private var waits: Bool { builder.definition.domains[builder.currentDomain].domain.enable != nil }
  private var placeID: PlaceID { builder.definition.places.add(place) }

  func value() -> S.Value {
    if memory.isPacked { return unpacked() }
    for leaf in memory.fields.map(\.memory) {
      builder.definition.memories[leaf].readPorts.append(
        MemoryReadPort(latency: latency, hasEnable: latency > 0 && hasEnable, duringWrite: duringWrite))
    }
    check()
    if latency == 0, givenName == nil, let single = words(at: address).first as? S.Value { return single }
    let name = givenName ?? builder.readName(of: memory.localName)
    switch latency {
    case 0: return wire(name, words(at: address))
    case 1: return synchronous(name)
    default:
      let word = synchronous("\(name)_word")
      let result = register(name)
      driveAlways(result, signals(of: word))
      return result
    }
  }

  /// The numbers of a word that is read whole.
  private func unpacked() -> S.Value {
    let name = givenName ?? builder.readName(of: memory.localName)
    let width = memory.fields.reduce(0) { $0 + $1.type.width }
    let whole = Memory<SignalType>(
      shape: .unsigned(width), depth: memory.depth, localName: memory.localName, name: memory.name,
      fields: memory.fields.prefix(1).map { MemoryField(path: "", memory: $0.memory, low: 0, type: .unsigned(width)) },
      place: memory.place, isPossible: true)
    let port = ReadPort<SignalType>(
      memory: whole, builder: builder, address: address, enable: enable, latency: latency, duringWrite: duringWrite,
      givenName: latency > 0 ? name : nil, place: place)
    let word = port.value()
    let numbers = memory.fields.map { field in
      let bits = builder.add(.slice(word.expression, low: UInt32(field.low)), .unsigned(field.type.width))
      return builder.reread(bits, signed: field.type.isSigned)
    }
    return wire(name, numbers)
  }

  /// Lets simulation watch the read, if something can go wrong.
  private func check() {
    guard let leaf = memory.fields.first?.memory else { return }
    let isConstant = builder.definition.constantValue(of: address.expression) != nil
    let reachesBeyond = !isConstant && memory.depth < 1 << memory.addressWidth
    guard reachesBeyond || duringWrite == .undefined else { return }
    let check = MemoryReadCheck(
      memory: leaf, address: address.expression, forbidsWrites: duringWrite == .undefined,
      domain: builder.currentDomain, place: placeID)
    whileEnabled { builder.append(.checkRead(check)) }
  }

  private func words(at address: Signal) -> [Signal] {
    memory.fields.map { builder.add(.readMemory($0.memory, address: address.expression), $0.type) }
  }

  private func synchronous(_ name: String) -> S.Value {
    if duringWrite == .new {
      return hasEnable || waits ? newWordKept(name) : wire(name, words(at: registeredAddress(name)))
    }
    let result = register(name)
    let words = words(at: address)
    whileEnabled {
      for (target, word) in zip(signals(of: result), words) {
        builder.drive(target, word.expression, in: builder.currentBlock, at: placeID)
      }
    }
    return result
  }

  /// The address as it was at the last edge: the word there contains what was written at that edge.
  private func registeredAddress(_ name: String) -> Signal {
    let type = builder.type(of: address)
    let register = builder.declare(portName(name, "address"), .register, at: place) {
      SignalType.unsigned(type.width).instantiate()
    }
    builder.drive(register, address.expression, in: ModuleDefinition.body, at: placeID)
    return register
  }

  /// A name beside those of the numbers of a bundle.
  private func portName(_ name: String, _ suffix: String) -> String {
    let numbers = memory.fields.map { builder.definition.memories[$0.memory].name }
    let isTaken = numbers.contains { $0.hasPrefix("\(memory.name)_\(suffix)") }
    return isTaken ? "\(name)_port_\(suffix)" : "\(name)_\(suffix)"
  }

  /// The new word in the cycle after a read, the same word from a register in all other cycles.
  private func newWordKept(_ name: String) -> S.Value {
    let advances = waits ? domainAdvances(name) : nil
    let unwaiting = builder.domainWithoutEnable
    let isFresh = builder.inDomain(unwaiting) {
      builder.declare(portName(name, "fresh"), .register, at: place) { SignalType.bit.instantiate() }
    }
    if builder.currentBlock != ModuleDefinition.body {
      let zero = builder.literal(0, .bit).expression
      builder.drive(isFresh, zero, in: ModuleDefinition.body, at: placeID)
    }
    let reads = [advances, enable].compactMap(\.self)
    let fresh =
      reads.count == 2 ? builder.add(.binary(.and, reads[0].expression, reads[1].expression), .bit) : reads.first
    builder.drive(isFresh, (fresh ?? builder.literal(1, .bit)).expression, in: builder.currentBlock, at: placeID)
    // It takes the word in the cycle after the read, whether its domain advances then or not.
    let kept = builder.inDomain(unwaiting) { register("\(name)_kept") }
    let words = words(at: registeredAddress(name))
    let chosen = zip(words, signals(of: kept)).map { word, old in
      builder.add(
        .mux(condition: isFresh.expression, whenTrue: word.expression, whenFalse: plain(old).expression),
        builder.type(of: word))
    }
    let result = wire(name, chosen)
    driveAlways(kept, signals(of: result))
    return result
  }

  /// Whether the domain of the port advances at the next edge.
  private func domainAdvances(_ name: String) -> Signal {
    let advances = builder.declare(portName(name, "advances"), .wire, at: place) { SignalType.bit.instantiate() }
    // A constant of its own: it stands for the enable of this domain.
    let condition = builder.constant(Bits(1, width: 1), .bit).expression
    builder.controls.advances[condition] = builder.currentDomain
    builder.drive(advances, condition, in: ModuleDefinition.body, at: placeID)
    return advances
  }

  /// The bits as the memory keeps them, which knows no enumerations.
  private func plain(_ signal: Signal) -> Signal { builder.reread(signal, signed: builder.type(of: signal).isSigned) }

  private func register(_ name: String) -> S.Value {
    builder.declare(name, .register, at: place) { memory.shape.instantiate() }
  }

  private func wire(_ name: String, _ words: [Signal]) -> S.Value {
    let result = builder.declare(name, .wire, at: place) { memory.shape.instantiate() }
    driveAlways(result, words)
    return result
  }

  private func driveAlways(_ target: S.Value, _ words: [Signal]) {
    for (signal, word) in zip(signals(of: target), words) {
      builder.drive(signal, word.expression, in: ModuleDefinition.body, at: placeID)
    }
  }

  private func whileEnabled(_ body: () -> Void) {
    guard let enable else { return body() }
    let block = builder.inNewBlock(body)
    let branch = WhenStatement.Branch(condition: enable.expression, block: block, place: placeID)
    builder.append(.when(WhenStatement(branches: [branch], otherwise: nil)))
  }

  private func signals(of value: S.Value) -> [Signal] {
    var visitor = LeafVisitor(path: "")
    value.visitLeaves(&visitor)
    return visitor.leaves.map(\.signal)
  }
}

extension ModuleBuilder {
  /// A name for a word read from a memory: `storage_read`, then `storage_read_2` and up.
  fileprivate func readName(of memory: String) -> String {
    let count = readCounts[memory, default: 0] + 1
    readCounts[memory] = count
    return count == 1 ? "\(memory)_read" : "\(memory)_read_\(count)"
  }
}
