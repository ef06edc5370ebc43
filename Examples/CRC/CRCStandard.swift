import Bitloom

/// The parameters of a cyclic redundancy check, as R. N. Williams' model names them ("A Painless Guide to CRC Error Detection
/// Algorithms", 1993).
struct CRCStandard: Hashable, Sendable, NamedParameter {
  var name: String
  /// Bits of the check, from 1 to 64.
  var width: Int
  /// Without its highest term; the most significant bit is the coefficient of x^(width - 1).
  var polynomial: UInt64
  /// The register before the first byte.
  var initial: UInt64 = 0
  /// Whether bytes come, and the check goes, with the least significant bit first.
  var isReflected = false
  /// What the check is combined with at the end.
  var finalXOR: UInt64 = 0

  static let crc8 = CRCStandard(name: "crc8", width: 8, polynomial: 0x07)
  static let crc16CCITT = CRCStandard(name: "crc16_ccitt_false", width: 16, polynomial: 0x1021, initial: 0xffff)
  static let crc16Modbus = CRCStandard(
    name: "crc16_modbus", width: 16, polynomial: 0x8005, initial: 0xffff, isReflected: true)
  static let crc32 = CRCStandard(
    name: "crc32", width: 32, polynomial: 0x04c1_1db7, initial: 0xffff_ffff, isReflected: true, finalXOR: 0xffff_ffff)
  static let crc32C = CRCStandard(
    name: "crc32c", width: 32, polynomial: 0x1edc_6f41, initial: 0xffff_ffff, isReflected: true, finalXOR: 0xffff_ffff)
  static let crc64 = CRCStandard(
    name: "crc64_xz", width: 64, polynomial: 0x42f0_e1eb_a9ea_3693, initial: .max, isReflected: true, finalXOR: .max)

  var nameComponent: String { name }

  var problems: [String] {
    if !(1...64).contains(width) { return ["width is \(width); it must be from 1 to 64"] }
    return polynomial & 1 == 1 ? [] : ["polynomial is \(polynomial); its lowest term must be 1"]
  }
}
