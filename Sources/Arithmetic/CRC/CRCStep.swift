import Bitloom

/// The register of a cyclic redundancy check after some more symbols of a message, all of them at once.
///
/// Combinational: latency 0, no registers. In `data` the first symbol is in the lowest bits; within a symbol the most significant bit
/// comes first, or the least significant one with `reflectsInput`. So the bytes of a word are those of the library's streams and of
/// AXI4-Stream, byte 0 first; a word whose highest byte comes first is one symbol. The register holds the check as it is
/// presented, but for `finalXOR`. Throughput: a word a cycle.
///
/// Each bit is a sum modulo 2 of bits of `folded`, the sum of the data and the register. What several sums have in common
/// is made once: CRC-32 of 32 bits takes 220 exclusive ORs in place of 420, five deep behind `folded`.
/// Resources of `CRCStep(.crc32, symbolsPerCycle: 4)`: 155 LUT4 of an iCE40 (Yosys 0.23).
/// ```
/// cycle      0    1    2
/// remainder  ┃ 0  ┃ 7  ┃ 27 ┃
/// data       ┃ 1  ┃ 2  ┃ 27 ┃
/// next       ┃ 7  ┃ 27 ┃ 0  ┃
/// ```
/// ```swift
/// let step = Instance("step", CRCStep(.crc32, symbolsPerCycle: 8))
/// step.remainder <== remainder
/// step.data <== io.data
/// remainder <== step.next
/// ```
public struct CRCStep: Module {
  public var code: CyclicRedundancyCode
  /// Bits of a symbol; 8 for bytes.
  public var symbolWidth: Int
  /// Symbols in a step; at most 1,024 bits.
  public var symbolsPerCycle: Int

  public init(_ code: CyclicRedundancyCode, symbolWidth: Int = 8, symbolsPerCycle: Int = 1) {
    self.code = code
    self.symbolWidth = symbolWidth
    self.symbolsPerCycle = symbolsPerCycle
  }

  public struct IO: Interface {
    @Input public var remainder: Signal
    @Input public var data: Signal
    @Output public var next: Signal
  }

  public var ports: IO {
    let width = CRCParameters.possibleWidth(of: code)
    let bits = CRCParameters.possibleBits(symbolWidth, symbolsPerCycle)
    return IO(remainder: .unsigned(width), data: .unsigned(bits), next: .unsigned(width))
  }

  public var summary: String { "Next remainder of \(code.name), \(symbolsPerCycle) x \(symbolWidth) bits." }

  public var parameterProblems: [String] { code.problems + CRCParameters.problems(symbolWidth, symbolsPerCycle) }

  public func build(_ io: IO) {
    code.driveNext(("next", io.next), after: io.remainder, io.data, symbolWidth: symbolWidth)
  }
}

/// The parameters that the components of cyclic redundancy checks have in common.
enum CRCParameters {
  private static let limit = 1024

  static func problems(_ symbolWidth: Int, _ symbols: Int) -> [String] {
    let parameters = [("symbolWidth", symbolWidth), ("symbolsPerCycle", symbols)]
    let wrong = parameters.filter { !(1...limit ~= $0.1) }.map { "\($0.0) is \($0.1); it must be from 1 to \(limit)" }
    if !wrong.isEmpty || symbolWidth * symbols <= limit { return wrong }
    return ["symbolWidth is \(symbolWidth) and symbolsPerCycle is \(symbols); a step can have up to \(limit) bits"]
  }

  /// Frames that are checked carry bytes.
  static func problems(_ code: CyclicRedundancyCode, lanes: Int, hasKeep: Bool) -> [String] {
    var result = code.problems
    if !(1...128 ~= lanes) { result.append("lanes is \(lanes); it must be from 1 to 128") }
    if !result.isEmpty { return result }
    if code.width % 8 != 0 {
      return ["code '\(code.name)' has \(code.width) bits; in frames of bytes it must have a multiple of 8"]
    }
    if !hasKeep, !(code.width / 8).isMultiple(of: lanes) {
      return ["lanes is \(lanes); without keep the \(code.width / 8) bytes of '\(code.name)' must fill whole beats"]
    }
    return []
  }

  // For the ports of modules whose mistakes are told.

  static func possibleWidth(of code: CyclicRedundancyCode) -> Int { min(max(code.width, 1), 256) }

  static func possibleBits(_ symbolWidth: Int, _ symbols: Int) -> Int {
    problems(symbolWidth, symbols).isEmpty ? symbolWidth * symbols : 1
  }
}
