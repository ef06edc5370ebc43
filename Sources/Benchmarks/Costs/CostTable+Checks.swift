import Arithmetic

extension CostTable {
  /// Cyclic redundancy checks beside the loop over the bits.
  static var checks: [Block] {
    [8, 32, 64].map { bits in
      Block(
        name: "CRC-32, \(bits) bits", plain: PlainCRC(form: .loop, dataWidth: bits),
        blocks: [
          ("printed equations", PlainCRC(form: .equations, dataWidth: bits)),
          ("CRCStep", CRCStep(.crc32, symbolsPerCycle: bits / 8)),
        ])
    }
  }
}
