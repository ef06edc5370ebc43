import RTL

/// `depth` words that are written at the clock edge and read without a clock.
///
/// A read of an address beyond the depth gives 0, a write to one is ignored. A register behind `read(at:)` makes the read
/// synchronous; FPGA tools then find a block memory.
public struct Memory<S: Shape> {
  public let shape: S
  public let depth: Int
  let name: String
  // One memory for each number of the bundle.
  let leaves: [MemoryID]
  let place: Place

  /// Number of bits of an address, at least 1.
  public var addressWidth: Int { max(1, 64 - max(depth - 1, 0).leadingZeroBitCount) }

  /// Writes a word at the clock edge, where the surrounding conditions hold.
  public func write(
    _ value: S.Value, at address: Signal, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) {
    let place = Place(file: fileID, line: line, column: column)
    guard let builder = BuilderContext.builder, builder.accepts(address, at: place) else { return }
    guard builder.isAddress(address, of: self, at: place) else { return }
    var visitor = LeafVisitor(path: "")
    value.visitLeaves(&visitor)
    for (leaf, memory) in zip(visitor.leaves, leaves) {
      guard builder.accepts(leaf.signal, at: place) else { return }
      let type = builder.definition.memories[memory].type
      let valueType = builder.type(of: leaf.signal)
      guard type.holds(valueType) else {
        let target = OperandDescription(name: name, type: type)
        builder.report(
          WidthDiagnostics.tooWide(
            target, valueType, wrapping: nil, at: place, declared: .declared("'\(name)'", at: self.place)))
        return
      }
      let write = MemoryWrite(
        memory: memory, address: address.expression, value: builder.widen(leaf.signal, to: type).expression,
        domain: builder.currentDomain, place: builder.definition.places.add(place))
      builder.append(.writeMemory(write))
    }
  }

  /// The word at an address, in the same cycle.
  public func read(
    at address: Signal, fileID: String = #fileID, line: Int = #line, column: Int = #column
  ) -> S.Value {
    let place = Place(file: fileID, line: line, column: column)
    guard let builder = BuilderContext.builder, builder.accepts(address, at: place) else { return poisoned }
    guard builder.isAddress(address, of: self, at: place) else { return poisoned }
    let reads = leaves.map { memory in
      builder.add(.readMemory(memory, address: address.expression), builder.definition.memories[memory].type)
    }
    if let single = reads.first as? S.Value, reads.count == 1 { return single }
    let value = builder.declare("\(name)_read", .wire, at: place) { shape.instantiate() }
    var visitor = LeafVisitor(path: "")
    value.visitLeaves(&visitor)
    for (leaf, read) in zip(visitor.leaves, reads) {
      builder.drive(leaf.signal, read.expression, in: ModuleDefinition.body, at: builder.definition.places.add(place))
    }
    return value
  }
}

extension Memory {
  private var poisoned: S.Value { BuilderContext.builder?.poisoned(shape) ?? shape.instantiate() }
}

/// A memory of `depth` words.
public func memory<S: Shape>(
  _ name: String, _ shape: S, depth: Int, fileID: String = #fileID, line: Int = #line, column: Int = #column
) -> Memory<S> {
  let place = Place(file: fileID, line: line, column: column)
  guard let builder = BuilderContext.builder else {
    return Memory(shape: shape, depth: depth, name: name, leaves: [], place: place)
  }
  if depth < 1 || depth > 1 << 30 { builder.report(MemoryDiagnostics.impossibleDepth(name, depth, at: place)) }
  let base = builder.emittedName(name, at: place)
  var leaves: [MemoryID] = []
  for (path, type) in builder.leafTypes(of: shape) {
    let suffix = LeafVisitor.emittedName(ofPath: path)
    leaves.append(MemoryID(builder.definition.memories.count))
    builder.definition.memories.append(
      MemoryDefinition(
        name: suffix.isEmpty ? base : "\(base)_\(suffix)", depth: min(max(depth, 1), 1 << 30), type: type, place: place)
    )
  }
  return Memory(shape: shape, depth: max(depth, 1), name: base, leaves: leaves, place: place)
}

extension ModuleBuilder {
  /// The types of the numbers of a shape, found by instantiating it in a builder that is thrown away.
  func leafTypes<S: Shape>(of shape: S) -> [(path: String, type: SignalType)] {
    let scratch = ModuleBuilder(name: "shape", elaboration: elaboration)
    scratch.declaration = .wire
    return BuilderContext.$box.withValue(.init(builder: scratch)) {
      var visitor = LeafVisitor(path: "")
      shape.instantiate().visitLeaves(&visitor)
      return visitor.leaves.map { leaf in
        let type = leaf.signal.isPoison ? .bit : scratch.type(of: leaf.signal)
        return (leaf.path, SignalType(width: type.width, isSigned: type.isSigned))
      }
    }
  }

  fileprivate func isAddress<S: Shape>(_ address: Signal, of memory: Memory<S>, at place: Place) -> Bool {
    let type = type(of: address)
    guard !type.isSigned else {
      report(MemoryDiagnostics.signedAddress(memory.name, describe(address), at: place))
      return false
    }
    if let value = definition.constantValue(of: address.expression), value.isLess(thanDepth: memory.depth) == false {
      report(
        MemoryDiagnostics.addressBeyondDepth(
          memory.name, value.decimalString(signed: false), memory.depth, at: place, declared: memory.place))
      return false
    }
    return true
  }
}

extension Bits {
  fileprivate func isLess(thanDepth depth: Int) -> Bool {
    guard let value = int(signed: false) else { return false }
    return value < depth
  }
}
