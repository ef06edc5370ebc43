import ArgumentParser
import Cosimulation
import Foundation
import Simulation
import Testbench

/// `bitloom doctor`.
struct DoctorCommand: ContextualCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Tells which tools are there, in which versions, and what is missing for what.",
    discussion: """
      The exit status is 0 when all three simulation engines can be used, 1 otherwise. Tools for synthesis and proofs are \
      listed but do not count.
      """)

  @Flag(help: "Removes everything that was built for simulation; it is built anew when it is needed.")
  var clearCache = false

  func run(in context: CommandContext) throws {
    let tools = context.findTools()
    writeTools(tools, to: context.output)
    let isComplete = writeEngines(tools, to: context.output)
    context.output.writeLine("\nKernel of the native engine\n  \(NativeKernel.description)")
    writeMissing(tools, to: context.output)
    writeCache(context.cache, to: context.output)
    if !isComplete { throw SilentFailure() }
  }

  private func writeTools(_ inventory: ToolInventory, to output: any TextOutput) {
    output.writeLine("Tools")
    var table = TextTable(indent: 2)
    for tool in inventory.tools {
      let state =
        switch tool.status {
        case .usable: "\(tool.version?.text ?? "")"
        case .missing: "missing"
        case .outdated: "\(tool.version?.text ?? ""), but \(tool.minimumVersion.text) or newer is needed"
        case .unknownVersion: "tells no version"
        }
      table.add(tool.name, state, tool.path ?? "-", tool.purpose)
    }
    output.write(table)
  }

  /// Returns whether all engines can be used.
  private func writeEngines(_ inventory: ToolInventory, to output: any TextOutput) -> Bool {
    output.writeLine("\nSimulation engines")
    var table = TextTable(indent: 2)
    let choice = EngineChoice(inventory)
    for engine in Engine.allCases { table.add(engine.rawValue, choice.problem(of: engine) ?? "ready") }
    output.write(table)
    return Engine.allCases.allSatisfy { choice.problem(of: $0) == nil }
  }

  private func writeMissing(_ inventory: ToolInventory, to output: any TextOutput) {
    let missing = inventory.tools.filter { $0.status != .usable }.map(\.name)
    guard !missing.isEmpty else { return }
    output.writeLine("\nTo install what is missing\n  \(PackageManager.current.command(installing: missing))")
  }

  private func writeCache(_ cache: CosimulationCache, to output: any TextOutput) {
    if clearCache { cache.clear() }
    let entries = cache.entries
    let megabytes = Double(entries.reduce(0) { $0 + $1.size }) / 1_000_000
    let size = String(format: "%.1f MB", megabytes)
    output.writeLine("\nCache of built models\n  \(cache.directory): \(entries.count) entries, \(size)")
    output.writeLine(clearCache ? "  cleared" : "  'bitloom doctor --clear-cache' empties it")
  }
}

/// How programs are installed on this system.
enum PackageManager {
  case apt, homebrew

  static var current: PackageManager {
    #if os(macOS)
      .homebrew
    #else
      .apt
    #endif
  }

  /// The command that installs the packages of the tools.
  func command(installing tools: [String]) -> String {
    var packages: [String] = []
    for package in tools.map(package) where !packages.contains(package) { packages.append(package) }
    let names = packages.joined(separator: " ")
    switch self {
    case .apt: return "sudo apt-get update && sudo apt-get install -y \(names)"
    case .homebrew: return "brew install \(names)"
    }
  }

  private func package(of tool: String) -> String {
    switch (self, tool) {
    case (.apt, "clang++"): "clang"
    case (.homebrew, "clang++"): "llvm"
    case (.apt, "iverilog"), (.apt, "vvp"): "iverilog"
    case (.homebrew, "iverilog"), (.homebrew, "vvp"): "icarus-verilog"
    default: tool
    }
  }
}
