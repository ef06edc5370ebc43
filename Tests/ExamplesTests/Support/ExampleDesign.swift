import Bitloom
import Foundation

@testable import Examples

/// An example as the tests on all of them see it: a folder, and its modules at their usual sizes.
struct ExampleDesign: Sendable, CustomStringConvertible {
  /// The folder below `Examples`.
  var folder: String
  var description: String { folder }
  var designs: @Sendable () throws -> [Design]

  static let all = [
    ExampleDesign(folder: "UART") { try [elaborate(UARTTransmitter()), elaborate(UARTReceiver())] },
    ExampleDesign(folder: "SPI") { try [elaborate(SPIMaster())] },
    ExampleDesign(folder: "I2C") { try [elaborate(I2CMaster())] },
    ExampleDesign(folder: "Arbiter") { try [elaborate(StreamArbiter(payload: .unsigned(8)))] },
    ExampleDesign(folder: "CRC") { try [elaborate(CRC())] },
    ExampleDesign(folder: "VGA") { try [elaborate(VGATiming())] },
    ExampleDesign(folder: "RISCV") { try [elaborate(RISCVCore())] },
    ExampleDesign(folder: "FIR") { try [elaborate(FIRFilter())] },
    ExampleDesign(folder: "Cache") { try [elaborate(Cache())] },
    ExampleDesign(folder: "AXILite") { try [elaborate(RegisterBlock())] },
  ]

  /// The same at other parameters: the smallest ones, and those that switch something on or off.
  static let variants: @Sendable () throws -> [Design] = {
    let oneBit = CRCStandard(name: "parity", width: 1, polynomial: 1)
    let smallAxis = VideoMode.Axis(visible: 1, frontPorch: 1, sync: 1, backPorch: 1)
    return [
      try elaborate(UARTTransmitter(format: UARTFormat(clocksPerBit: 4, dataBits: 9, parity: .odd, stopBits: 2))),
      try elaborate(UARTReceiver(format: UARTFormat(clocksPerBit: 4, dataBits: 5, parity: .even), oversampling: 4)),
      try elaborate(SPIMaster(width: 1, mode: .mode3, halfPeriod: 1)),
      try elaborate(I2CMaster(quarterPeriod: 4)),
      try elaborate(StreamArbiter(payload: .signed(1), inputs: 1)),
      try elaborate(Arbiter(requesters: 33)),
      try elaborate(CRC(standard: oneBit, bytesPerCycle: 1)),
      try elaborate(CRC(standard: .crc64, bytesPerCycle: 8)),
      try elaborate(VGATiming(mode: VideoMode(horizontal: smallAxis, vertical: smallAxis, syncIsHigh: true))),
      try elaborate(RISCVCore(resetAddress: 0x8000_0000)),
      try elaborate(FIRFilter(coefficients: [1], fractionBits: 1, inputWidth: 1, outputWidth: 9, rounding: .down)),
      try elaborate(FIRFilter(coefficients: [0, -7], structure: .direct, rounding: .halfUp, overflow: .wraps)),
      try elaborate(Cache(lines: 2, wordsPerLine: 2, addressWidth: 3)),
      try elaborate(RegisterBlock(controlCount: 0, statusCount: 1, addressWidth: 3)),
      try elaborate(RegisterBlock(controlCount: 1, statusCount: 0, addressWidth: 32)),
    ]
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Examples")

  /// The Swift sources, in the order of their names.
  func sources() throws -> [String] {
    let folder = Self.root.appending(path: folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
    return try names.sorted().map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }
  }

  /// The Verilog of all modules, each once.
  func verilog(_ dialect: VerilogDialect) throws -> [VerilogFile] {
    var files: [VerilogFile] = []
    for file in try designs().flatMap({ $0.verilog(dialect) }) where !files.contains(where: { $0.name == file.name }) {
      files.append(file)
    }
    return files
  }

  /// The lines of a source without comments and blank ones. Both languages begin a comment with two slashes.
  static func lineCount(_ text: String) -> Int {
    text.split(separator: "\n").count { line in
      let code = line.drop { $0 == " " }
      return !code.isEmpty && !code.hasPrefix("//")
    }
  }
}
