import Foundation

// `make bench`: prints figures, asserts nothing. A case runs in a process of its own, so that its peak of memory is its own.

// Without the last cycles that a failure shows: they are recorded for the first 10,000 cycles of a simulation alone, and these
// figures are about long ones.
setenv("BITLOOM_HISTORY", "0", 1)

let arguments = Array(CommandLine.arguments.dropFirst())
do {
  if let name = arguments.first {
    try runCase(name, Array(arguments.dropFirst()))
  } else {
    try ElaborationBenchmark.report()
    try SimulationBenchmark.report()
    try NativeBenchmark.report()
    try WaveformBenchmark.report()
    try DrivingBenchmark.report()
    try StartBenchmark.report()
    try BitWeightTable.report()
    try PeerBenchmark.report()
  }
} catch {
  FileHandle.standardError.write(Data("error: \(error)\n".utf8))
  exit(1)
}

func runCase(_ name: String, _ arguments: [String]) throws {
  switch name {
  case "elaborate": try ElaborationBenchmark.runCase(arguments)
  case "native": try NativeBenchmark.report()
  case "native-rates": try NativeBenchmark.printRates()
  case "native-debug":
    guard let release = arguments.first else { throw BenchmarkError("usage: native-debug RELEASE_BUILD") }
    try NativeBenchmark.reportDebugFactor(release: release)
  case "waveforms": try WaveformBenchmark.report()
  case "waveform": try WaveformBenchmark.runCase(arguments)
  case "driving": try DrivingBenchmark.report()
  case "driven": try DrivingBenchmark.runCase(arguments)
  case "start": try StartBenchmark.report()
  case "start-case": try StartBenchmark.runCase(arguments)
  case "bit-weight": try BitWeightTable.report()
  case "costs": try CostTable.report(arguments)
  case "peers": try PeerBenchmark.report()
  default: throw BenchmarkError("there is no benchmark '\(name)'")
  }
}

struct BenchmarkError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
