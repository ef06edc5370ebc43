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
