import Bitloom

/// The cyclic redundancy check of a message, some symbols a cycle.
///
/// `crc` is the check of all symbols up to the cycle before. A word is taken while `enable` is 1; with `start` it is the first one
/// of a message. `isIntact` tells that a message ended with its own check, bits in the order of the message: the register then
/// holds the code's residue, whatever the message was.
///
/// Latency 1 cycle from a word to `crc`, a word a cycle. Registers: the width of the code. Reset: no symbol seen. From the register
/// to itself: a multiplexer, an exclusive OR, and a tree of them (five deep for CRC-32 with 32 bits). Order of bits: as for `CRCStep`.
/// Resources of `CRCGenerator(.crc32, symbolsPerCycle: 4)`: 201 LUT4, 32 FF of an iCE40 (Yosys 0.23).
/// ```
/// cycle     0    1    2    3
/// start     ▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁▁▁▁▁▁
/// data      ┃ 1  ┃ 2  ┃ 27 ┃ 0  ┃
/// crc       ┃ 0  ┃ 7  ┃ 27 ┃ 0  ┃
/// isIntact  ▔▔▔▔▔╲▁▁▁▁▁▁▁▁▁╱▔▔▔▔
/// ```
/// ```swift
/// let generator = Instance("generator", CRCGenerator(.crc16X25, symbolsPerCycle: 2))
/// generator.data <== io.word
/// generator.enable <== io.valid
/// generator.start <== io.isFirst
/// io.check <== generator.crc
/// ```
public struct CRCGenerator: Module {
  public var code: CyclicRedundancyCode
  /// Bits of a symbol; 8 for bytes.
  public var symbolWidth: Int
  /// Symbols in a cycle; at most 1,024 bits.
  public var symbolsPerCycle: Int

  public init(_ code: CyclicRedundancyCode, symbolWidth: Int = 8, symbolsPerCycle: Int = 1) {
    self.code = code
    self.symbolWidth = symbolWidth
    self.symbolsPerCycle = symbolsPerCycle
  }

  public struct IO: Interface {
    /// Some symbols, the first one in the lowest bits.
    @Input public var data: Signal
    /// Whether `data` belongs to the message.
    @Input public var enable: Signal = .bit
    /// Whether `data` is the first word of a message; without `enable` it means nothing.
    @Input public var start: Signal = .bit
    /// The check of the message so far.
    @Output public var crc: Signal
    /// Whether the message so far ends with its check.
    @Output public var isIntact: Signal = .bit
  }

  public var ports: IO {
    let bits = CRCParameters.possibleBits(symbolWidth, symbolsPerCycle)
    return IO(data: .unsigned(bits), crc: .unsigned(CRCParameters.possibleWidth(of: code)))
  }

  public var summary: String {
    let symbols = symbolsPerCycle == 1 ? "a symbol" : "\(symbolsPerCycle) symbols"
    return "Check \(code.name), \(symbols) of \(symbolWidth) bits a cycle."
  }

  public var parameterProblems: [String] { code.problems + CRCParameters.problems(symbolWidth, symbolsPerCycle) }

  public func build(_ io: IO) {
    let remainder = register("remainder_so_far", .unsigned(code.width), reset: code.start)
    let before = wire("remainder", .unsigned(code.width))
    before <== mux(io.start, constant(code.start), remainder)
    let next = wire("next", .unsigned(code.width))
    code.driveNext(("next", next), after: before, io.data, symbolWidth: symbolWidth)
    when(io.enable) { remainder <== next }

    io.crc <== (code.finalXOR.isZero ? remainder : remainder ^ constant(code.finalXOR))
    io.isIntact <== (remainder == constant(code.residue))
  }
}
