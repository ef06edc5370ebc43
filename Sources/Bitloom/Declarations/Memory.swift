import RTL

/// `depth` words that are written at the clock edge and read at once or some edges later, through any number of ports: every
/// `read` and every `write` is one.
///
/// ```swift
/// let storage = memory("storage", .unsigned(32), depth: 1024, contents: .repeated(0))
/// when(io.store) { storage.write(io.value, at: io.address, mask: io.bytes) }
/// io.word <== storage.read(at: io.address, latency: 1, enable: io.load, duringWrite: .undefined)
/// ```
/// **Hardware.** A memory whose reads all have a latency becomes block memory in an FPGA, one with a read of latency 0
/// becomes distributed memory or registers. No reset touches the words; without contents they are unknown before they are
/// written.
///
/// **Writes.** What stands in a `when` writes where the conditions hold. Of several writes to one bit at one edge the later
/// statement holds.
///
/// **Addresses** are unsigned and have `addressWidth` bits. At an address beyond the depth nothing is written and 0 is read, in
/// every engine and after synthesis; in simulation it is an error that is told when the simulation is completed.
///
/// **Bundles and enumerations** are words too. A bundle is kept in a memory for each of its numbers or, with `packed: true`, in
/// one whose words hold the numbers side by side, the first one most significant: that takes fewer blocks when they are
/// narrow.
public struct Memory<S: Shape> {
  public let shape: S
  public let depth: Int
  /// As the designer calls it, and as it is emitted.
  let localName: String
  let name: String
  /// Where the numbers of a word are kept, in their declared order.
  let fields: [MemoryField]
  let place: Place
  /// Whether there can be such a memory; otherwise the mistake has been reported.
  let isPossible: Bool

  /// Whether several numbers share one memory.
  var isPacked: Bool { fields.count > 1 && fields.first?.memory == fields.last?.memory }

  /// Number of bits of an address, at least 1.
  public var addressWidth: Int { max(1, 64 - max(depth - 1, 0).leadingZeroBitCount) }
}

/// The place of a number in the words of a memory.
struct MemoryField {
  /// How the designer reaches it in a word, such as `red`; empty for the word itself.
  let path: String
  let memory: MemoryID
  /// Its lowest bit.
  let low: Int
  let type: SignalType
}

/// A memory of `depth` words, which hold `contents` at first.
///
/// A memory that is never written is a ROM: it needs contents. With `packed` the numbers of a bundle share one memory.
public func memory<S: Shape>(
  _ name: String, _ shape: S, depth: Int, packed: Bool = false, contents: MemoryContents? = nil,
  fileID: String = #fileID, line: Int = #line, column: Int = #column
) -> Memory<S> {
  let place = Place(file: fileID, line: line, column: column)
  guard let builder = BuilderContext.builder else {
    return Memory(shape: shape, depth: depth, localName: name, name: name, fields: [], place: place, isPossible: false)
  }
  let isPossible = depth >= 1 && depth <= 1 << 30
  if !isPossible { builder.report(MemoryDiagnostics.impossibleDepth(name, depth, at: place)) }
  let base = builder.emittedName(name, at: place)
  let numbers = builder.leafTypes(of: shape)
  let words = isPossible ? contents?.words(of: name, numbers.map(\.type), depth: depth, in: builder, at: place) : nil
  let width = numbers.reduce(0) { $0 + $1.type.width }
  var fields: [MemoryField] = []
  func add(_ name: String, _ type: SignalType, _ contents: [Bits]?) -> MemoryID {
    var definition = MemoryDefinition(name: name, depth: min(max(depth, 1), 1 << 30), type: type, place: place)
    definition.contents = contents
    builder.definition.memories.append(definition)
    return MemoryID(builder.definition.memories.count - 1)
  }
  let shared = packed && numbers.count > 1 ? add(base, .unsigned(width), words) : nil
  var low = width
  for (path, type) in numbers {
    low -= type.width
    if let shared {
      fields.append(MemoryField(path: path, memory: shared, low: low, type: type))
      continue
    }
    let suffix = LeafVisitor.emittedName(ofPath: path)
    let contents = words?.map { $0.slice(low: low, width: type.width) }
    let own = add(suffix.isEmpty ? base : "\(base)_\(suffix)", type, contents)
    fields.append(MemoryField(path: path, memory: own, low: 0, type: type))
  }
  return Memory(
    shape: shape, depth: max(depth, 1), localName: name, name: base, fields: fields, place: place,
    isPossible: isPossible)
}

/// A memory of as many words as there are values.
public func memory<S: Shape>(
  _ name: String, _ shape: S, contents: [Int], fileID: String = #fileID, line: Int = #line, column: Int = #column
) -> Memory<S> {
  memory(
    name, shape, depth: contents.count, contents: .values(contents), fileID: fileID, line: line, column: column)
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

  /// Whether a signal can be an address of the memory; otherwise the mistake has been reported.
  func isAddress<S: Shape>(_ address: Signal, of memory: Memory<S>, at place: Place) -> Bool {
    // What is wrong with the depth would only be told again.
    guard memory.isPossible else { return false }
    let type = type(of: address)
    let (name, width, depth) = (memory.name, memory.addressWidth, memory.depth)
    guard !type.isSigned else {
      report(MemoryDiagnostics.signedAddress(name, describe(address), at: place))
      return false
    }
    if let value = definition.constantValue(of: address.expression) {
      if value.int(signed: false).map({ $0 < depth }) == true { return true }
      let text = value.decimalString(signed: false)
      report(MemoryDiagnostics.addressBeyondDepth(name, text, depth, at: place, declared: memory.place))
      return false
    }
    if type.width == width { return true }
    let describe = type.width > width ? MemoryDiagnostics.addressTooWide : MemoryDiagnostics.addressTooNarrow
    report(describe(name, self.describe(address), width, depth, place, memory.place))
    return false
  }
}
