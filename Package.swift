// swift-tools-version: 6.1
import PackageDescription

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "bitloom",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Bitloom", targets: ["Bitloom", "Components", "Testbench"]),
    .library(name: "BitloomAccelerators", targets: ["Accelerators", "GoldenModels"]),
    .executable(name: "bitloom", targets: ["BitloomCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // The intermediate representation and what reads or rewrites it.
    .target(name: "RTL"),
    .target(name: "Checks", dependencies: ["RTL"]),
    .target(name: "Transforms", dependencies: ["RTL"]),
    .target(name: "Verilog", dependencies: ["RTL"]),
    .target(name: "Netlist", dependencies: ["RTL"]),

    // Engines.
    .target(name: "Simulation", dependencies: ["RTL", "Netlist"]),
    .target(name: "Cosimulation", dependencies: ["RTL", "Verilog", "Simulation"]),

    // The language.
    .target(name: "BacktraceCapture"),
    .target(name: "Bitloom", dependencies: ["RTL", "Checks", "Transforms", "Verilog", "BacktraceCapture"]),
    .target(name: "Testbench", dependencies: ["Bitloom", "Components", "Simulation", "Cosimulation"]),

    // The library.
    .target(name: "Components", dependencies: ["Bitloom"]),
    .target(name: "GoldenModels"),
    .target(name: "Accelerators", dependencies: ["Bitloom", "Components", "Testbench", "GoldenModels"]),

    // Programs.
    .executableTarget(name: "BitloomCommand", dependencies: ["Accelerators", argumentParser]),
    .executableTarget(name: "DigitsDemo", dependencies: ["Accelerators"], resources: [.copy("Digits")]),
    .executableTarget(name: "Benchmarks", dependencies: ["Accelerators"]),

    // Tests mirror Sources one to one.
    .testTarget(name: "RTLTests", dependencies: ["RTL"]),
    .testTarget(name: "ChecksTests", dependencies: ["Checks", "Bitloom"]),
    .testTarget(name: "TransformsTests", dependencies: ["Transforms", "Bitloom", "Testbench"]),
    .testTarget(name: "VerilogTests", dependencies: ["Verilog", "Bitloom", "Testbench"]),
    .testTarget(name: "NetlistTests", dependencies: ["Netlist", "Bitloom"]),
    .testTarget(name: "SimulationTests", dependencies: ["Simulation", "Testbench"]),
    .testTarget(name: "CosimulationTests", dependencies: ["Cosimulation", "Testbench"]),
    .testTarget(name: "BitloomTests", dependencies: ["Bitloom"]),
    .testTarget(name: "TestbenchTests", dependencies: ["Testbench", "Components"]),
    .testTarget(name: "ComponentsTests", dependencies: ["Components", "Testbench"]),
    .testTarget(name: "AcceleratorsTests", dependencies: ["Accelerators"]),
    .testTarget(
      name: "GoldenModelsTests", dependencies: ["GoldenModels"], resources: [.copy("Fixtures")]),
    .testTarget(name: "BitloomCommandTests", dependencies: ["BitloomCommand"]),
  ],
  swiftLanguageModes: [.v6]
)
