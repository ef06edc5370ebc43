import Bitloom

/// A buffer with one beat under watch, any of those that come.
///
/// Of each beat it is stated that it leaves after as many others as were within when it came, unchanged. That is order, and that nothing
/// is lost, made up or given twice. The other assertions say where the beat is meanwhile: induction needs them.
struct FifoClaim: Module {
  var fifo: StreamFifo<SignalType>
  /// How much later than it does the beat is claimed to leave: anything but 0 is wrong.
  var mistake = 0

  struct IO: Interface {
    var fifo: StreamFifo<SignalType>.IO
    @Input var watch: Signal = .bit
  }
  var ports: IO { IO(fifo: fifo.ports) }

  func build(_ io: IO) {
    let depth = fifo.depth
    let (input, output) = (io.fifo.input, io.fifo.output)
    let parts = fifo.parts(io.fifo)
    let count = parts.count
    let isWatched = register("is_watched", .bit, reset: 0)
    let beat = register("beat", fifo.payload)
    let ahead = register("ahead", .unsigned(below: depth + 2), reset: 0)
    when(isWatched && output.fires) {
      ahead <== ahead &- 1
      when(ahead == mistake) { isWatched <== 0 }
    }
    when(io.watch && !isWatched && input.fires) {
      isWatched <== 1
      beat <== input.payload
      ahead <== (count - output.fires + mistake).asUnsigned.truncated(to: ahead.width)
    }
    let isNext = (isWatched && ahead == mistake).named("is_next")
    when(isNext && output.fires) { assert(output.payload == beat, named: "right_beat") }
    when(isWatched) { assert(ahead < count, named: "still_within") }

    assert(count <= depth, named: "count_in_range")
    if parts.isFetched == nil { assert(output.valid == (count != 0), named: "shown") }
    let fetched = parts.isFetched ?? constant(0)
    assert(count >= fetched, named: "fetched_is_counted")
    if let read = parts.readPointer, let write = parts.writePointer {
      assert(read < depth && write < depth, named: "pointers_in_range")
      assert(write == place(read, count - fetched), named: "pointers_apart")
      let isInMemory = isWatched && ahead >= fetched
      when(isInMemory) {
        let address = place(read, ahead - fetched)
        assert(parts.words.read(at: address) == beat, named: "in_memory")
      }
    } else {
      when(isWatched && fetched == 0) { assert(parts.words.read(at: constant(0)) == beat, named: "in_memory") }
    }
    if parts.isFetched != nil {
      when(isNext && fetched == 1) { assert(output.payload == beat, named: "at_output") }
    }
  }

  /// So many places behind a pointer.
  private func place(_ pointer: Signal, _ distance: Signal) -> Signal {
    let sum = pointer + distance.asUnsigned.truncated(to: pointer.width + 1)
    return mux(sum >= fifo.depth, sum - fifo.depth, sum).asUnsigned.truncated(to: pointer.width)
  }
}
