import Bitloom

/// A multiplier of Booth digits and a bit heap.
///
/// Combinational: latency 0, one product a cycle; no registers. For an FPGA write `a * b`, which takes its DSP blocks.
///
/// Resources of `Multiplier(a: .signed(8), b: .signed(8))`: 119 LUT4 of an iCE40 (Yosys 0.23).
/// ```
/// cycle    0       1       2
/// a        ┃ -3    ┃ 7     ┃ -128  ┃
/// b        ┃ 5     ┃ -7    ┃ -128  ┃
/// product  ┃ -15   ┃ -49   ┃ 16384 ┃
/// ```
/// ```swift
/// let multiplier = Instance("multiplier", Multiplier(a: .signed(8), b: .signed(8)))
/// multiplier.a <== io.x
/// multiplier.b <== io.y
/// io.product <== multiplier.product
/// ```
public struct Multiplier: Module {
  /// How the operands are read; the product is signed when either is.
  public var a: SignalType
  public var b: SignalType
  public var network: CarryNetwork

  public init(a: SignalType, b: SignalType, network: CarryNetwork = .sklansky) {
    self.a = a
    self.b = b
    self.network = network
  }

  public struct IO: Interface {
    @Input public var a: Signal
    @Input public var b: Signal
    @Output public var product: Signal
  }

  private var productType: SignalType {
    SignalType(width: a.width + b.width, isSigned: a.isSigned || b.isSigned)
  }

  public var ports: IO {
    IO(a: a.instantiate(), b: b.instantiate(), product: productType.instantiate())
  }

  public var summary: String { "Multiplier of a \(a) and a \(b) number." }

  public var parameterProblems: [String] {
    [("a", a), ("b", b)].compactMap { name, type in
      1...256 ~= type.width ? nil : "\(name) has \(type.width) bits; it must have from 1 to 256"
    }
  }

  public func build(_ io: IO) {
    var heap = BitHeap("product", width: productType.width)
    heap.addProduct(io.a, io.b)
    let product = heap.sum(network: network)
    io.product <== (productType.isSigned ? product.asSigned : product)
  }
}
