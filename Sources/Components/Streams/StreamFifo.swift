import Bitloom

/// A synchronous first-in first-out buffer of `depth` beats.
///
/// The oldest beat stands at the output (first word fall-through). `occupancy` counts the beats within. A full buffer takes no
/// beat in the cycle in which it gives one, so that no path leads from one side to the other.
///
/// | storage | latency | one beat a cycle | memory and registers |
/// |---|---|---|---|
/// | `distributed` | 1 | from a depth of 2 | `depth` payloads, read without a clock; two pointers and the count |
/// | `registers` | 1 | from a depth of 2 | the same, in flip-flops |
/// | `block` | 2 | from a depth of 3 | `depth` payloads of block memory; two pointers, the count and a bit |
///
/// The output register of the block memory is the output of the buffer and holds one of the `depth` beats; `ready` of the
/// output leads to the memory's read enable. Reset: empty.
/// Resources of `StreamFifo(payload: .unsigned(8), depth: 16)`: 42 LUT4, 22 FF, 11 carry cells, 1 block of an iCE40 (Yosys 0.23).
/// Two places:
/// ```
/// cycle           0   1   2   3   4   5   6
/// input.payload   ┃ 1 ┃ 2 ┃ 3         ┃ 0     ┃
/// input.valid     ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁
/// input.ready     ▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔
/// output.payload  ┃ 0 ┃ 1         ┃ 2 ┃ 3 ┃ 2 ┃
/// output.valid    ▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁
/// output.ready    ▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔
/// occupancy       ┃ 0 ┃ 1 ┃ 2     ┃ 1     ┃ 0 ┃
/// ```
/// ```swift
/// let queue = StreamFifo(payload: .unsigned(16), depth: 512, storage: .block, almostFull: 500)
/// let fifo = Instance("fifo", queue)
/// fifo.input <== io.input
/// io.output <== fifo.output
/// if let almostFull = fifo.almostFull { io.pause <== almostFull }
/// ```
public struct StreamFifo<S: Shape>: Module {
  public var payload: S
  /// Number of beats it holds, at least 1; not necessarily a power of two.
  public var depth: Int
  public var storage: MemoryStorage
  /// The occupancy from which on `almostFull` is 1; nil for no such port.
  public var almostFull: Int?
  /// The occupancy up to which `almostEmpty` is 1; nil for no such port.
  public var almostEmpty: Int?

  public init(
    payload: S, depth: Int, storage: MemoryStorage = .distributed, almostFull: Int? = nil, almostEmpty: Int? = nil
  ) {
    self.payload = payload
    self.depth = depth
    self.storage = storage
    self.almostFull = almostFull
    self.almostEmpty = almostEmpty
  }

  public struct IO: Interface {
    @Flipped public var input: Stream<S.Value>
    public var output: Stream<S.Value>
    /// Number of beats within.
    @Output public var occupancy: Signal
    /// Whether there are as many beats as the threshold says, or more.
    @Output public var almostFull: Signal?
    /// Whether there are as few beats as the threshold says, or fewer.
    @Output public var almostEmpty: Signal?
  }

  public var ports: IO {
    IO(
      input: Stream(of: payload), output: Stream(of: payload), occupancy: .unsigned(below: depth + 1),
      almostFull: almostFull == nil ? nil : .bit, almostEmpty: almostEmpty == nil ? nil : .bit)
  }

  public var summary: String { "First-in first-out buffer of \(depth) beats." }

  public var parameterProblems: [String] {
    guard 1...1 << 24 ~= depth else { return ["depth is \(depth); it must be from 1 to \(1 << 24)"] }
    var problems: [String] = []
    if let almostFull, !(1...depth ~= almostFull) {
      problems.append("almostFull is \(almostFull); it must be from 1 to depth, \(depth)")
    }
    if let almostEmpty, !(0..<depth ~= almostEmpty) {
      problems.append("almostEmpty is \(almostEmpty); it must be from 0 to \(depth - 1), less than depth")
    }
    return problems
  }

  public func build(_ io: IO) { _ = parts(io) }

  /// What is within, which a proof speaks about.
  package struct Parts {
    package var words: Memory<S>
    /// Nil with a single place.
    package var readPointer: Signal?
    package var writePointer: Signal?
    package var count: Signal
    /// Whether the output holds a beat that has left the memory; nil where it shows the memory's.
    package var isFetched: Signal?
  }

  /// Makes the hardware.
  package func parts(_ io: IO) -> Parts {
    let storage = memory("storage", payload, depth: depth)
    let occupancy = register("count", .unsigned(below: depth + 1), reset: 0)
    storage.keep(in: self.storage, latency: self.storage == .block ? 1 : 0)

    var parts = Parts(words: storage, count: occupancy)
    if self.storage == .block { parts.isFetched = register("is_fetched", .bit, reset: 0) }
    // Of a power of two the highest bit tells.
    io.input.ready <== (depth & (depth - 1) == 0 ? occupancy < depth : occupancy != depth)
    io.output.valid <== (parts.isFetched ?? (occupancy != 0))
    io.occupancy <== occupancy
    if let port = io.almostFull, let almostFull { port <== (occupancy >= almostFull) }
    if let port = io.almostEmpty, let almostEmpty { port <== (occupancy <= almostEmpty) }

    if depth > 1 {
      parts.writePointer = register("write_pointer", .unsigned(storage.addressWidth), reset: 0)
      parts.readPointer = register("read_pointer", .unsigned(storage.addressWidth), reset: 0)
    }
    when(io.input.fires) {
      storage.write(io.input.payload, at: parts.writePointer ?? constant(0))
      parts.writePointer?.increment(wrappingAt: depth)
    }
    if let isFetched = parts.isFetched { fetch(io, parts, isFetched) } else { show(io, parts) }

    // One adder counts both ways: by 1, or by all ones, which is -1.
    let leaves = io.output.fires.named("leaves")
    let step =
      occupancy.width == 1
      ? constant(1) : cat(leaves.repeated(occupancy.width - 1), constant(1)).named("occupancy_step")
    when(io.input.fires ^ leaves) { occupancy <== occupancy &+ step }
    return parts
  }

  /// The oldest word of the memory is the output.
  private func show(_ io: IO, _ parts: Parts) {
    when(io.output.fires) { parts.readPointer?.increment(wrappingAt: depth) }
    io.output.payload <== parts.words.read(at: parts.readPointer ?? constant(0))
  }

  /// The oldest word of the memory goes to the output as soon as that is free.
  private func fetch(_ io: IO, _ parts: Parts, _ isFetched: Signal) {
    // All beats but the one at the output are in the memory. A word that is read was written before.
    let fetches = ((!isFetched || io.output.ready) && parts.count != isFetched).named("fetches")
    io.output.payload
      <== parts.words.read(
        at: parts.readPointer ?? constant(0), latency: 1, enable: fetches, duringWrite: .undefined)
    when(fetches) {
      isFetched <== 1
      parts.readPointer?.increment(wrappingAt: depth)
    }.elseWhen(io.output.ready) {
      isFetched <== 0
    }
  }
}

// Told is what is chosen.
extension StreamFifo: CustomReflectable {
  public var customMirror: Mirror {
    var told: [Mirror.Child] = [("payload", payload), ("depth", depth)]
    if storage != .distributed { told.append(("storage", storage)) }
    if let almostFull { told.append(("almostFull", almostFull)) }
    if let almostEmpty { told.append(("almostEmpty", almostEmpty)) }
    return Mirror(self, children: told, displayStyle: .struct)
  }
}
