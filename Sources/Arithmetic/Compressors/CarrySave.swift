import Bitloom

/// A sum that is left as two numbers: no carry runs through it.
///
/// Combinational: latency 0, a pair of numbers a cycle, no registers; a full adder a bit for three operands, two for four.
///
/// Resources of the example with 16 bits, the adder behind it included: 46 LUT4, 15 carry cells of an iCE40 (Yosys 0.23).
/// ```swift
/// let partial = CarrySave(io.a, io.b, io.c, width: 16)
/// io.total <== partial.sum + partial.carry
/// ```
/// A `BitHeap` chooses and places such compressors itself; these are for networks that a designer lays out.
public struct CarrySave {
  public let sum: Signal
  public let carry: Signal

  /// A 3:2 compressor for each bit: `sum + carry` is a + b + c modulo 2^`width`.
  ///
  /// Combinational, two exclusive ors deep: a full adder a bit. Operands are widened by their own signs.
  public init(_ a: Signal, _ b: Signal, _ c: Signal, width: Int) {
    let (a, b, c) = (Self.operand(a, width), Self.operand(b, width), Self.operand(c, width))
    let half = a ^ b
    sum = half ^ c
    carry = Self.doubled((half & c) | (~half & a), width)
  }

  /// A 4:2 compressor for each bit: `sum + carry` is a + b + c + d modulo 2^`width`.
  ///
  /// Combinational, three exclusive ors deep, where two 3:2 compressors in a row are four. The carry to the next bit depends on
  /// a, b and c alone and goes no further. Source: A. Weinberger, "4:2 Carry-Save Adder Module", IBM Technical Disclosure
  /// Bulletin 23, 1981.
  public init(_ a: Signal, _ b: Signal, _ c: Signal, _ d: Signal, width: Int) {
    let (a, b) = (Self.operand(a, width), Self.operand(b, width))
    let (c, d) = (Self.operand(c, width), Self.operand(d, width))
    let first = a ^ b
    let all = first ^ (c ^ d)
    // What the bits below pass on.
    let passed = Self.doubled((first & c) | (~first & a), width)
    sum = all ^ passed
    carry = Self.doubled((all & passed) | (~all & d), width)
  }

  private static func operand(_ value: Signal, _ width: Int) -> Signal {
    (value.width < width ? value.extended(to: width) : value.truncated(to: width)).asUnsigned
  }

  private static func doubled(_ carries: Signal, _ width: Int) -> Signal { (carries << 1).truncated(to: width) }
}
