import Bitloom

/// A memory with two ports of one clock, each of which reads or writes a word in each cycle.
///
/// For Xilinx and ECP5, whose blocks have two such ports. An iCE40 has none: there the words become flip-flops, or, with
/// `storage: .block`, Yosys refuses the memory. Ports of two clocks are a mistake of the language (R005).
///
/// Latency of a read 1 or 2 cycles, an access of each port in each cycle. A word stays while its port writes or has no
/// access. No reset touches the words or the outputs. No flip-flops but, with latency 2, two registers of a word. That both
/// ports write a word at one edge, or one reads what the other writes, is undefined in the blocks: simulation reports it as
/// an error. Yosys gives port `b` the last word and spends a comparison of the addresses on it. Figures: Docs/Memories.md.
/// Resources of `TrueDualPortMemory(word: .unsigned(4), depth: 16)`: 219 LUT4, 72 FF of an iCE40 (Yosys 0.23).
/// Each word was 5:
/// ```
/// cycle      0   1   2   3
/// a.store    ▁▁▁▁╱▔▔▔╲▁▁▁▁▁▁▁
/// a.address  ┃ 7 ┃ 4 ┃ 7     ┃
/// a.value    ┃ 0 ┃ 9 ┃ 0     ┃
/// a.word     ┃ 0 ┃ 5         ┃
/// b.store    ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
/// b.address  ┃ 3     ┃ 4     ┃
/// b.word     ┃ 0 ┃ 5     ┃ 9 ┃
/// ```
/// Where the lanes of a word lie in several blocks a masked write may change the word, as for `SinglePortMemory`.
/// ```swift
/// let shared = Instance("shared", TrueDualPortMemory(word: .unsigned(18), depth: 1024))
/// io.processor <== shared.a
/// io.accelerator <== shared.b
/// ```
public struct TrueDualPortMemory<S: Shape>: Module {
  public var word: S
  /// Number of words, 1 to 2^24.
  public var depth: Int
  /// Number of bits of the write masks, lanes of equal width; 0 for no mask.
  public var lanes: Int
  /// Cycles from the address to the word, 1 or 2.
  public var latency: Int
  /// What the words hold at first; unknown without.
  public var contents: MemoryContents?
  /// What the words are kept in; nil leaves it to synthesis.
  public var storage: MemoryStorage?

  public init(
    word: S, depth: Int, lanes: Int = 0, latency: Int = 1, contents: MemoryContents? = nil,
    storage: MemoryStorage? = nil
  ) {
    self.word = word
    self.depth = depth
    self.lanes = lanes
    self.latency = latency
    self.contents = contents
    self.storage = storage
  }

  public struct IO: Interface {
    public var a: MemoryPort<S.Value>
    public var b: MemoryPort<S.Value>
  }

  public var ports: IO {
    IO(
      a: MemoryPort(of: word, depth: depth, lanes: lanes), b: MemoryPort(of: word, depth: depth, lanes: lanes))
  }
  public var summary: String { "Memory of \(depth) words with two ports." }
  public var parameterProblems: [String] {
    MemoryParameters.depth(depth) + MemoryParameters.lanes(lanes, of: word)
      + MemoryParameters.latency(latency, 1...2) + MemoryParameters.contents(contents, depth: depth)
  }

  public func build(_ io: IO) {
    let words = memory("words", word, depth: depth, packed: true, contents: contents)
    words.keep(in: storage, latency: latency)
    io.a.write(to: words)
    io.b.write(to: words)
    io.a.word <== io.a.read(from: words, "a_read", latency: latency, isAlone: false)
    io.b.word <== io.b.read(from: words, "b_read", latency: latency, isAlone: false)
    when(io.a.stores && io.b.stores) {
      assert(io.a.address != io.b.address, "both ports write word \(io.a.address)", named: "one_writer")
    }
  }
}

extension TrueDualPortMemory: CustomReflectable {
  public var customMirror: Mirror {
    var told: [Mirror.Child] = [("word", word), ("depth", depth)]
    if lanes > 0 { told.append(("lanes", lanes)) }
    if latency != 1 { told.append(("latency", latency)) }
    if let contents { told.append(("contents", contents)) }
    if let storage { told.append(("storage", storage)) }
    return Mirror(self, children: told, displayStyle: .struct)
  }
}
