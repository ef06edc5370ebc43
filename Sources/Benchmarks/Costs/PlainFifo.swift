import Bitloom
import Components

/// A buffer with two pointers and a count, as textbooks have it. From block memory the oldest word is fetched as soon as the output
/// is free.
struct PlainFifo: Module {
  var width: Int
  var depth: Int
  var storage: MemoryStorage

  typealias IO = StreamFifo<SignalType>.IO
  var ports: IO { StreamFifo(payload: .unsigned(width), depth: depth, storage: storage).ports }

  func build(_ io: IO) {
    let words = memory("words", .unsigned(width), depth: depth)
    let writePointer = register("write_pointer", .unsigned(below: depth), reset: 0)
    let readPointer = register("read_pointer", .unsigned(below: depth), reset: 0)
    let isPushed = io.input.fires.named("is_pushed")
    let isPopped = wire("is_popped", .bit)
    // Those in the memory, and the one at the output of a block.
    let inMemory = register("in_memory", .unsigned(below: depth + 1), reset: 0)
    inMemory <== (inMemory &+ isPushed.extended(to: inMemory.width) &- isPopped.extended(to: inMemory.width))
    when(isPushed) {
      words.write(io.input.payload, at: writePointer)
      writePointer <== mux(writePointer == depth - 1, 0, writePointer &+ 1)
    }
    when(isPopped) { readPointer <== mux(readPointer == depth - 1, 0, readPointer &+ 1) }

    if storage == .block {
      attribute("ram_style", .text("block"), on: words)
      let isValid = register("is_valid", .bit, reset: 0)
      let count = (inMemory + isValid).truncated(to: inMemory.width)
      io.input.ready <== (count != depth)
      io.occupancy <== count
      isPopped <== (inMemory != 0 && (!isValid || io.output.ready))
      when(!isValid || io.output.ready) { isValid <== (inMemory != 0) }
      io.output.valid <== isValid
      io.output.payload <== words.read(at: readPointer, latency: 1, enable: isPopped, duringWrite: .undefined)
    } else {
      if storage == .registers { attribute("ram_style", .text("registers"), on: words) }
      io.input.ready <== (inMemory != depth)
      io.occupancy <== inMemory
      io.output.valid <== (inMemory != 0)
      isPopped <== io.output.fires
      io.output.payload <== words.read(at: readPointer)
    }
  }
}
