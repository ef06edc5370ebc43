import Bitloom

/// A first-in first-out buffer between two clocks.
///
/// The pointers cross as Gray codes, of which one bit changes at a time; a pointer that arrives late makes the buffer look
/// fuller to the writer and emptier to the reader than it is, never the other way round. Latency: 1 cycle of `write`, then
/// `stages` + 1 cycles of `read`. One beat a cycle on each side, as far as the depth covers the crossing (8 and more with 2
/// stages and clocks alike). Holds `depth` + 1 beats: the oldest one is kept in a register at the output. Registers: 2
/// pointers in binary and 2 in Gray code, 2 * `stages` synchronised ones, a payload. Memory: `depth` payloads; the register
/// of the oldest beat is what a block memory has at its output, so that a large buffer becomes block memory (`storage`)
/// without further registers. Reset: empty; both resets must come together.
///
/// With `hasOccupancy` each side has a count of its own. The writer's has the beats in the memory, and is never smaller than
/// what is there; the reader's has the one at the output as well, and is never larger.
///
/// Resources of `AsynchronousFifo(payload: .unsigned(8), depth: 16, write: pixel, read: system)`: 33 LUT4, 39 FF, 6 carry
/// cells, 1 block of an iCE40 (Yosys 0.23).
/// Both clocks alike:
/// ```
/// cycle           0   1   2   3   4   5   6   7
/// input.payload   ┃ 1 ┃ 2 ┃ 3 ┃ 0                 ┃
/// input.valid     ▔▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁
/// output.payload  ┃ 0             ┃ 1 ┃ 2 ┃ 3     ┃
/// output.valid    ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔╲▁▁▁
/// ```
/// ```swift
/// let crossing = AsynchronousFifo(payload: .unsigned(32), depth: 512, write: pixel, read: system, storage: .block)
/// let fifo = Instance("fifo", crossing)
/// fifo.input <== io.input
/// io.output <== fifo.output
/// ```
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
  /// What the beats are kept in; nil leaves it to synthesis, which goes by the size.
  public var storage: MemoryStorage?
  /// Whether there are counts of the beats.
  public var hasOccupancy: Bool

  public init(
    payload: S, depth: Int, write: ClockDomain, read: ClockDomain, stages: Int = 2, storage: MemoryStorage? = nil,
    hasOccupancy: Bool = false
  ) {
    self.payload = payload
    self.depth = depth
    self.write = write
    self.read = read
    self.stages = stages
    self.storage = storage
    self.hasOccupancy = hasOccupancy
  }

  public struct IO: Interface {
    /// In the domain `write`.
    @Flipped public var input: Stream<S.Value>
    /// In the domain `read`.
    public var output: Stream<S.Value>
    /// Number of beats in the memory, as the writer knows it. In the domain `write`.
    @Output public var writeOccupancy: Signal?
    /// Number of beats in the memory and at the output, as the reader knows it. In the domain `read`.
    @Output public var readOccupancy: Signal?
  }

  public var ports: IO {
    IO(
      input: Stream(of: payload), output: Stream(of: payload),
      writeOccupancy: hasOccupancy ? .unsigned(below: depth + 1) : nil,
      readOccupancy: hasOccupancy ? .unsigned(below: depth + 2) : nil)
  }

  public var summary: String {
    "First-in first-out buffer of \(depth) beats from '\(write.clock)' to '\(read.clock)'."
  }

  public var parameterProblems: [String] {
    let isPossible = (2...1 << 16).contains(depth) && depth.nonzeroBitCount == 1
    return (isPossible ? [] : ["depth is \(depth); it must be a power of two from 2 to 65536"])
      + problems(ofStages: stages)
  }

  public func build(_ io: IO) { _ = parts(io) }

  /// A pointer, and the same in Gray code in a register of its own: what crosses must come straight from a register.
  struct Pointer {
    var binary: Signal
    var gray: Signal
  }

  /// What is within, which a proof speaks about.
  struct Parts {
    var words: Memory<S>
    var written: Pointer
    var read: Pointer
    /// The pointer of the reader on its way to the writer, in Gray code, the one that comes first.
    var readSeen: [Signal] = []
    /// The pointer of the writer on its way to the reader.
    var writtenSeen: [Signal] = []
  }

  /// Makes the hardware.
  func parts(_ io: IO) -> Parts {
    let storage = memory("storage", payload, depth: depth)
    storage.keep(in: self.storage, latency: 1)
    let width = storage.addressWidth + 1
    let written = clocked(by: write) { pointer("written", width) }
    let read = clocked(by: self.read) { pointer("read", width) }

    var parts = Parts(words: storage, written: written, read: read)

    clocked(by: write) {
      parts.readSeen = synchroniserStages("read_seen", read.gray, stages: stages, reset: 0)
      let readBefore = parts.readSeen.last ?? read.gray
      // Full when the pointers are a whole depth apart: in Gray code the two upper bits differ, and no other.
      let upper = ~readBefore[width - 1...width - 2]
      let isFull = width > 2 ? written.gray == cat(upper, readBefore[width - 3...0]) : written.gray == upper
      io.input.ready <== !isFull
      when(io.input.fires) {
        storage.write(io.input.payload, at: written.binary[width - 2...0])
        advance(written)
      }
      if let port = io.writeOccupancy { port <== (written.binary &- binary(readBefore, "read_seen")) }
    }

    clocked(by: self.read) {
      parts.writtenSeen = synchroniserStages("written_seen", written.gray, stages: stages, reset: 0)
      let writtenBefore = parts.writtenSeen.last ?? written.gray
      let isKept = register("is_kept", SignalType.bit, reset: 0)
      let kept = register("kept", payload).mayCross(as: .heldStill)
      io.output.valid <== isKept
      io.output.payload <== kept
      if let port = io.readOccupancy {
        let inMemory = (binary(writtenBefore, "written_seen") &- read.binary).named("in_memory")
        port <== (inMemory + isKept).truncated(to: port.width)
      }
      when((read.gray != writtenBefore) && (!isKept || io.output.ready)) {
        kept <== storage.read(at: read.binary[width - 2...0])
        isKept <== 1
        advance(read)
      }.elseWhen(io.output.ready) {
        isKept <== 0
      }
    }
    return parts
  }

  private func pointer(_ name: String, _ width: Int) -> Pointer {
    Pointer(
      binary: register("\(name)_pointer", SignalType.unsigned(width), reset: 0),
      gray: register("\(name)_gray", SignalType.unsigned(width), reset: 0))
  }

  /// The number that a Gray code stands for: each bit is the parity of those from it up.
  func binary(_ gray: Signal, _ name: String) -> Signal {
    var parity = gray
    var distance = 1
    while distance < gray.width {
      parity = (parity ^ (parity >> distance)).named("\(name)_parity_\(2 * distance)")
      distance *= 2
    }
    return parity
  }

  private func advance(_ pointer: Pointer) {
    let next = pointer.binary &+ 1
    pointer.binary <== next
    pointer.gray <== next ^ (next >> 1)
  }
}

// Told is what is chosen.
extension AsynchronousFifo: CustomReflectable {
  public var customMirror: Mirror {
    var told: [Mirror.Child] = [("payload", payload), ("depth", depth), ("write", write), ("read", read)]
    told.append(("stages", stages))
    if let storage { told.append(("storage", storage)) }
    if hasOccupancy { told.append(("hasOccupancy", hasOccupancy)) }
    return Mirror(self, children: told, displayStyle: .struct)
  }
}
