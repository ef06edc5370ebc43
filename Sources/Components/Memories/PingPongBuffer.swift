import Bitloom

/// Two banks of words, of which one is filled while the other is read.
///
/// The writer has a bank while `writable` is 1, stores words in any order, and gives the bank away with `filled`, which may
/// come together with the last word. The reader has the oldest full bank while `readable` is 1, reads in any order, and gives
/// it back with `drained`. A bank that has been given away is there for the other side in the next cycle. What is asked for
/// without a bank does nothing.
///
/// Latency of a read 1 or 2 cycles; a write and a read in each cycle. Registers: a bit that says which bank is written, one
/// which is read, and a count of full banks; with latency 2 a word. Memory: one block memory of 2 * `depth` words, the depth
/// rounded up to a power of two. Reset: both banks are empty and the writer's; the words stay.
/// Resources of `PingPongBuffer(word: .unsigned(16), depth: 64)`: 13 LUT4, 4 FF, 1 block of an iCE40 (Yosys 0.23).
/// Two words a bank:
/// ```
/// cycle         0   1   2   3   4   5
/// store         ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁
/// storeAddress  ▁▁▁▁╱▔▔▔╲▁▁▁╱▔▔▔╲▁▁▁▁▁▁▁
/// value         ┃ 1 ┃ 2 ┃ 3 ┃ 4 ┃ 0     ┃
/// filled        ▁▁▁▁╱▔▔▔╲▁▁▁╱▔▔▔╲▁▁▁▁▁▁▁
/// writable      ▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔
/// readable      ▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔
/// load          ▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔
/// loadAddress   ▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔╲▁▁▁╱▔▔▔
/// drained       ▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔╲▁▁▁╱▔▔▔
/// word          ┃ 0         ┃ 1 ┃ 2 ┃ 3 ┃
/// ```
/// ```swift
/// let tile = Instance("tile", PingPongBuffer(word: .unsigned(16), depth: 64))
/// io.input.ready <== tile.writable
/// tile.store <== io.input.fires
/// tile.storeAddress <== place
/// tile.value <== io.input.payload
/// tile.filled <== (io.input.fires && place == 63)
/// when(io.input.fires) { place <== place &+ 1 }
/// tile.load <== io.load
/// tile.loadAddress <== io.index
/// tile.drained <== io.isDone
/// io.word <== tile.word
/// ```
public struct PingPongBuffer<S: Shape>: Module {
  public var word: S
  /// Number of words of a bank, 1 to 2^23.
  public var depth: Int
  /// Cycles from the address to the word, 1 or 2.
  public var latency: Int
  /// What the words are kept in; nil leaves it to synthesis, which goes by the size.
  public var storage: MemoryStorage?

  public init(word: S, depth: Int, latency: Int = 1, storage: MemoryStorage? = nil) {
    self.word = word
    self.depth = depth
    self.latency = latency
    self.storage = storage
  }

  public struct IO: Interface {
    /// Whether the writer has a bank.
    @Output public var writable: Signal
    @Input public var store: Signal
    @Input public var storeAddress: Signal
    @Input public var value: S.Value
    /// Gives the bank to the reader.
    @Input public var filled: Signal
    /// Whether the reader has a bank.
    @Output public var readable: Signal
    @Input public var load: Signal
    @Input public var loadAddress: Signal
    @Output public var word: S.Value
    /// Gives the bank to the writer.
    @Input public var drained: Signal
  }

  public var ports: IO {
    IO(
      writable: .bit, store: .bit, storeAddress: .unsigned(below: depth), value: word.instantiate(), filled: .bit,
      readable: .bit, load: .bit, loadAddress: .unsigned(below: depth), word: word.instantiate(), drained: .bit)
  }
  public var summary: String { "Two banks of \(depth) words, one filled while the other is read." }
  public var parameterProblems: [String] {
    let problem = ["depth is \(depth); it must be from 1 to \(1 << 23)"]
    return (1...1 << 23 ~= depth ? [] : problem) + MemoryParameters.latency(latency, 1...2)
  }

  public func build(_ io: IO) {
    // The bank is the upper bit of the address.
    let words = memory("words", word, depth: 2 << io.storeAddress.width, packed: true)
    words.keep(in: storage, latency: latency)
    let writeBank = register("write_bank", .bit, reset: 0)
    let readBank = register("read_bank", .bit, reset: 0)
    let full = register("full", .unsigned(2), reset: 0)
    io.writable <== (full != 2)
    io.readable <== (full != 0)

    when(io.store && io.writable) { words.write(io.value, at: cat(writeBank, io.storeAddress)) }
    io.word
      <== words.read(
        at: cat(readBank, io.loadAddress), latency: latency, enable: io.load && io.readable, duringWrite: .undefined)

    let fills = (io.filled && io.writable).named("fills")
    let drains = (io.drained && io.readable).named("drains")
    when(fills) { writeBank <== !writeBank }
    when(drains) { readBank <== !readBank }
    when(fills && !drains) {
      full <== full &+ 1
    }.elseWhen(drains && !fills) {
      full <== full &- 1
    }
    if depth < 1 << io.storeAddress.width {
      when(io.store) { assert(io.storeAddress < depth, "word \(io.storeAddress) is stored, of \(depth)") }
      when(io.load) { assert(io.loadAddress < depth, "word \(io.loadAddress) is read, of \(depth)") }
    }
  }
}

extension PingPongBuffer: CustomReflectable {
  public var customMirror: Mirror {
    var told: [Mirror.Child] = [("word", word), ("depth", depth)]
    if latency != 1 { told.append(("latency", latency)) }
    if let storage { told.append(("storage", storage)) }
    return Mirror(self, children: told, displayStyle: .struct)
  }
}
