import Arithmetic
import Bitloom
import RTL
import Testing

/// An entry of G. Cook's "Catalogue of parametrised CRC algorithms": the check of "123456789" and the residue.
struct CatalogueEntry: Sendable, CustomStringConvertible {
  var code: CyclicRedundancyCode
  var check: UInt64
  var residue: UInt64 = 0
  var description: String { code.name }
}

let catalogue: [CatalogueEntry] = [
  CatalogueEntry(code: .crc3GSM, check: 0x4, residue: 0x2),
  CatalogueEntry(code: .crc4G704, check: 0x7),
  CatalogueEntry(code: .crc5USB, check: 0x19, residue: 0x06),
  CatalogueEntry(code: .crc5EPC, check: 0x00),
  CatalogueEntry(code: .crc7MMC, check: 0x75),
  CatalogueEntry(code: .crc8SMBus, check: 0xf4),
  CatalogueEntry(code: .crc8AUTOSAR, check: 0xdf, residue: 0x42),
  CatalogueEntry(code: .crc8SAEJ1850, check: 0x4b, residue: 0xc4),
  CatalogueEntry(code: .crc8Maxim, check: 0xa1),
  CatalogueEntry(code: .crc10ATM, check: 0x199),
  CatalogueEntry(code: .crc11FlexRay, check: 0x5a3),
  CatalogueEntry(code: .crc12UMTS, check: 0xdaf),
  CatalogueEntry(code: .crc15CAN, check: 0x059e),
  CatalogueEntry(code: .crc16ARC, check: 0xbb3d),
  CatalogueEntry(code: .crc16Modbus, check: 0x4b37),
  CatalogueEntry(code: .crc16USB, check: 0xb4c8, residue: 0xb001),
  CatalogueEntry(code: .crc16CCITTFalse, check: 0x29b1),
  CatalogueEntry(code: .crc16XMODEM, check: 0x31c3),
  CatalogueEntry(code: .crc16Kermit, check: 0x2189),
  CatalogueEntry(code: .crc16X25, check: 0x906e, residue: 0xf0b8),
  CatalogueEntry(code: .crc16GENIBUS, check: 0xd64e, residue: 0x1d0f),
  CatalogueEntry(code: .crc17CANFD, check: 0x04f03),
  CatalogueEntry(code: .crc21CANFD, check: 0x0e_d841),
  CatalogueEntry(code: .crc24OpenPGP, check: 0x21_cf02),
  CatalogueEntry(code: .crc24BLE, check: 0xc2_5a56),
  CatalogueEntry(code: .crc24FlexRayA, check: 0x79_79bd),
  CatalogueEntry(code: .crc24FlexRayB, check: 0x1f_23b8),
  CatalogueEntry(code: .crc32, check: 0xcbf4_3926, residue: 0xdebb_20e3),
  CatalogueEntry(code: .crc32BZIP2, check: 0xfc89_1918, residue: 0xc704_dd7b),
  CatalogueEntry(code: .crc32MPEG2, check: 0x0376_e6e7),
  CatalogueEntry(code: .crc32C, check: 0xe306_9283, residue: 0xb798_b438),
  CatalogueEntry(code: .crc32AUTOSAR, check: 0x1697_d06a, residue: 0x904c_ddbf),
  CatalogueEntry(code: .crc40GSM, check: 0xd4_164f_c646, residue: 0xc4_ff80_71ff),
  CatalogueEntry(code: .crc64ECMA, check: 0x6c40_df5f_0b49_7347),
  CatalogueEntry(code: .crc64XZ, check: 0x995d_c9bb_df19_39fa, residue: 0x4995_8c9a_bd7d_353f),
  CatalogueEntry(code: .crc64GoISO, check: 0xb909_56c7_75a4_1001, residue: 0x5300_0000_0000_0000),
]

let digits = Array("123456789".utf8)

@Suite struct CyclicRedundancyCodeTests {
  @Test(arguments: catalogue)
  func catalogueValues(_ entry: CatalogueEntry) {
    let expected = Bits(entry.check, width: entry.code.width)
    let divided = LongDivision.check(of: digits.map(Int.init), entry.code)
    #expect(entry.code.check(of: digits) == expected)
    #expect(divided == expected)
    #expect(entry.code.residue == Bits(entry.residue, width: entry.code.width))
    #expect(entry.code.problems == [])
  }

  @Test func aCodeOfMoreThan64Bits() {
    let code = CyclicRedundancyCode.crc82DARC
    let expected = Bits(words: [0x3f62_5023_801f_d612, 0x9ea8], width: 82)
    #expect(code.check(of: digits) == expected)
    #expect(LongDivision.check(of: digits.map(Int.init), code) == expected)
    #expect(code.residue.isZero)
  }

  @Test func allStandardsAreCompared() {
    let compared = Set(catalogue.map(\.code) + [.crc82DARC])
    #expect(compared == Set(CyclicRedundancyCode.standards))
    #expect(Set(compared.map(\.name)).count == compared.count)
  }

  /// A message with its check behind it, at its bits' places, leaves the residue.
  @Test(arguments: catalogue.filter { $0.code.width % 8 == 0 })
  func messagesWithTheirChecksLeaveTheResidue(_ entry: CatalogueEntry) {
    let message = digits.map(Int.init)
    let whole = (message + LongDivision.trailer(of: message, entry.code)).map(UInt8.init)
    #expect(entry.code.check(of: whole) ^ entry.code.finalXOR == entry.code.residue)
  }

  @Test func equalCodesAreEqualHoweverTheyAreWritten() {
    let narrow = CyclicRedundancyCode("a", width: 8, polynomial: Bits(7, width: 8))
    #expect(narrow == CyclicRedundancyCode("a", width: 8, polynomial: 0x07))
    #expect(narrow.reflectsOutput == false)
  }

  @Test func impossibleCodesAreTold() {
    func problems(_ code: CyclicRedundancyCode) -> [String] { code.problems }
    #expect(
      problems(CyclicRedundancyCode("none", width: 0, polynomial: 1)) == [
        "width of 'none' is 0; it must be from 1 to 256"
      ])
    #expect(
      problems(CyclicRedundancyCode("wide", width: 257, polynomial: 1)) == [
        "width of 'wide' is 257; it must be from 1 to 256"
      ])
    #expect(
      problems(CyclicRedundancyCode("negative", width: -3, polynomial: 1)) == [
        "width of 'negative' is -3; it must be from 1 to 256"
      ])
    #expect(
      problems(CyclicRedundancyCode("wrong", width: 8, polynomial: 0x1020, initial: 0x100, finalXOR: 0xfff)) == [
        "polynomial of 'wrong' is 0x1020; it must fit in 8 bits", "initial of 'wrong' is 0x100; it must fit in 8 bits",
        "finalXOR of 'wrong' is 0xfff; it must fit in 8 bits",
        "polynomial of 'wrong' is 0x1020; its lowest term must be 1",
      ])
    #expect(
      problems(CyclicRedundancyCode("my code", width: 8, polynomial: 7)) == [
        "name of the code is 'my code'; it must be a word of letters, digits and '_'"
      ])
    #expect(CyclicRedundancyCode("none", width: 0, polynomial: 1).check(of: [1]) == Bits(zeroOfWidth: 1))
  }
}
