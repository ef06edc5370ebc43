import Bitloom

/// A memory with a port that writes and a port that reads, of one clock or of two.
///
/// Latency of a read 0, 1 or 2 cycles; a write and a read in each cycle. While `load` is 0 the word stays. No reset touches
/// the words or the output. With latency it is block memory, and no flip-flops but a register of a word for latency 2; with
/// latency 0 distributed memory. `duringWrite` says what a read gives when the same word is written at the same edge:
/// `.undefined` costs nothing in any family, and simulation watches that it does not happen. Figures: Docs/Memories.md.
/// Resources of `SimpleDualPortMemory(word: .unsigned(8), depth: 512, duringWrite: .undefined)`: 1 block of an iCE40 (Yosys
/// 0.23).
/// Each word was 5:
/// ```
/// cycle         0   1   2   3   4   5
/// store         ▔▔▔▔╲▁▁▁▁▁▁▁╱▔▔▔╲▁▁▁▁▁▁▁
/// storeAddress  ┃ 4                     ┃
/// value         ┃ 7 ┃ 0     ┃ 8 ┃ 0     ┃
/// load          ▔▔▔▔▔▔▔▔╲▁▁▁╱▔▔▔▔▔▔▔╲▁▁▁
/// loadAddress   ┃ 3 ┃ 4             ┃ 0 ┃
/// word          ┃ 0 ┃ 5 ┃ 7         ┃ 8 ┃
/// ```
/// ```swift
/// let lookup = Instance("lookup", SimpleDualPortMemory(word: .unsigned(8), depth: 512, duringWrite: .undefined))
/// lookup.store <== io.store
/// lookup.storeAddress <== io.index
/// lookup.value <== io.value
/// if let load = lookup.load { load <== io.load }
/// lookup.loadAddress <== io.key
/// io.word <== lookup.word
/// ```
/// **Two clocks.** With `write` and `read` the ports belong to these domains. A word must not be written while it is read:
/// see to it with something that crosses, as the `AsynchronousFifo` does. The read then is `.undefined` and has latency.
public struct SimpleDualPortMemory<S: Shape>: Module {
  public var word: S
  /// Number of words, 1 to 2^24.
  public var depth: Int
  /// Number of bits of the write mask, lanes of equal width; 0 for no mask.
  public var lanes: Int
  /// Cycles from the address to the word: 0, 1 or 2.
  public var latency: Int
  public var duringWrite: ReadDuringWrite
  /// What the words hold at first; unknown without.
  public var contents: MemoryContents?
  /// What the words are kept in; nil leaves it to synthesis, which goes by the size.
  public var storage: MemoryStorage?
  /// The domain of the port that writes; nil for the module's own.
  public var write: ClockDomain?
  /// The domain of the port that reads; nil for the module's own.
  public var read: ClockDomain?

  public init(
    word: S, depth: Int, lanes: Int = 0, latency: Int = 1, duringWrite: ReadDuringWrite = .old,
    contents: MemoryContents? = nil, storage: MemoryStorage? = nil, write: ClockDomain? = nil,
    read: ClockDomain? = nil
  ) {
    self.word = word
    self.depth = depth
    self.lanes = lanes
    self.latency = latency
    self.duringWrite = duringWrite
    self.contents = contents
    self.storage = storage
    self.write = write
    self.read = read
  }

  public struct IO: Interface {
    @Input public var store: Signal
    @Input public var storeAddress: Signal
    @Input public var value: S.Value
    /// Which lanes are written, bit 0 for the lowest; only where there are lanes.
    @Input public var mask: Signal?
    /// Whether a word is read; not with latency 0.
    @Input public var load: Signal?
    @Input public var loadAddress: Signal
    @Output public var word: S.Value
  }

  public var ports: IO {
    IO(
      store: .bit, storeAddress: .unsigned(below: depth), value: word.instantiate(),
      mask: lanes > 0 ? .unsigned(lanes) : nil, load: latency > 0 ? .bit : nil, loadAddress: .unsigned(below: depth),
      word: word.instantiate())
  }
  public var summary: String { "Memory of \(depth) words with a port that writes and one that reads." }
  public var parameterProblems: [String] {
    MemoryParameters.depth(depth) + MemoryParameters.lanes(lanes, of: word)
      + MemoryParameters.latency(latency, 0...2) + MemoryParameters.contents(contents, depth: depth)
      + MemoryParameters.storage(storage, latency: latency) + clockProblems
  }

  private var hasTwoClocks: Bool { write != read }
  private var clockProblems: [String] {
    guard hasTwoClocks else {
      let hasMode = latency == 0 && duringWrite != .old
      return hasMode ? ["duringWrite is \(duringWrite); a read of latency 0 gives the word as it is"] : []
    }
    let needsLatency = latency == 0 ? ["latency is 0; between two clocks it must be 1 or 2"] : []
    let needsUndefined =
      duringWrite == .undefined ? [] : ["duringWrite is \(duringWrite); between two clocks it must be undefined"]
    return needsLatency + needsUndefined
  }

  public func build(_ io: IO) {
    let words = memory("words", word, depth: depth, packed: true, contents: contents)
    words.keep(in: storage, latency: latency)
    clocked(by: write ?? .current) { store(io, in: words) }
    clocked(by: read ?? .current) { io.word <== word(io, from: words) }
  }

  private func store(_ io: IO, in words: Memory<S>) {
    when(io.store) { words.write(io.value, at: io.storeAddress, lanes: io.mask) }
  }

  private func word(_ io: IO, from words: Memory<S>) -> S.Value {
    guard hasTwoClocks else {
      return words.read(at: io.loadAddress, latency: latency, enable: io.load, duringWrite: duringWrite)
    }
    let name = latency == 1 ? "words_read" : "words_read_word"
    let first = words.read(at: io.loadAddress, latency: 1, enable: io.load, duringWrite: .undefined, named: name)
      .mayCross(as: .heldStill)
    guard latency == 2 else { return first }
    let later = register("words_read", word)
    later <== first
    return later
  }
}

extension SimpleDualPortMemory: CustomReflectable {
  public var customMirror: Mirror {
    var told: [Mirror.Child] = [("word", word), ("depth", depth)]
    if lanes > 0 { told.append(("lanes", lanes)) }
    if latency != 1 { told.append(("latency", latency)) }
    if duringWrite != .old { told.append(("duringWrite", duringWrite)) }
    if let contents { told.append(("contents", contents)) }
    if let storage { told.append(("storage", storage)) }
    if let write { told.append(("write", write)) }
    if let read { told.append(("read", read)) }
    return Mirror(self, children: told, displayStyle: .struct)
  }
}
