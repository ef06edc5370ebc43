import Bitloom

/// An adder of two unsigned numbers with a chosen carry network.
///
/// Combinational: latency 0, one sum a cycle; no registers. `sum` has one bit more than the operands, so that nothing is lost.
/// For an FPGA write `a + b`, which takes its carry chain.
///
/// Resources of `PrefixAdder(width: 16, network: .brentKung)`: 36 LUT4 of an iCE40 (Yosys 0.23).
/// ```
/// cycle  0     1     2
/// a      ┃ 12  ┃ 7   ┃ 255 ┃
/// b      ┃ 3   ┃ 7   ┃ 255 ┃
/// sum    ┃ 15  ┃ 14  ┃ 510 ┃
/// ```
/// ```swift
/// let adder = Instance("adder", PrefixAdder(width: 16, network: .brentKung))
/// adder.a <== io.a
/// adder.b <== io.b
/// io.sum <== adder.sum
/// ```
public struct PrefixAdder: Module {
  /// Bits of an operand, 1 to 4,096.
  public var width: Int
  public var network: CarryNetwork
  /// Whether there is a `carryIn` of one bit.
  public var hasCarryIn: Bool

  public init(width: Int, network: CarryNetwork = .sklansky, hasCarryIn: Bool = false) {
    self.width = width
    self.network = network
    self.hasCarryIn = hasCarryIn
  }

  public struct IO: Interface {
    @Input public var a: Signal
    @Input public var b: Signal
    @Input public var carryIn: Signal?
    @Output public var sum: Signal
  }

  public var ports: IO {
    IO(a: .unsigned(width), b: .unsigned(width), carryIn: hasCarryIn ? .bit : nil, sum: .unsigned(width + 1))
  }

  public var summary: String { "Adder of \(width) bits with a \(network.rawValue) carry network." }

  public var parameterProblems: [String] {
    1...4096 ~= width ? [] : ["width is \(width); it must be from 1 to 4096"]
  }

  public func build(_ io: IO) {
    io.sum <== prefixSum(io.a, io.b, carryIn: io.carryIn, network: network)
  }
}
