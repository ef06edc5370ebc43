import Bitloom

/// A first-in first-out buffer between two clocks.
///
/// The pointers cross as Gray codes, of which one bit changes at a time; a pointer that arrives late makes the buffer look
/// fuller to the writer and emptier to the reader than it is, never the other way round. Latency: 1 cycle of `write`, then
/// `stages` + 1 cycles of `read`. One beat a cycle on each side, as far as the depth covers the crossing (8 and more with 2
/// stages and clocks alike). Holds `depth` + 1 beats: the oldest one is kept in a register at the output. Registers: 2
/// pointers in binary and 2 in Gray code, 2 * `stages` synchronised ones, a payload; memory: `depth` payloads, read without a
/// clock. Reset: empty; both resets must come together.
///
/// Source: C. E. Cummings, Simulation and Synthesis Techniques for Asynchronous FIFO Design, SNUG 2002, style #1.
public struct AsynchronousFifo<S: Shape>: Module {
  public var payload: S
  /// Number of beats in the memory: a power of two from 2 to 65,536.
  public var depth: Int
  /// The domain of the input.
  public var write: ClockDomain
  /// The domain of the output.
  public var read: ClockDomain
  /// Number of registers of the synchronisers, 2 to 8.
  public var stages: Int

  public init(payload: S, depth: Int, write: ClockDomain, read: ClockDomain, stages: Int = 2) {
    self.payload = payload
    self.depth = depth
    self.write = write
    self.read = read
    self.stages = stages
  }

  public struct IO: Interface {
    /// In the domain `write`.
    @Flipped public var input: Stream<S.Value>
    /// In the domain `read`.
    public var output: Stream<S.Value>
  }

  public var ports: IO { IO(input: Stream(of: payload), output: Stream(of: payload)) }

  public var summary: String {
    "First-in first-out buffer of \(depth) beats from '\(write.clock)' to '\(read.clock)'."
  }

  public var parameterProblems: [String] {
    let isPossible = (2...1 << 16).contains(depth) && depth.nonzeroBitCount == 1
    return (isPossible ? [] : ["depth is \(depth); it must be a power of two from 2 to 65536"])
      + problems(ofStages: stages)
  }

  public func build(_ io: IO) {
    let storage = memory("storage", payload, depth: depth)
    let width = storage.addressWidth + 1
    let (written, writtenGray) = clocked(by: write) { pointer("written", width) }
    let (read, readGray) = clocked(by: read) { pointer("read", width) }

    clocked(by: write) {
      let readBefore = synchronise("read_seen", readGray, stages: stages, reset: 0)
      // Full when the pointers are a whole depth apart: in Gray code the two upper bits differ, and no other.
      let upper = ~readBefore[width - 1...width - 2]
      let isFull = width > 2 ? writtenGray == cat(upper, readBefore[width - 3...0]) : writtenGray == upper
      io.input.ready <== !isFull
      when(io.input.fires) {
        storage.write(io.input.payload, at: written[width - 2...0])
        advance(written, writtenGray)
      }
    }

    clocked(by: self.read) {
      let writtenBefore = synchronise("written_seen", writtenGray, stages: stages, reset: 0)
      let isKept = register("is_kept", SignalType.bit, reset: 0)
      let kept = register("kept", payload).mayCross(as: .heldStill)
      io.output.valid <== isKept
      io.output.payload <== kept
      when((readGray != writtenBefore) && (!isKept || io.output.ready)) {
        kept <== storage.read(at: read[width - 2...0])
        isKept <== 1
        advance(read, readGray)
      }.elseWhen(io.output.ready) {
        isKept <== 0
      }
    }
  }

  /// A pointer, and the same in Gray code in a register of its own: what crosses must come straight from a register.
  private func pointer(_ name: String, _ width: Int) -> (binary: Signal, gray: Signal) {
    (
      register("\(name)_pointer", SignalType.unsigned(width), reset: 0),
      register("\(name)_gray", SignalType.unsigned(width), reset: 0)
    )
  }

  private func advance(_ pointer: Signal, _ gray: Signal) {
    let next = pointer &+ 1
    pointer <== next
    gray <== next ^ (next >> 1)
  }
}
