import Bitloom

// The names are those of G. Cook's "Catalogue of parametrised CRC algorithms"; in comments where they are met, and other names.
// Tests compare the check of "123456789" and the residue of each with the catalogue's.

extension CyclicRedundancyCode {
  /// GSM control channels.
  public static let crc3GSM = Self("crc3_gsm", width: 3, polynomial: 0x3, finalXOR: 0x7)
  /// Frames of T1 and E1: ITU-T G.704, CRC-4.
  public static let crc4G704 = Self("crc4_g704", width: 4, polynomial: 0x3, reflectsInput: true)
  /// Tokens of USB: 11 bits of address and endpoint.
  public static let crc5USB = Self(
    "crc5_usb", width: 5, polynomial: 0x05, initial: 0x1f, reflectsInput: true, finalXOR: 0x1f)
  /// RFID: EPC Class-1 Generation-2.
  public static let crc5EPC = Self("crc5_epc", width: 5, polynomial: 0x09, initial: 0x09)
  /// Commands of MMC and SD cards.
  public static let crc7MMC = Self("crc7_mmc", width: 7, polynomial: 0x09)
  /// SMBus packet error code; also plain CRC-8.
  public static let crc8SMBus = Self("crc8_smbus", width: 8, polynomial: 0x07)
  /// AUTOSAR profile 2.
  public static let crc8AUTOSAR = Self("crc8_autosar", width: 8, polynomial: 0x2f, initial: 0xff, finalXOR: 0xff)
  /// SAE J1850.
  public static let crc8SAEJ1850 = Self("crc8_sae_j1850", width: 8, polynomial: 0x1d, initial: 0xff, finalXOR: 0xff)
  /// 1-Wire: Maxim, Dallas.
  public static let crc8Maxim = Self("crc8_maxim", width: 8, polynomial: 0x31, reflectsInput: true)
  /// ATM adaptation layer 3/4.
  public static let crc10ATM = Self("crc10_atm", width: 10, polynomial: 0x233)
  /// Headers of FlexRay.
  public static let crc11FlexRay = Self("crc11_flexray", width: 11, polynomial: 0x385, initial: 0x01a)
  /// UMTS: the bits of the check in the opposite order of those of the message.
  public static let crc12UMTS = Self("crc12_umts", width: 12, polynomial: 0x80f, reflectsOutput: true)
  /// Classical CAN: Bosch, ISO 11898-1.
  public static let crc15CAN = Self("crc15_can", width: 15, polynomial: 0x4599)
  /// Plain CRC-16: ARC, LHA.
  public static let crc16ARC = Self("crc16_arc", width: 16, polynomial: 0x8005, reflectsInput: true)
  /// Modbus.
  public static let crc16Modbus = Self(
    "crc16_modbus", width: 16, polynomial: 0x8005, initial: 0xffff, reflectsInput: true)
  /// Data packets of USB.
  public static let crc16USB = Self(
    "crc16_usb", width: 16, polynomial: 0x8005, initial: 0xffff, reflectsInput: true, finalXOR: 0xffff)
  /// CRC-16/IBM-3740, often called CCITT-FALSE.
  public static let crc16CCITTFalse = Self("crc16_ccitt_false", width: 16, polynomial: 0x1021, initial: 0xffff)
  /// XMODEM; blocks of data of SD cards.
  public static let crc16XMODEM = Self("crc16_xmodem", width: 16, polynomial: 0x1021)
  /// CCITT as Kermit has it: reflected, from zero.
  public static let crc16Kermit = Self("crc16_kermit", width: 16, polynomial: 0x1021, reflectsInput: true)
  /// HDLC, X.25: CRC-16/IBM-SDLC.
  public static let crc16X25 = Self(
    "crc16_x25", width: 16, polynomial: 0x1021, initial: 0xffff, reflectsInput: true, finalXOR: 0xffff)
  /// GENIBUS; RFID: EPC Class-1 Generation-2.
  public static let crc16GENIBUS = Self(
    "crc16_genibus", width: 16, polynomial: 0x1021, initial: 0xffff, finalXOR: 0xffff)
  /// CAN FD frames of up to 16 bytes.
  public static let crc17CANFD = Self("crc17_can_fd", width: 17, polynomial: 0x1685b)
  /// CAN FD frames of more than 16 bytes.
  public static let crc21CANFD = Self("crc21_can_fd", width: 21, polynomial: 0x10_2899)
  /// OpenPGP; RTCM.
  public static let crc24OpenPGP = Self("crc24_openpgp", width: 24, polynomial: 0x86_4cfb, initial: 0xb7_04ce)
  /// Bluetooth Low Energy, advertising.
  public static let crc24BLE = Self(
    "crc24_ble", width: 24, polynomial: 0x00_065b, initial: 0x55_5555, reflectsInput: true)
  /// Frames of FlexRay, channel A.
  public static let crc24FlexRayA = Self("crc24_flexray_a", width: 24, polynomial: 0x5d_6dcb, initial: 0xfe_dcba)
  /// Frames of FlexRay, channel B.
  public static let crc24FlexRayB = Self("crc24_flexray_b", width: 24, polynomial: 0x5d_6dcb, initial: 0xab_cdef)
  /// Ethernet, zip, PNG, SATA with another order of bits: CRC-32/ISO-HDLC.
  public static let crc32 = Self(
    "crc32", width: 32, polynomial: 0x04c1_1db7, initial: 0xffff_ffff, reflectsInput: true, finalXOR: 0xffff_ffff)
  /// bzip2; AAL5.
  public static let crc32BZIP2 = Self(
    "crc32_bzip2", width: 32, polynomial: 0x04c1_1db7, initial: 0xffff_ffff, finalXOR: 0xffff_ffff)
  /// MPEG-2 transport streams.
  public static let crc32MPEG2 = Self("crc32_mpeg2", width: 32, polynomial: 0x04c1_1db7, initial: 0xffff_ffff)
  /// Castagnoli's polynomial: iSCSI, SCTP, NVMe, ext4.
  public static let crc32C = Self(
    "crc32c", width: 32, polynomial: 0x1edc_6f41, initial: 0xffff_ffff, reflectsInput: true, finalXOR: 0xffff_ffff)
  /// AUTOSAR profile 4.
  public static let crc32AUTOSAR = Self(
    "crc32_autosar", width: 32, polynomial: 0xf4ac_fb13, initial: 0xffff_ffff, reflectsInput: true,
    finalXOR: 0xffff_ffff)
  /// GSM control channels.
  public static let crc40GSM = Self(
    "crc40_gsm", width: 40, polynomial: 0x00_0482_0009, finalXOR: 0xff_ffff_ffff)
  /// ECMA-182: tapes.
  public static let crc64ECMA = Self("crc64_ecma", width: 64, polynomial: 0x42f0_e1eb_a9ea_3693)
  /// xz.
  public static let crc64XZ = Self(
    "crc64_xz", width: 64, polynomial: 0x42f0_e1eb_a9ea_3693, initial: .max, reflectsInput: true, finalXOR: .max)
  /// ISO 3309 with 64 bits, as in Go.
  public static let crc64GoISO = Self(
    "crc64_go_iso", width: 64, polynomial: 0x1b, initial: .max, reflectsInput: true, finalXOR: .max)
  /// DARC: 82 bits.
  public static let crc82DARC = Self(
    "crc82_darc", width: 82, polynomial: Bits(words: [0x0111_0114_0144_0411, 0x308c], width: 82), reflectsInput: true)

  /// All of them.
  public static let standards: [CyclicRedundancyCode] = [
    crc3GSM, crc4G704, crc5USB, crc5EPC, crc7MMC, crc8SMBus, crc8AUTOSAR, crc8SAEJ1850, crc8Maxim, crc10ATM,
    crc11FlexRay, crc12UMTS, crc15CAN, crc16ARC, crc16Modbus, crc16USB, crc16CCITTFalse, crc16XMODEM, crc16Kermit,
    crc16X25, crc16GENIBUS, crc17CANFD, crc21CANFD, crc24OpenPGP, crc24BLE, crc24FlexRayA, crc24FlexRayB, crc32,
    crc32BZIP2, crc32MPEG2, crc32C, crc32AUTOSAR, crc40GSM, crc64ECMA, crc64XZ, crc64GoISO, crc82DARC,
  ]
}
