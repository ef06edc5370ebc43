import Bitloom
import Components

/// An access of a word through a cache.
struct CacheRequest: Interface {
  /// Of the word.
  var address: Signal
  var isWrite: Signal = .bit
  var data: Signal = .unsigned(32)
  /// The bytes that a write changes.
  var strobes: Signal = .unsigned(4)
}

/// A line that is to be read from memory or written to it. Its words follow on another stream.
struct LineCommand: Interface {
  var isWrite: Signal = .bit
  /// Of the line.
  var address: Signal
}

/// A direct-mapped cache that writes back: a line goes to memory when another one takes its place, if it was changed.
///
/// A hit takes a cycle; `readData` follows in the next one. A miss takes `wordsPerLine + 2` cycles more and what the memory
/// takes, and `wordsPerLine + 1` more when a line has to be written first. Registers: two bits a line and a few; memories: tags
/// and words. Reset: all empty.
struct Cache: Module {
  var lines = 16
  var wordsPerLine = 4
  /// Bits of the address of a word.
  var addressWidth = 12

  enum State: HardwareEnum { case lookup, evictCommand, evict, fillCommand, fill }

  struct IO: Interface {
    @Flipped var request: Stream<CacheRequest>
    @Output var readData: Signal = .unsigned(32)
    @Output var readValid: Signal = .bit
    var command: Stream<LineCommand>
    var evicted: Stream<Signal>
    @Flipped var filled: Stream<Signal>
  }
  var ports: IO {
    IO(
      request: Stream(CacheRequest(address: .unsigned(max(addressWidth, 1)))),
      command: Stream(LineCommand(address: .unsigned(max(addressWidth - offsetBits, 1)))),
      evicted: Stream(of: .unsigned(32)), filled: Stream(of: .unsigned(32)))
  }
  var parameterProblems: [String] {
    let sizes = [("lines", lines), ("wordsPerLine", wordsPerLine)].filter { $1 < 2 || $1 & ($1 - 1) != 0 }
    if !sizes.isEmpty { return sizes.map { "\($0) is \($1); it must be a power of two, at least 2" } }
    let least = indexBits + offsetBits + 1
    return addressWidth >= least ? [] : ["addressWidth is \(addressWidth); it must be at least \(least)"]
  }

  private var offsetBits: Int { max(wordsPerLine, 1).trailingZeroBitCount }
  private var indexBits: Int { max(lines, 1).trailingZeroBitCount }

  func build(_ io: IO) {
    let request = io.request.payload
    let tag = request.address[(addressWidth - 1)...(indexBits + offsetBits)]
    let index = request.address[(indexBits + offsetBits - 1)...offsetBits]
    let line = request.address[(addressWidth - 1)...offsetBits]

    let state = register("state", reset: State.lookup)
    let count = register("word_count", .unsigned(offsetBits), reset: 0)
    let isFilled = register("is_filled", .unsigned(lines), reset: 0)
    let isChanged = register("is_changed", .unsigned(lines), reset: 0)
    let tags = memory("tags", .unsigned(tag.width), depth: lines)
    let words = memory("words", .unsigned(32), depth: lines * wordsPerLine)

    let lineBit = (constant(1, .unsigned(lines)) &<< index).named("line_bit")
    let oldTag = tags.read(at: index)
    let isHit = (state == .lookup && isFilled[index] && oldTag == tag).named("is_hit")
    let address = mux(state == .lookup, request.address[(indexBits + offsetBits - 1)...0], cat(index, count))
    let word = words.read(at: address.named("word_address")).named("word")

    io.request.ready <== isHit
    io.readValid <== (io.request.fires && !request.isWrite).registered("read_valid_register", reset: 0)
    let readData = register("read_data_register", .unsigned(32), reset: 0)
    io.readData <== readData
    io.command.valid <== state == .evictCommand || state == .fillCommand
    io.command.payload.isWrite <== state == .evictCommand
    io.command.payload.address <== mux(state == .evictCommand, cat(oldTag, index), line)
    io.evicted.valid <== state == .evict
    io.evicted.payload <== mux(state == .evict, word, 0)
    io.filled.ready <== state == .fill

    match(state) {
      switch $0 {
      case .lookup:
        when(io.request.fires) {
          when(request.isWrite) {
            words.write(merged(request, word), at: address)
            isChanged <== isChanged | lineBit
          } otherwise: {
            readData <== word
          }
        }.elseWhen(io.request.valid) {
          state <== mux(isFilled[index] && isChanged[index], .evictCommand, .fillCommand)
        }
      case .evictCommand:
        when(io.command.fires) { state <== .evict }
      case .evict:
        when(io.evicted.fires) {
          count <== count &+ 1
          when(count == wordsPerLine - 1) { state <== .fillCommand }
        }
      case .fillCommand:
        when(io.command.fires) { state <== .fill }
      case .fill:
        when(io.filled.fires) {
          words.write(io.filled.payload, at: address)
          count <== count &+ 1
          when(count == wordsPerLine - 1) {
            tags.write(tag, at: index)
            isFilled <== isFilled | lineBit
            isChanged <== isChanged & ~lineBit
            state <== .lookup
          }
        }
      }
    }
  }

  private func merged(_ request: CacheRequest, _ word: Signal) -> Signal {
    cat(
      (0..<4).reversed().map { lane in
        let (high, low) = (8 * lane + 7, 8 * lane)
        return mux(request.strobes[lane], request.data[high...low], word[high...low])
      })
  }
}
