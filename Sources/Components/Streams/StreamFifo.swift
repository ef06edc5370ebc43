import Bitloom

/// A synchronous first-in first-out buffer of `depth` beats.
///
/// Latency 1 cycle, one beat a cycle; with a depth of 1, one in two cycles, because a full buffer takes no beat in the cycle in
/// which it gives one. The oldest beat stands at the output (first word fall-through). `occupancy` counts the beats within.
/// Registers: two pointers and the count; memory: `depth` payloads, read without a clock (distributed memory in an FPGA). Reset:
/// empty.
public struct StreamFifo<S: Shape>: Module {
  public var payload: S
  /// Number of beats it holds, at least 1; not necessarily a power of two.
  public var depth: Int

  public init(payload: S, depth: Int) {
    self.payload = payload
    self.depth = depth
  }

  public struct IO: Interface {
    @Flipped public var input: Stream<S.Value>
    public var output: Stream<S.Value>
    @Output public var occupancy: Signal
  }

  public var ports: IO {
    IO(
      input: Stream(of: payload), output: Stream(of: payload),
      occupancy: .unsigned(Self.bits(toCount: max(depth, 1))))
  }

  public var summary: String { "First-in first-out buffer of \(depth) beats." }

  public var parameterProblems: [String] {
    depth >= 1 && depth <= 1 << 24 ? [] : ["depth is \(depth); it must be from 1 to \(1 << 24)"]
  }

  public func build(_ io: IO) {
    let storage = memory("storage", payload, depth: depth)
    let occupancy = register("count", .unsigned(Self.bits(toCount: max(depth, 1))), reset: 0)

    io.input.ready <== (occupancy != depth)
    io.output.valid <== (occupancy != 0)
    io.occupancy <== occupancy

    if depth > 1 {
      let writePointer = register("write_pointer", .unsigned(storage.addressWidth), reset: 0)
      let readPointer = register("read_pointer", .unsigned(storage.addressWidth), reset: 0)
      when(io.input.fires) {
        storage.write(io.input.payload, at: writePointer)
        writePointer.increment(wrappingAt: depth)
      }
      when(io.output.fires) { readPointer.increment(wrappingAt: depth) }
      io.output.payload <== storage.read(at: readPointer)
    } else {
      when(io.input.fires) { storage.write(io.input.payload, at: constant(0)) }
      io.output.payload <== storage.read(at: constant(0))
    }

    when(io.input.fires && !io.output.fires) {
      occupancy <== occupancy &+ 1
    }.elseWhen(!io.input.fires && io.output.fires) {
      occupancy <== occupancy &- 1
    }
  }

  private static func bits(toCount limit: Int) -> Int { Int.bitWidth - limit.leadingZeroBitCount }
}
