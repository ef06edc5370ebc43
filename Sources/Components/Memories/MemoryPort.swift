import Bitloom

/// What the word of a port does in a cycle in which the port writes.
public enum WriteMode: Hashable, Sendable, CaseIterable {
  /// It stays. Every family has it at no cost.
  case noChange
  /// It becomes the word that was there before. Blocks of Xilinx and ECP5 do that; the iCE40 gets a bypass register and a
  /// comparison of addresses.
  case readFirst
  /// It becomes the word that is there afterwards. As for `readFirst`; with lanes Yosys finds the mode of no block, and the
  /// last word is kept in registers.
  case writeFirst
}

/// A port of a memory that reads or writes a word in each cycle, as the memory has it.
///
/// Wires alone: registers and latency are those of the memory behind it.
/// ```swift
/// struct IO: Interface {
///   var processor: MemoryPort<Signal>
///   var accelerator: MemoryPort<Signal>
/// }
/// ```
/// Of a memory with a latency of 1:
/// ```
/// cycle    0   1   2   3   4
/// enable   ▔▔▔▔▔▔▔▔╲▁▁▁╱▔▔▔╲▁▁▁
/// store    ▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
/// address  ┃ 4     ┃ 3     ┃ 0 ┃
/// value    ┃ 7 ┃ 0             ┃
/// word     ┃ 0     ┃ 7     ┃ 5 ┃
/// ```
public struct MemoryPort<Word: Bundle>: Interface {
  /// Whether there is an access.
  @Input public var enable: Signal
  /// Whether the access is a write.
  @Input public var store: Signal
  @Input public var address: Signal
  @Input public var value: Word
  /// Which lanes are written, bit 0 for the lowest; only where there are lanes.
  @Input public var mask: Signal?
  @Output public var word: Word

  /// The port of a memory of `depth` words, with this many bits of a mask.
  public init<S: Shape>(of shape: S, depth: Int, lanes: Int = 0) where S.Value == Word {
    _enable = Input(wrappedValue: .bit)
    _store = Input(wrappedValue: .bit)
    _address = Input(wrappedValue: .unsigned(below: depth))
    _value = Input(wrappedValue: shape.instantiate())
    _mask = Input(wrappedValue: lanes > 0 ? .unsigned(lanes) : nil)
    _word = Output(wrappedValue: shape.instantiate())
  }

  /// Whether the port writes in this cycle.
  var stores: Signal { enable && store }

  func write<S: Shape>(to words: Memory<S>) where S.Value == Word {
    when(stores) { words.write(value, at: address, lanes: mask) }
  }

  /// The word, read in the cycles in which the port does not write.
  ///
  /// - Parameter isAlone: Whether no other port writes.
  func read<S: Shape>(from words: Memory<S>, _ name: String, latency: Int, isAlone: Bool) -> Word
  where S.Value == Word {
    words.read(
      at: address, latency: latency, enable: enable && !store, duringWrite: isAlone ? .old : .undefined, named: name)
  }

  /// The word, read in every access; in writes it is the one that is there afterwards. For writes of whole words.
  func readNew<S: Shape>(from words: Memory<S>, _ name: String, latency: Int) -> Word where S.Value == Word {
    let next = register(latency == 1 ? name : "\(name)_word", words.shape)
    let stored = words.read(at: address, latency: 0, named: "stored")
    when(enable) {
      when(store) {
        next <== value
      } otherwise: {
        next <== stored
      }
    }
    guard latency == 2 else { return next }
    let later = register(name, words.shape)
    later <== next
    return later
  }
}
