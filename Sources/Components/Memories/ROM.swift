import Bitloom

/// A table that is only read.
///
/// Latency 0, 1 or 2 cycles, one word a cycle. While `load` is 0 the word stays. No reset touches the output. With latency it
/// is block memory, and no flip-flops but a register of a word for latency 2; with latency 0 lookup tables. Figures:
/// Docs/Memories.md.
/// Resources of `ROM(word: .signed(8), contents: [3, 1, -4, 1, -5, 9])`: 6 LUT4, 5 FF of an iCE40 (Yosys 0.23).
/// ```
/// cycle    1   2   3   4
/// load     ▔▔▔▔╲▁▁▁╱▔▔▔╲▁▁▁
/// address  ┃ 2 ┃ 5     ┃ 0 ┃
/// word     ┃ 3 ┃ -4    ┃ 9 ┃
/// ```
/// ```swift
/// let weights = Instance("weights", ROM(word: .signed(8), contents: [3, 1, -4, 1, -5, 9]))
/// if let load = weights.load { load <== io.next }
/// weights.address <== io.index
/// io.weight <== weights.word
/// ```
/// Larger ones come from a file: `ROM(word: .unsigned(32), depth: 1024, contents: .file("boot.hex"))`.
public struct ROM<S: Shape>: Module {
  public var word: S
  /// Number of words, 1 to 2^24.
  public var depth: Int
  public var contents: MemoryContents
  /// Cycles from the address to the word: 0, 1 or 2.
  public var latency: Int
  /// What the words are kept in; nil leaves it to synthesis, which goes by the size.
  public var storage: MemoryStorage?

  public init(
    word: S, depth: Int, contents: MemoryContents, latency: Int = 1, storage: MemoryStorage? = nil
  ) {
    self.word = word
    self.depth = depth
    self.contents = contents
    self.latency = latency
    self.storage = storage
  }

  /// A table of as many words as there are values.
  public init(word: S, contents: [Int], latency: Int = 1, storage: MemoryStorage? = nil) {
    self.init(word: word, depth: contents.count, contents: .values(contents), latency: latency, storage: storage)
  }

  public struct IO: Interface {
    /// Whether a word is read; not with latency 0.
    @Input public var load: Signal?
    @Input public var address: Signal
    @Output public var word: S.Value
  }

  public var ports: IO {
    IO(load: latency > 0 ? .bit : nil, address: .unsigned(below: depth), word: word.instantiate())
  }
  public var summary: String { "Table of \(depth) words." }
  public var parameterProblems: [String] {
    MemoryParameters.depth(depth) + MemoryParameters.latency(latency, 0...2)
      + MemoryParameters.contents(contents, depth: depth) + MemoryParameters.storage(storage, latency: latency)
  }

  public func build(_ io: IO) {
    let words = memory("words", word, depth: depth, packed: true, contents: contents)
    words.keep(in: storage, latency: latency, isROM: true)
    io.word <== words.read(at: io.address, latency: latency, enable: io.load)
  }
}

extension ROM: CustomReflectable {
  public var customMirror: Mirror {
    var told: [Mirror.Child] = [("word", word), ("depth", depth), ("contents", contents)]
    if latency != 1 { told.append(("latency", latency)) }
    if let storage { told.append(("storage", storage)) }
    return Mirror(self, children: told, displayStyle: .struct)
  }
}
