import Bitloom

/// A memory with one port, which reads or writes a word in each cycle.
///
/// Latency of a read 1 or 2 cycles, one access a cycle. While `enable` is 0 nothing is written, and the word at the output
/// stays (with latency 2 a cycle later). No reset touches the words or the output. One block memory up to its size; no flip-
/// flops but, with latency 2, a register of a word. Figures: Docs/Memories.md.
/// Resources of `SinglePortMemory(word: .unsigned(32), depth: 1024, lanes: 4)`: 5 LUT4, 8 blocks of an iCE40 (Yosys 0.23).
/// Each word was 5:
/// ```
/// cycle    0   1   2   3   4   5
/// enable   ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔
/// store    ▁▁▁▁╱▔▔▔╲▁▁▁╱▔▔▔╲▁▁▁▁▁▁▁
/// address  ┃ 4         ┃ 3         ┃
/// value    ┃ 0 ┃ 7 ┃ 0 ┃ 8 ┃ 0     ┃
/// word     ┃ 0 ┃ 5     ┃ 7     ┃ 8 ┃
/// ```
/// ```swift
/// let scratch = Instance("scratch", SinglePortMemory(word: .unsigned(32), depth: 1024, lanes: 4))
/// scratch.enable <== io.request
/// scratch.store <== io.write
/// scratch.address <== io.address
/// scratch.value <== io.value
/// if let mask = scratch.mask { mask <== io.bytes }
/// io.word <== scratch.word
/// ```
/// **Lanes in several blocks.** Where the lanes of a word lie in more than one block (36 bits of an ECP5 have two, 72 of a Xilinx),
/// Yosys 0.23 lets the word of `noChange` change in the blocks of which no lane is written: see Docs/ToolQuirks.md.
///
/// The modes are those of AMD's UG473, under the same names.
public struct SinglePortMemory<S: Shape>: Module {
  public var word: S
  /// Number of words, 1 to 2^24.
  public var depth: Int
  /// Number of bits of the write mask, lanes of equal width; 0 for no mask.
  public var lanes: Int
  /// Cycles from the address to the word, 1 or 2.
  public var latency: Int
  public var writeMode: WriteMode
  /// What the words hold at first; unknown without.
  public var contents: MemoryContents?
  /// What the words are kept in; nil leaves it to synthesis, which goes by the size.
  public var storage: MemoryStorage?

  public init(
    word: S, depth: Int, lanes: Int = 0, latency: Int = 1, writeMode: WriteMode = .noChange,
    contents: MemoryContents? = nil, storage: MemoryStorage? = nil
  ) {
    self.word = word
    self.depth = depth
    self.lanes = lanes
    self.latency = latency
    self.writeMode = writeMode
    self.contents = contents
    self.storage = storage
  }

  public typealias IO = MemoryPort<S.Value>

  public var ports: IO { IO(of: word, depth: depth, lanes: lanes) }
  public var summary: String { "Memory of \(depth) words with one port." }
  public var parameterProblems: [String] {
    MemoryParameters.depth(depth) + MemoryParameters.lanes(lanes, of: word)
      + MemoryParameters.latency(latency, 1...2) + MemoryParameters.contents(contents, depth: depth)
  }

  public func build(_ io: IO) {
    let words = memory("words", word, depth: depth, packed: true, contents: contents)
    words.keep(in: storage, latency: latency)
    io.write(to: words)
    switch writeMode {
    case .noChange: io.word <== io.read(from: words, "words_read", latency: latency, isAlone: true)
    case .readFirst: io.word <== words.read(at: io.address, latency: latency, enable: io.enable)
    case .writeFirst where lanes > 0:
      io.word <== words.read(at: io.address, latency: latency, enable: io.enable, duringWrite: .new)
    case .writeFirst: io.word <== io.readNew(from: words, "words_read", latency: latency)
    }
  }
}

extension SinglePortMemory: CustomReflectable {
  public var customMirror: Mirror {
    var told: [Mirror.Child] = [("word", word), ("depth", depth)]
    if lanes > 0 { told.append(("lanes", lanes)) }
    if latency != 1 { told.append(("latency", latency)) }
    if writeMode != .noChange { told.append(("writeMode", writeMode)) }
    if let contents { told.append(("contents", contents)) }
    if let storage { told.append(("storage", storage)) }
    return Mirror(self, children: told, displayStyle: .struct)
  }
}
