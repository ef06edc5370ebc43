import Bitloom

/// The number of the lowest one of some requests, and whether there is one.
///
/// Combinational: latency 0, one answer a cycle; no registers. `index` is 0 when there is none. A trailing zero count, whose depth is log2(width)
/// multiplexers.
///
/// Resources of `PriorityEncoder(width: 8)`: 10 LUT4 of an iCE40 (Yosys 0.23).
/// ```
/// cycle     0        1        2
/// requests  ┃ 0b0000 ┃ 0b0110 ┃ 0b1000 ┃
/// index     ┃ 0b00   ┃ 0b01   ┃ 0b11   ┃
/// isFound   ▁▁▁▁▁▁▁▁▁╱▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔▔
/// ```
/// ```swift
/// let first = Instance("first", PriorityEncoder(width: 8))
/// first.requests <== io.requests
/// io.index <== first.index
/// io.isAny <== first.isFound
/// ```
public struct PriorityEncoder: Module {
  /// Number of requests, 1 to 4,096; bit 0 comes first.
  public var width: Int

  public init(width: Int) {
    self.width = width
  }

  public struct IO: Interface {
    @Input public var requests: Signal
    @Output public var index: Signal
    @Output public var isFound: Signal = .bit
  }

  public var ports: IO { IO(requests: .unsigned(width), index: .unsigned(below: width)) }
  public var summary: String { "The number of the lowest of \(width) requests." }
  public var parameterProblems: [String] {
    1...4096 ~= width ? [] : ["width is \(width); it must be from 1 to 4096"]
  }

  public func build(_ io: IO) {
    let isFound = io.requests.orReduced
    let place = io.requests.trailingZeroCount.truncated(to: io.index.width)
    io.isFound <== isFound
    io.index <== (place & isFound.repeated(io.index.width))
  }
}
