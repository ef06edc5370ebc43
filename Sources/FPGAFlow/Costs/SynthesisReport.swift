import Bitloom
import Cosimulation
import Foundation
import RTL

/// What a design costs in a technology, by Yosys.
///
/// ```swift
/// let report = try SynthesisReport(elaborate(PrefixAdder(width: 32)), for: .xilinx7)
/// print(report.total[.lookupTable], report.depth)
/// ```
public struct SynthesisReport: Sendable {
  /// One module of the design.
  public struct ModuleCost: Sendable {
    /// The name in Verilog.
    public var name: String
    /// How often it is in the design.
    public var instanceCount: Int
    /// One of them, without the modules within.
    public var resources: ResourceCount
  }

  public let target: SynthesisTarget
  /// The version of Yosys: another one gives other figures.
  public let tool: String
  /// The whole design, put into one module before it is optimised.
  public let total: ResourceCount
  /// The most gates, lookup tables, multiplexers and carry cells that a signal goes through from register to register. What a
  /// memory or multiplier does within a cycle is not among them.
  public let depth: Int
  /// Each module optimised by itself, in the order of the design: together they need more than `total`.
  public let modules: [ModuleCost]

  /// Synthesises a design twice, as a whole and module by module; once where there is a single module.
  ///
  /// - Throws: A `CosimulationError` when Yosys is missing or refuses the design.
  public init(
    _ design: Design, for target: SynthesisTarget, tools: ToolLocator = .standard, cache: CosimulationCache = .shared
  ) throws {
    let top = design.top.name
    let whole = "whole.json"
    let parts = "parts.json"
    let isSingle = design.emittedModules.count == 1
    var commands = ["design -save source"]
    commands += target.commands(top: top, isFlat: true) + ["write_json \(whole)"]
    if !isSingle {
      commands += ["design -load source"] + target.commands(top: top, isFlat: false) + ["write_json \(parts)"]
    }
    let run = YosysRun(tools: tools, cache: cache)
    let files = isSingle ? [whole] : [whole, parts]
    let outputs = try run.outputs(files, of: commands, on: design.verilog(.systemVerilog), top: top)
    let flat = try Self.netlist(outputs[0], top)
    let hierarchy = isSingle ? flat : try Self.netlist(outputs[1], top)
    self.target = target
    tool = run.version
    total = flat.resources(of: top, target).own
    depth = flat.depth(of: top, target)
    modules = Self.costs(
      hierarchy, target, top: top, names: design.emittedModules.reversed().map { design.modules[$0].name })
  }

  private static func netlist(_ data: Data, _ top: String) throws -> YosysNetlist {
    let netlist: YosysNetlist
    do { netlist = try JSONDecoder().decode(YosysNetlist.self, from: data) } catch {
      throw SynthesisFailure(description: "Yosys' netlist of '\(top)' could not be read")
    }
    guard netlist.modules[top] != nil else {
      throw SynthesisFailure(description: "Yosys' netlist has no module '\(top)'")
    }
    return netlist
  }

  /// Top first, a module before those within it. Yosys removes modules without logic.
  private static func costs(
    _ netlist: YosysNetlist, _ target: SynthesisTarget, top: String, names: [String]
  ) -> [ModuleCost] {
    var counts = [top: 1]
    return names.compactMap { name in
      guard let count = counts[name] else { return nil }
      let (own, instances) = netlist.resources(of: name, target)
      for (child, number) in instances { counts[child, default: 0] += count * number }
      return ModuleCost(name: name, instanceCount: count, resources: own)
    }
  }
}

/// Why there is no report.
public struct SynthesisFailure: Error, CustomStringConvertible {
  public let description: String
}
