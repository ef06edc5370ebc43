import Bitloom

/// The two clocks of the claims about crossings: one clock with two enables that come from outside. In each step either side has an
/// edge, or both have, or none, as the solver likes: every order of edges that two clocks can come in.
private enum Sides {
  static let write = ClockDomain(enable: "write_edge")
  static let read = ClockDomain(enable: "read_edge")
}

/// Numbered beats cross to another clock in order, none lost and none twice.
///
/// A register that takes what changes at the same edge has the old value in this; that it has neither the old nor the new one is
/// what `AsynchronousFifoClaim` excludes.
struct CrossingClaim: Module {
  enum Crossing: Hashable {
    case fifo(depth: Int)
    case handshake
  }

  var crossing: Crossing
  /// Most beats that are within.
  var capacity: Int

  struct IO: Interface {
    @Input var valid: Signal = .bit
    @Input var ready: Signal = .bit
  }

  var ports: IO { IO() }

  func build(_ io: IO) {
    // So many numbers that one which is lost, or comes twice, is not taken for the right one.
    let number = SignalType.unsigned(below: 2 * capacity + 2)
    let input = wire("input_stream", StreamShape(number))
    let output = wire("output_stream", StreamShape(number))
    let sent = clocked(by: Sides.write) { register("sent", number, reset: 0) }
    let received = clocked(by: Sides.read) { register("received", number, reset: 0) }
    let within = (sent &- received).named("beats_within")
    connect(input, output, within)
    input.payload <== sent
    input.valid <== io.valid
    output.ready <== io.ready
    when(input.fires) { sent <== sent &+ 1 }
    when(output.fires) { received <== received &+ 1 }
    when(output.valid) { assert(output.payload == received, "beat \(received)") }
    assert(within <= capacity, "\(within) beats are within")
    clocked(by: Sides.read) { assertProtocol(of: output, "output") }
  }

  private func connect(_ input: Stream<Signal>, _ output: Stream<Signal>, _ within: Signal) {
    switch crossing {
    case .fifo(let depth):
      let module = AsynchronousFifo(
        payload: input.payload.type, depth: depth, write: Sides.write, read: Sides.read, hasOccupancy: true)
      let fifo = Instance("fifo", module)
      fifo.input <== input
      output <== fifo.output
      guard let written = fifo.writeOccupancy, let read = fifo.readOccupancy else { return }
      assert(written + output.valid >= within, "the writer counts no fewer beats than there are")
      assert(read <= within, "the reader counts no more beats than there are")
    case .handshake:
      let crossing = clocked(by: Sides.read) {
        Instance("crossing", HandshakeSynchroniser(payload: input.payload.type, from: Sides.write))
      }
      crossing.input <== input
      output <== crossing.output
    }
  }
}

/// Numbered beats come out of a buffer between two clocks in order, none lost and none twice, and of its pointers one bit changes at
/// a time: what the other side takes at that moment is the old pointer or the new one, whichever way the bit falls.
///
/// The other assertions say what induction needs: how old the pointers are that each side sees, and where the beats are.
struct AsynchronousFifoClaim: Module {
  var depth: Int

  private var fifo: AsynchronousFifo<SignalType> {
    let pointerWidth = SignalType.unsigned(below: 2 * depth).width
    return AsynchronousFifo(
      payload: SignalType.unsigned(pointerWidth + 1), depth: depth, write: Sides.write, read: Sides.read)
  }

  struct IO: Interface {
    var fifo: AsynchronousFifo<SignalType>.IO
  }

  var ports: IO { IO(fifo: fifo.ports) }

  func build(_ io: IO) {
    let parts = fifo.parts(io.fifo)
    let (input, output) = (io.fifo.input, io.fifo.output)
    let number = input.payload.type
    let sent = clocked(by: Sides.write) { register("sent", number, reset: 0) }
    let received = clocked(by: Sides.read) { register("received", number, reset: 0) }
    assume(input.payload == sent, "beats are numbered")
    when(input.fires) { sent <== sent &+ 1 }
    when(output.fires) { received <== received &+ 1 }
    when(output.valid) { assert(output.payload == received, "beat \(received)") }

    claimCodes(parts)
    claimOrder(parts)
    // The beats in the memory are those behind the one at the output.
    let first = (received &+ output.valid.extended(to: number.width)).named("first")
    let count = (parts.written.binary &- parts.read.binary).named("count")
    assert(sent &- first == count.extended(to: number.width), "those that were sent and have not left")
    for place in 0..<depth {
      let address = (parts.read.binary &+ place).truncated(to: parts.words.addressWidth)
      when(count > place) {
        assert(parts.words.read(at: address) == first &+ constant(place, number), named: "in_memory_\(place)")
      }
    }
  }

  private func claimCodes(_ parts: AsynchronousFifo<SignalType>.Parts) {
    for (name, pointer) in [("written", parts.written), ("read", parts.read)] {
      let change = (pointer.gray ^ pointer.gray.registered("\(name)_before", reset: 0)).named("\(name)_change")
      assert((change & (change &- 1)) == 0, "one bit", named: "\(name)_changes_in_one_bit")
      let code = pointer.binary ^ (pointer.binary >> 1)
      assert(pointer.gray == code, "the code", named: "\(name)_is_the_code")
    }
  }

  /// The pointers as they follow each other: none is ahead of the one it follows, and all are within a depth.
  private func claimOrder(_ parts: AsynchronousFifo<SignalType>.Parts) {
    let readSeen = parts.readSeen.enumerated().map { fifo.binary($1, "read_seen_\($0)") }
    let writtenSeen = parts.writtenSeen.enumerated().map { fifo.binary($1, "written_seen_\($0)") }
    let pointers = readSeen.reversed() + [parts.read.binary] + writtenSeen.reversed() + [parts.written.binary]
    guard let oldest = pointers.first else { return }
    let distances = pointers.map { $0 &- oldest }
    for index in 1..<distances.count {
      assert(distances[index - 1] <= distances[index], "behind the one it follows", named: "follows_\(index)")
    }
    for distance in distances.suffix(1) { assert(distance <= depth, "no further apart", named: "within_a_depth") }
  }
}
