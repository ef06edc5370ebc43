import Bitloom

/// The cyclic redundancy check of a message, `bytesPerCycle` bytes a cycle, the first byte in the low bits of `data`.
///
/// `crc` is the check of all bytes up to the cycle before; `clear` begins a new message, and the data of its cycle, when there
/// are any, are the first of it. One register as wide as the check, one exclusive or for each of its bits. Reset: no byte seen.
struct CRC: Module {
  var standard = CRCStandard.crc32
  var bytesPerCycle = 4

  struct IO: Interface {
    @Input var data: Signal
    @Input var enable: Signal = .bit
    @Input var clear: Signal = .bit
    @Output var crc: Signal
  }
  var ports: IO { IO(data: .unsigned(8 * max(bytesPerCycle, 1)), crc: .unsigned(max(standard.width, 1))) }
  var summary: String { "Check \(standard.name), \(8 * bytesPerCycle) bits a cycle." }
  var parameterProblems: [String] {
    standard.problems + (bytesPerCycle >= 1 ? [] : ["bytesPerCycle is \(bytesPerCycle); it must be at least 1"])
  }

  func build(_ io: IO) {
    let initial = Bits(standard.initial, width: standard.width)
    let remainder = register("remainder", .unsigned(standard.width), reset: initial)
    let start = mux(io.clear, constant(initial), remainder).named("start")
    let next = wire("next", .unsigned(standard.width))

    // Each bit of the next remainder is the parity of some bits of this one and of the data.
    for (index, terms) in terms.enumerated() {
      next[index]
        <== cat(terms.sorted().map { $0 < standard.width ? start[$0] : io.data[$0 - standard.width] }).xorReduced
    }
    when(io.enable) {
      remainder <== next
    }.elseWhen(io.clear) {
      remainder <== constant(initial)
    }
    let bits = (0..<standard.width).map { remainder[$0] }
    io.crc <== cat(standard.isReflected ? bits : bits.reversed())
      ^ constant(Bits(standard.finalXOR, width: standard.width))
  }

  /// What each bit of the next remainder sums modulo 2: bits of the remainder, then, counted on from them, bits of the data.
  private var terms: [Set<Int>] {
    let polynomial = Bits(standard.polynomial, width: standard.width)
    var terms: [Set<Int>] = (0..<standard.width).map { [$0] }
    for bit in 0..<8 * bytesPerCycle {
      let dataBit = standard.isReflected ? bit : bit ^ 7
      let feedback = terms[standard.width - 1].symmetricDifference([standard.width + dataBit])
      let shifted = [[]] + terms.dropLast()
      terms = shifted.enumerated().map { polynomial[$0] ? $1.symmetricDifference(feedback) : $1 }
    }
    return terms
  }
}
