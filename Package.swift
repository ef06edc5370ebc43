// swift-tools-version: 6.1
import PackageDescription

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "bitloom",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Bitloom", targets: ["Bitloom", "Components", "Arithmetic", "Testbench", "FPGAFlow"]),
    .library(name: "BitloomTesting", targets: ["BitloomTesting"]),
    .library(name: "BitloomAccelerators", targets: ["Accelerators", "GoldenModels"]),
    .executable(name: "bitloom", targets: ["BitloomCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  // Every module that a target imports is named here: the incremental build looks at nothing else, and a target that
  // reached a module through another one would keep the old layout of its types. A test compares.
  targets: [
    // The intermediate representation and what reads or rewrites it.
    .target(name: "RTL"),
    .target(name: "Checks", dependencies: ["RTL"]),
    .target(name: "Transforms", dependencies: ["RTL"]),
    .target(name: "Verilog", dependencies: ["RTL", "Transforms"]),
    .target(name: "Netlist", dependencies: ["RTL"]),

    // Engines.
    .target(name: "BuildTools"),
    // Compiled once more with optimisation where a debug build runs it: see Docs/Decisions/025-native-engine.md.
    .target(name: "SimulationKernel", cSettings: [.headerSearchPath(".")]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "Waveforms", dependencies: ["RTL", "CZlib"]),
    .target(
      name: "Simulation",
      dependencies: ["RTL", "Transforms", "Netlist", "BuildTools", "SimulationKernel", "Waveforms"]),
    .target(name: "Cosimulation", dependencies: ["RTL", "Transforms", "Verilog", "Simulation", "BuildTools"]),

    // The language.
    .target(name: "BacktraceCapture"),
    .target(name: "Bitloom", dependencies: ["RTL", "Checks", "Transforms", "Verilog", "BacktraceCapture"]),
    .target(
      name: "Testbench",
      dependencies: [
        "Bitloom", "Components", "RTL", "Checks", "Transforms", "Verilog", "Netlist", "Waveforms", "Simulation",
        "Cosimulation",
      ]),

    // What a test target takes so that failures of test benches are issues of its tests. It alone imports Testing.
    .target(name: "BitloomTesting", dependencies: ["Testbench"]),

    // What other tools make of a design.
    .target(name: "FPGAFlow", dependencies: ["Bitloom", "RTL", "Verilog", "Simulation", "Cosimulation"]),

    // The library.
    .target(name: "Components", dependencies: ["Bitloom", "RTL"]),
    .target(name: "Arithmetic", dependencies: ["Bitloom", "RTL", "Components"]),
    .target(name: "GoldenModels"),
    // Loop nests over M, N, K and bit weight: what the bit-weight accelerators are made from.
    .target(name: "TensorNests"),
    .target(
      name: "RandomCircuits",
      dependencies: ["Bitloom", "RTL", "Checks", "Verilog", "Simulation", "Cosimulation"]),
    .target(
      name: "Accelerators",
      dependencies: [
        "Bitloom", "RTL", "Components", "Arithmetic", "Testbench", "Waveforms", "GoldenModels", "TensorNests",
      ]),

    // Ten designs that show the language.
    .target(name: "Examples", dependencies: ["Bitloom", "Components"], path: "Examples", exclude: ["README.md"]),

    // Programs.
    .executableTarget(
      name: "BitloomCommand",
      dependencies: [
        "Bitloom", "RTL", "Verilog", "Waveforms", "Simulation", "Cosimulation", "Testbench", "Components", "Arithmetic",
        "Accelerators", "FPGAFlow",
        "RandomCircuits", argumentParser,
      ]),
    .executableTarget(
      name: "DigitsDemo", dependencies: ["Bitloom", "Testbench", "Accelerators", "GoldenModels"],
      resources: [.copy("Digits")]),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Bitloom", "RTL", "Simulation", "Cosimulation", "Testbench", "Components", "Arithmetic", "Accelerators",
        "FPGAFlow", "TensorNests",
      ]),

    // Tests mirror Sources one to one.
    .testTarget(name: "RTLTests", dependencies: ["RTL"]),
    .target(name: "RTLTestSupport", dependencies: ["RTL"], path: "Tests/RTLTestSupport"),
    .testTarget(name: "ChecksTests", dependencies: ["RTL", "Checks", "RTLTestSupport"]),
    .testTarget(name: "TransformsTests", dependencies: ["RTL", "Checks", "Transforms", "RTLTestSupport"]),
    .testTarget(name: "VerilogTests", dependencies: ["RTL", "Verilog"]),
    .testTarget(name: "NetlistTests", dependencies: ["Bitloom", "RTL", "Netlist"]),
    .testTarget(name: "BuildToolsTests", dependencies: ["BuildTools"]),
    .testTarget(name: "WaveformsTests", dependencies: ["Bitloom", "RTL", "Waveforms", "Testbench"]),
    .testTarget(
      name: "SimulationTests", dependencies: ["RTL", "Netlist", "BuildTools", "Simulation"]),
    .testTarget(name: "CosimulationTests", dependencies: ["RTL", "Verilog", "Simulation", "Cosimulation"]),
    .testTarget(name: "BitloomTests", dependencies: ["RTL", "Bitloom"]),
    .testTarget(
      name: "TestbenchTests",
      dependencies: ["Bitloom", "RTL", "Simulation", "Testbench", "Components", "BitloomTesting"]),
    .target(
      name: "ToolTestSupport", dependencies: ["Bitloom", "RTL", "Cosimulation", "FPGAFlow"],
      path: "Tests/ToolTestSupport"),
    .testTarget(
      name: "ComponentsTests",
      dependencies: [
        "ToolTestSupport", "Bitloom", "RTL", "Checks", "Transforms", "Verilog", "Simulation", "Cosimulation",
        "Testbench",
        "Components", "FPGAFlow",
      ]),
    .testTarget(
      name: "FPGAFlowTests",
      dependencies: ["Bitloom", "RTL", "Cosimulation", "Components", "Arithmetic", "Accelerators", "FPGAFlow"]),
    .testTarget(
      name: "ArithmeticTests",
      dependencies: ["ToolTestSupport", "Bitloom", "RTL", "Testbench", "Components", "Arithmetic"]),
    .testTarget(name: "BenchmarksTests", dependencies: ["Bitloom", "RTL", "Simulation", "Testbench", "Benchmarks"]),
    .testTarget(
      name: "AcceleratorsTests",
      dependencies: [
        "ToolTestSupport", "Bitloom", "Cosimulation", "Testbench", "Components", "Accelerators", "FPGAFlow",
        "GoldenModels", "TensorNests",
      ]),
    .testTarget(
      name: "ExamplesTests", dependencies: ["Bitloom", "RTL", "Components", "Examples", "Testbench"]),
    .testTarget(
      name: "RandomCircuitsTests", dependencies: ["RTL", "Cosimulation", "Simulation", "RandomCircuits"]),
    .testTarget(
      name: "GoldenModelsTests", dependencies: ["GoldenModels"], resources: [.copy("Fixtures")]),
    .testTarget(name: "TensorNestsTests", dependencies: ["TensorNests", "GoldenModels"]),
    .testTarget(
      name: "BitloomCommandTests",
      dependencies: ["Bitloom", "Verilog", "Cosimulation", "Testbench", "Accelerators", "BitloomCommand"]),
  ],
  swiftLanguageModes: [.v6]
)

// Unsafe flags would keep the package from being a dependency: they are there on request alone.
if let limit = Context.environment["BITLOOM_EXPRESSION_LIMIT"] {
  for target in package.targets where target.type != .system {
    target.swiftSettings = [.unsafeFlags(["-Xfrontend", "-warn-long-expression-type-checking=\(limit)"])]
  }
}

// The tests of a selection of targets alone: those that look at what the optimiser does are built optimised, without
// building all the others so.
if let selection = Context.environment["BITLOOM_TEST_TARGETS"] {
  let names = Set(selection.split(separator: ",").map(String.init))
  package.targets.removeAll { $0.type == .test && !names.contains($0.name) }
}
