import Bitloom

/// The next remainder of CRC-32 as it is written by hand.
struct PlainCRC: Module {
  enum Form: String, Hashable, Sendable {
    /// A loop over the bits, which a tool unrolls.
    case loop
    /// An equation for each bit, as web pages print them: all bits of the register and the data that it adds up.
    case equations
  }

  var form: Form
  var dataWidth: Int

  struct IO: Interface {
    @Input var remainder: Signal = .unsigned(32)
    @Input var data: Signal
    @Output var next: Signal = .unsigned(32)
  }

  var ports: IO { IO(data: .unsigned(dataWidth)) }

  private static let polynomial = 0xedb8_8320

  func build(_ io: IO) {
    switch form {
    case .loop: loop(io)
    case .equations: equations(io)
    }
  }

  private func loop(_ io: IO) {
    var register = io.remainder
    for bit in 0..<dataWidth {
      let feedback = register[0] ^ io.data[bit]
      let shifted = cat(constant(0), register[31...1])
      register = mux(feedback, shifted ^ Self.polynomial, shifted)
    }
    io.next <== register
  }

  private func equations(_ io: IO) {
    // Bits of the register, and behind them those of the data.
    var terms: [Set<Int>] = (0..<32).map { [$0] }
    for bit in 0..<dataWidth {
      let feedback = terms.removeFirst().symmetricDifference([32 + bit])
      terms.append([])
      for place in 0..<32 where Self.polynomial >> place & 1 == 1 { terms[place].formSymmetricDifference(feedback) }
    }
    for (place, sum) in terms.enumerated() {
      let bits = sum.sorted().map { $0 < 32 ? io.remainder[$0] : io.data[$0 - 32] }
      io.next[place] <== bits.dropFirst().reduce(bits[0]) { $0 ^ $1 }
    }
  }
}
