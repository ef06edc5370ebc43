import Accelerators
import Bitloom
import Foundation
import GoldenModels
import Testbench

// Runs a network that reads handwritten digits on generated Verilog, all its layers, and compares every number with the
// golden model. Leaves the Verilog and a waveform in `output/`.

do {
  let demo = try DigitsDemo(outputDirectory: CommandLine.arguments.dropFirst().first ?? "output")
  exit(try demo.run() ? 0 : 1)
} catch {
  FileHandle.standardError.write(Data("error: \(error)\n".utf8))
  exit(1)
}
